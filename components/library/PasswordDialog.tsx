import { useId, useState } from 'preact/hooks'
import { describeError } from '../../lib/platform/describeError'
import { i18n } from '../i18n'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import field from '../ui/Field.module.css'
import { Notice } from '../ui/Notice'
import styles from './PasswordDialog.module.css'

interface PasswordDialogProps {
  fileName: string
  /** Rejects with a sentence for the person; the dialog then stays. */
  onImport: (password: string) => Promise<void>
  /** Saves what is in the file, whatever it is: not everything that was exported is a recording. */
  onSave: (password: string) => Promise<void>
  onClose: () => void
}

/** Asks for the password of an encrypted file. */
export function PasswordDialog({ fileName, onImport, onSave, onClose }: PasswordDialogProps) {
  const id = useId()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const attempt = (action: (password: string) => Promise<void>) => {
    setProblem('')
    setBusy(true)
    action(password)
      .catch((error: unknown) => setProblem(describeError(error)))
      .finally(() => setBusy(false))
  }
  const isReady = password !== '' && !isBusy
  return (
    <Dialog
      title={i18n.t('password.title')}
      isOpen
      onClose={onClose}
      width={440}
      foot={
        <>
          <Button disabled={!isReady} onClick={() => attempt(onSave)}>
            {i18n.t('password.save')}
          </Button>
          <Button kind="primary" disabled={!isReady} onClick={() => attempt(onImport)}>
            {i18n.t('password.import')}
          </Button>
        </>
      }
    >
      <form
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) attempt(onImport)
        }}
      >
        <p>{i18n.t('password.text', [fileName])}</p>
        <label for={id}>{i18n.t('export.password')}</label>
        <input
          id={id}
          class={field.input}
          type="password"
          autocomplete="off"
          autofocus
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
        {problem !== '' && (
          <Notice tone="danger" urgent>
            <p>{problem}</p>
          </Notice>
        )}
      </form>
    </Dialog>
  )
}
