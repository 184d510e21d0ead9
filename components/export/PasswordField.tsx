import { useId, useState } from 'preact/hooks'
import { isLongEnough, LEAST_PASSPHRASE } from '../../lib/crypto/passphrase'
import { i18n } from '../i18n'
import { Switch } from '../ui/Field'
import field from '../ui/Field.module.css'
import styles from './PasswordField.module.css'

interface PasswordFieldProps {
  /** Undefined: the file is not encrypted. */
  password: string | undefined
  onChange: (password: string | undefined) => void
}

/** May a file be saved with this? */
export function isPasswordFit(password: string | undefined): boolean {
  return password === undefined || isLongEnough(password)
}

/** Encrypts the exported file with a password when asked. What comes out goes into `exportFile` as `password`. */
export function PasswordField({ password, onChange }: PasswordFieldProps) {
  const id = useId()
  const [isShown, setShown] = useState(false)
  return (
    <div class={styles.encrypt}>
      <Switch
        label={i18n.t('export.encrypt')}
        checked={password !== undefined}
        onChange={(checked) => onChange(checked ? '' : undefined)}
      />
      {password !== undefined && (
        <>
          <label for={id}>{i18n.t('export.password')}</label>
          <div class={styles.line}>
            <input
              id={id}
              class={field.input}
              {...(isShown ? { type: 'text' as const } : { type: 'password' as const })}
              autocomplete="new-password"
              value={password}
              aria-describedby={`${id}-hint`}
              onInput={(event) => onChange(event.currentTarget.value)}
            />
            <Switch label={i18n.t('password.show')} checked={isShown} onChange={setShown} />
          </div>
          <p id={`${id}-hint`} class={styles.hint}>
            {i18n.t('export.passwordHint', [String(LEAST_PASSPHRASE)])}
          </p>
        </>
      )}
    </div>
  )
}
