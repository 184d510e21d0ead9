import type { RemaskProgress } from '../../lib/remask/runRemask'
import { i18n } from '../i18n'
import styles from './Remask.module.css'

export function Progress({ progress }: { progress: RemaskProgress | undefined }) {
  const text = progress
    ? i18n.t('remask.progress', [String(progress.done + 1), String(progress.total)])
    : i18n.t('remask.preparing')
  return (
    <div class={styles.progress}>
      <progress aria-label={i18n.t('remask.running')} value={progress?.share ?? 0} />
      <span role="status">{text}</span>
    </div>
  )
}
