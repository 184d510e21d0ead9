import type { VitalEvent } from '../../lib/format/events'
import type { Overview } from '../../lib/player/player'
import { formatClock, formatDuration } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import { Button } from '../ui/Button'
import { Chip, type Tone } from '../ui/Chip'
import { Empty } from '../ui/Empty'
import styles from './Facts.module.css'
import type { OpenPlayer } from './usePlayer'

type Vital = { atMs: number; event: VitalEvent }

const TONES: Record<NonNullable<VitalEvent['rating']>, Tone> = {
  good: 'ok',
  'needs-improvement': 'warn',
  poor: 'danger',
}

/** Long tasks shown; the slowest ones are the ones somebody looks for. */
const MAX_TASKS = 50

/** Web vitals as they became known, and the tasks that blocked the page longest. */
export function PerformancePane({ open, overview }: { open: OpenPlayer; overview: Overview }) {
  const vitals = overview.notable.flatMap(({ atMs, event }): Vital[] =>
    event.kind === 'vital' ? [{ atMs, event }] : [],
  )
  const tasks = vitals
    .filter(({ event }) => event.name === 'longtask')
    .sort((a, b) => b.event.value - a.event.value)
    .slice(0, MAX_TASKS)
  const scores = vitals.filter(({ event }) => event.name !== 'longtask' && event.name !== 'shift')
  if (vitals.length === 0) {
    return (
      <Empty icon="gauge" title={i18n.t('performance.none')}>
        <p>{i18n.t('performance.noneWhy')}</p>
      </Empty>
    )
  }
  const seek = (ms: number) => void open.player.seek(ms).catch(() => {})
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class={styles.scroll} tabIndex={0} aria-label={i18n.t('pane.performance')}>
      <section class={styles.section}>
        <h2>{i18n.t('performance.vitals')}</h2>
        <ul class={styles.cards}>
          {scores.map(({ atMs, event }) => (
            <li key={`${event.name}-${atMs}`} class={styles.card}>
              <span class={styles.name}>{event.name}</span>
              <span class={styles.value}>{vitalText(event)}</span>
              {event.rating && (
                <Chip tone={TONES[event.rating]}>
                  {translateCode('rating', event.rating, event.rating)}
                </Chip>
              )}
            </li>
          ))}
        </ul>
      </section>
      {tasks.length > 0 && (
        <section class={styles.section}>
          <h2>{i18n.t('performance.longTasks')}</h2>
          <ul>
            {tasks.map(({ atMs, event }) => (
              <li key={atMs} class={styles.line}>
                <Button kind="quiet" onClick={() => seek(atMs)}>
                  {formatClock(atMs, { tenths: true })}
                </Button>
                <span>{formatDuration(event.value)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  )
}

function vitalText(event: VitalEvent): string {
  if (event.name === 'CLS') return event.value.toFixed(3)
  return formatDuration(event.value)
}
