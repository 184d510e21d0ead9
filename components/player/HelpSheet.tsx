import { i18n } from '../i18n'
import { Dialog } from '../ui/Dialog'
import styles from './HelpSheet.module.css'

const KEYS = [
  [['Space', 'K'], 'keys.toggle'],
  [['←', '→'], 'keys.five'],
  [['Shift ←', 'Shift →'], 'keys.one'],
  [['J', 'L'], 'keys.ten'],
  [[',', '.'], 'keys.event'],
  [['E'], 'keys.error'],
  [['0', '…', '9'], 'keys.share'],
  [['Home', 'End'], 'keys.ends'],
  [['<', '>'], 'keys.speed'],
  [['I'], 'keys.skipInactivity'],
  [['F'], 'keys.scale'],
  [['D'], 'keys.deviceFrame'],
  [['P'], 'keys.panes'],
  [['+', '-'], 'keys.zoom'],
  [['Z'], 'keys.wholeTimeline'],
  [['C'], 'keys.copyPicture'],
  [['Y'], 'keys.copyLink'],
  [['?'], 'keys.help'],
] as const

/** All keys of the player. */
export function HelpSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog title={i18n.t('keys.title')} isOpen={isOpen} onClose={onClose} isText>
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
    </Dialog>
  )
}
