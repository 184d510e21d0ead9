import { useEffect, useId, useRef } from 'preact/hooks'
import { i18n } from '../i18n'
import { IconButton } from '../ui/Button'
import styles from './HelpSheet.module.css'

const KEYS = [
  [['Space', 'K'], 'keys.toggle'],
  [['←', '→'], 'keys.five'],
  [['Shift ←', 'Shift →'], 'keys.one'],
  [['J', 'L'], 'keys.ten'],
  [[',', '.'], 'keys.step'],
  [['E'], 'keys.error'],
  [['0', '…', '9'], 'keys.share'],
  [['Home', 'End'], 'keys.ends'],
  [['<', '>'], 'keys.speed'],
  [['I'], 'keys.skipInactivity'],
  [['F'], 'keys.scale'],
  [['P'], 'keys.panes'],
  [['?'], 'keys.help'],
] as const

/** All keys of the player. A dialog: the browser keeps the focus in it, Escape closes it, focus returns. */
export function HelpSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog; the click is for the backdrop
    <dialog
      ref={dialog}
      class={styles.sheet}
      aria-labelledby={title}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div class={styles.head}>
        <h2 id={title}>{i18n.t('keys.title')}</h2>
        <IconButton icon="close" label={i18n.t('common.close')} onClick={onClose} />
      </div>
      <dl class={styles.list}>
        {KEYS.map(([keys, text]) => (
          <>
            <dt key={text}>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{i18n.t(text)}</dd>
          </>
        ))}
      </dl>
    </dialog>
  )
}
