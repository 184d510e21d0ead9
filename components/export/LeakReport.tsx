import type { Leak } from '../../lib/leaks/scanSession'
import { formatClock } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import styles from './ExportDialog.module.css'
import type { LeakScan } from './useLeakScan'

/** Lines shown; a session with more is not ready to be shared anyway. */
const SHOWN = 100

interface LeakReportProps {
  scan: LeakScan
  isConfirmed: boolean
  onConfirm: (isConfirmed: boolean) => void
  /** Makes the masking rule that closes a place. */
  onRule: (selector: string) => void
}

/** What the scanner found: kinds and places, never the values. */
export function LeakReport({ scan, isConfirmed, onConfirm, onRule }: LeakReportProps) {
  return (
    <div class={styles.leaks} aria-live="polite">
      {scan.status === 'running' && (
        <Notice icon="search">
          <p>{i18n.t('leaks.running', [`${Math.round(scan.share * 100)} %`])}</p>
        </Notice>
      )}
      {scan.status === 'failed' && (
        <Notice tone="danger" title={i18n.t('leaks.failed')}>
          <p>{scan.error}</p>
        </Notice>
      )}
      {scan.status === 'done' && scan.report.leaks.length === 0 && (
        <Notice icon="check">
          <p>{i18n.t('leaks.none', scan.report.strings)}</p>
        </Notice>
      )}
      {scan.status === 'done' && scan.report.leaks.length > 0 && (
        <Notice tone="warn" title={i18n.t('leaks.found', scan.report.leaks.length)}>
          <ul class={styles.found}>
            {scan.report.leaks.slice(0, SHOWN).map((leak) => (
              <li key={JSON.stringify(leak)}>
                <strong>{translateCode('leakKind', leak.kind, leak.kind)}</strong>
                <span>{placeOf(leak)}</span>
                <Close leak={leak} onRule={onRule} />
              </li>
            ))}
          </ul>
          <label class={styles.confirm}>
            <input
              type="checkbox"
              checked={isConfirmed}
              onChange={(event) => onConfirm(event.currentTarget.checked)}
            />
            {i18n.t('leaks.confirm')}
          </label>
        </Notice>
      )}
    </div>
  )
}

/** A place in the page is closed by a rule; the rest (addresses, messages, requests) only by a stricter level. */
function Close({ leak, onRule }: { leak: Leak; onRule: LeakReportProps['onRule'] }) {
  const { selector } = leak
  if (selector === undefined) return <small>{i18n.t('leaks.byLevel')}</small>
  return (
    <Button kind="quiet" onClick={() => onRule(selector)}>
      {i18n.t('leaks.makeRule')}
      <span class="visually-hidden"> {selector}</span>
    </Button>
  )
}

function placeOf({ where, path, selector, atMs, count }: Leak): string {
  const parts = [
    `${where} ${path}`,
    selector,
    atMs === undefined ? undefined : formatClock(atMs, { tenths: true }),
    count > 1 ? `×${count}` : undefined,
  ]
  return parts.filter(Boolean).join(' · ')
}
