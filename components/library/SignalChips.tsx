import { formatCount } from '../format/bytes'
import { i18n, translateCode } from '../i18n'
import { Chip } from '../ui/Chip'
import type { LibraryDigest } from './libraryDigest'

/** More would push the title out of the row; the player lists them all. */
const MOST = 2

/** What went wrong in a session as its signals say it, the most frequent first. */
export function SignalChips({ digest }: { digest: LibraryDigest | undefined }) {
  if (!digest) return null
  const signals = Object.entries(digest.signals).sort(([, a], [, b]) => b - a)
  return (
    <>
      {signals.slice(0, MOST).map(([kind, count]) => (
        <Chip key={kind} tone="warn">
          {translateCode('signalName', kind, kind)}
          {count > 1 && ` ×${formatCount(count)}`}
        </Chip>
      ))}
      {signals.length > MOST && (
        <Chip tone="warn" title={i18n.t('library.moreSignals')}>
          +{signals.length - MOST}
        </Chip>
      )}
    </>
  )
}
