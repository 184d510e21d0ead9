import { useState } from 'preact/hooks'
import { isLongEnough, LEAST_PASSPHRASE } from '../../lib/crypto/passphrase'
import { isDiskFull } from '../../lib/platform/causedBy'
import { describeError } from '../../lib/platform/describeError'
import { i18n } from '../i18n'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { PassphraseInput } from '../vault/PassphraseInput'
import styles from '../vault/Vault.module.css'

/** The present passphrase, a new one, and the new one once more. */
type PassphraseField = 'before' | 'after' | 'again'
type Values = Record<PassphraseField, string>

const EMPTY: Values = { before: '', after: '', again: '' }
const LABELS = {
  before: 'vault.passphrase',
  after: 'vault.newPassphrase',
  again: 'vault.again',
} as const

interface PassphraseFormProps {
  fields: readonly PassphraseField[]
  hint?: string
  button: string
  /** Rejects with a sentence for the person. */
  onSubmit: (values: Values) => Promise<void>
}

/** Fields for passphrases, checked before anything is done with them. */
export function PassphraseForm({ fields, hint, button, onSubmit }: PassphraseFormProps) {
  const [values, setValues] = useState(EMPTY)
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = () => {
    const wrong = problemOf(fields, values)
    setProblem(wrong)
    if (wrong !== '') return
    setBusy(true)
    onSubmit(values)
      .then(
        () => setValues(EMPTY),
        (error: unknown) =>
          setProblem(isDiskFull(error) ? i18n.t('vault.noRoom') : describeError(error)),
      )
      .finally(() => setBusy(false))
  }
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) submit()
      }}
    >
      {hint && <p class={styles.hint}>{hint}</p>}
      {fields.map((name) => (
        <PassphraseInput
          key={name}
          label={i18n.t(LABELS[name])}
          value={values[name]}
          isNew={name !== 'before'}
          onChange={(value) => setValues((others) => ({ ...others, [name]: value }))}
        />
      ))}
      {problem !== '' && (
        <Notice tone="danger" urgent>
          <p>{problem}</p>
        </Notice>
      )}
      <Button kind="primary" type="submit" disabled={isBusy}>
        {button}
      </Button>
    </form>
  )
}

function problemOf(fields: readonly PassphraseField[], { after, again }: Values): string {
  if (!fields.includes('after')) return ''
  if (!isLongEnough(after)) return i18n.t('vault.tooShort', [String(LEAST_PASSPHRASE)])
  return after === again ? '' : i18n.t('vault.differ')
}
