import { useState } from 'preact/hooks'
import { i18n } from '../i18n'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import field from '../ui/Field.module.css'
import styles from './RecordCard.module.css'

interface MarkFormProps {
  tabId: number
  run: (action: Promise<unknown>) => void
}

/** Pins a note to the moment. Without a text it is a mark all the same. */
export function MarkForm({ tabId, run }: MarkFormProps) {
  const services = useServices()
  const [note, setNote] = useState('')
  const [isPinned, setPinned] = useState(false)
  const pin = (event: Event) => {
    event.preventDefault()
    run(
      services.mark(tabId, note.trim()).then(() => {
        setNote('')
        setPinned(true)
      }),
    )
  }
  return (
    <form class={styles.mark} onSubmit={pin}>
      <input
        class={field.input}
        aria-label={i18n.t('popup.note')}
        placeholder={isPinned ? i18n.t('popup.notePinned') : i18n.t('popup.notePlaceholder')}
        maxLength={500}
        value={note}
        onInput={(event) => {
          setPinned(false)
          setNote(event.currentTarget.value)
        }}
      />
      <Button type="submit" icon="flag">
        {i18n.t('popup.pinNote')}
      </Button>
      <span class="visually-hidden" role="status">
        {isPinned && i18n.t('popup.notePinned')}
      </span>
    </form>
  )
}
