import { formatBytes } from '../format/bytes'
import { numberFormat } from '../format/formats'
import { i18n } from '../i18n'
import styles from './Panel.module.css'
import type { LiveCost } from './useLiveEvents'

const MINUTE_MS = 60_000

/** What the recorder takes of the page's time, as it measures itself, and of the disk. */
export function Cost({ cost }: { cost: LiveCost }) {
  const share = cost.overMs > 0 ? cost.totalMs / cost.overMs : 0
  const perMinute = cost.overMs > 0 ? (cost.storedBytes / cost.overMs) * MINUTE_MS : 0
  const facts: [label: string, value: string][] = [
    [i18n.t('panel.costTime'), `${milliseconds(cost.totalMs)} (${percent(share)})`],
    [i18n.t('panel.costMost'), milliseconds(cost.mostMs)],
    [
      i18n.t('panel.costStored'),
      i18n.t('panel.costShare', [formatBytes(cost.storedBytes), formatBytes(cost.rawBytes)]),
    ],
    [i18n.t('panel.costRate'), formatBytes(perMinute)],
  ]
  return (
    <section aria-label={i18n.t('panel.cost')}>
      <h2 class={styles.costTitle}>{i18n.t('panel.cost')}</h2>
      <dl class={styles.cost}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function milliseconds(ms: number): string {
  const digits = ms < 10 ? 1 : 0
  return numberFormat(undefined, {
    style: 'unit',
    unit: 'millisecond',
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(ms)
}

function percent(share: number): string {
  return numberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 }).format(share)
}
