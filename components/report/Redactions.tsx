import { useId, useState } from 'preact/hooks'
import type { Redaction } from '../../lib/format/reportDraft'
import { i18n } from '../i18n'
import { isSelector } from '../isSelector'
import { Button, IconButton } from '../ui/Button'
import field from '../ui/Field.module.css'
import styles from './Report.module.css'

interface RedactionsProps {
  redactions: Redaction[]
  onChange: (redactions: Redaction[]) => void
}

/** What this report masks beyond the recording; each can be widened, and taken back. */
export function Redactions({ redactions, onChange }: RedactionsProps) {
  const [text, setText] = useState('')
  const hint = useId()
  const isWrong = text !== '' && !isSelector(text)
  const put = (index: number, selector: string) =>
    onChange(redactions.map((each, at) => (at === index ? { ...each, selector } : each)))
  return (
    <>
      {redactions.length > 0 && (
        <ul class={styles.redactions} aria-label={i18n.t('composer.redactions')}>
          {redactions.map(({ selector, choices }, index) => (
            <li key={`${index} ${choices[0]}`}>
              <select
                class={field.select}
                aria-label={i18n.t('composer.scope')}
                value={selector}
                onChange={(event) => put(index, event.currentTarget.value)}
              >
                {[...new Set([...choices, selector])].map((choice, at) => (
                  <option key={choice} value={choice}>
                    {at === 0 ? i18n.t('composer.onlyThis', [choice]) : choice}
                  </option>
                ))}
              </select>
              <IconButton
                icon="close"
                label={i18n.t('composer.unmask', [selector])}
                onClick={() => onChange(redactions.filter((_, at) => at !== index))}
              />
            </li>
          ))}
        </ul>
      )}
      {redactions.some(({ selector, choices, node }) => node && selector === choices[0]) && (
        <p class={styles.hint}>{i18n.t('composer.followed')}</p>
      )}
      <form
        class={styles.selector}
        onSubmit={(event) => {
          event.preventDefault()
          const selector = text.trim()
          if (!isSelector(selector)) return
          onChange([...redactions, { selector, choices: [selector] }])
          setText('')
        }}
      >
        <label>
          {i18n.t('composer.selector')}
          <input
            class={field.input}
            value={text}
            placeholder=".customer-name"
            aria-invalid={isWrong}
            aria-describedby={isWrong ? hint : undefined}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <Button type="submit" disabled={!isSelector(text)}>
          {i18n.t('composer.mask')}
        </Button>
      </form>
      {isWrong && (
        <p id={hint} class={styles.problem}>
          {i18n.t('options.badSelector')}
        </p>
      )}
    </>
  )
}
