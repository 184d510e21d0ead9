import { useId, useState } from 'preact/hooks'
import { describeError } from '../../lib/platform/describeError'
import { i18n } from '../i18n'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Empty } from '../ui/Empty'
import { Notice } from '../ui/Notice'
import { PassphraseInput } from './PassphraseInput'
import styles from './Vault.module.css'

/** Stands where stored sessions would be while the library is locked. */
export function Unlock() {
  const { vault } = useServices()
  const [passphrase, setPassphrase] = useState('')
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [isForgotten, setForgotten] = useState(false)
  const id = useId()
  const unlock = () => {
    setProblem('')
    setBusy(true)
    vault
      .unlock(passphrase)
      .catch((error: unknown) => setProblem(describeError(error)))
      .finally(() => setBusy(false))
  }
  return (
    <Empty icon="lock" title={i18n.t('vault.lockedTitle')}>
      <p>{i18n.t('vault.lockedText')}</p>
      <form
        class={styles.unlock}
        aria-label={i18n.t('vault.lockedTitle')}
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) unlock()
        }}
      >
        <PassphraseInput
          label={i18n.t('vault.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          describedBy={problem === '' ? undefined : id}
        />
        <Button kind="primary" type="submit" icon="lock" disabled={isBusy || passphrase === ''}>
          {isBusy ? i18n.t('vault.unlocking') : i18n.t('vault.unlock')}
        </Button>
      </form>
      {problem !== '' && (
        <div id={id}>
          <Notice tone="danger" urgent>
            <p>{problem}</p>
          </Notice>
        </div>
      )}
      <Button kind="quiet" onClick={() => setForgotten(true)}>
        {i18n.t('vault.forgotten')}
      </Button>
      {isForgotten && <ForgottenDialog onClose={() => setForgotten(false)} />}
    </Empty>
  )
}

/** Nobody can help, and this says so; the way out loses what is stored. */
function ForgottenDialog({ onClose }: { onClose: () => void }) {
  const { vault } = useServices()
  const [problem, setProblem] = useState('')
  return (
    <Dialog
      title={i18n.t('vault.forgottenTitle')}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{i18n.t('common.cancel')}</Button>
          <Button
            kind="danger"
            icon="trash"
            onClick={() => {
              vault.forget().then(onClose, (error: unknown) => setProblem(describeError(error)))
            }}
          >
            {i18n.t('vault.deleteAll')}
          </Button>
        </>
      }
    >
      <div class={styles.text}>
        <p>{i18n.t('vault.forgottenText')}</p>
        <p>{i18n.t('vault.forgottenKept')}</p>
        {problem !== '' && (
          <Notice tone="danger" urgent>
            <p>{problem}</p>
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
