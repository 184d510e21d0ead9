import { useState } from 'preact/hooks'
import { type MaskRule, RULE_EFFECTS, type SiteSettings } from '../../lib/format/settings'
import { i18n, translateCode } from '../i18n'
import { isSelector } from '../isSelector'
import { useServices } from '../services'
import { Button, IconButton } from '../ui/Button'
import { Select } from '../ui/Field'
import field from '../ui/Field.module.css'
import type { Toaster } from '../ui/Toast'
import styles from './Sites.module.css'
import { useEdited } from './useEdited'

interface MaskRulesProps {
  site: SiteSettings
  /** Asks about masking the stored sessions of the site for good. */
  onApply?: () => void
  run: (action: Promise<unknown>) => void
  toaster: Toaster
}

/** Selectors of one site and what they do. A selector that cannot be parsed is refused, never stored. */
export function MaskRules({ site, onApply, run, toaster }: MaskRulesProps) {
  const services = useServices()
  const { edited: rules, edit: setRules, storing } = useEdited<MaskRule[]>(site.rules)
  const [broken, setBroken] = useState<number>()

  const store = (next: MaskRule[]) => {
    setRules(next)
    const wrong = next.findIndex((rule) => rule.selector !== '' && !isSelector(rule.selector))
    setBroken(wrong === -1 ? undefined : wrong)
    if (wrong !== -1) return
    const complete = next.filter((rule) => rule.selector !== '')
    storing(complete)
    run(services.setRules(site.origin, complete))
  }
  const replace = (index: number, patch: Partial<MaskRule>) =>
    store(rules.map((rule, at) => (at === index ? { ...rule, ...patch } : rule)))
  const remove = (index: number) => {
    store(rules.filter((_, at) => at !== index))
    const undo = { label: i18n.t('common.undo'), run: () => store(rules) }
    toaster.show(i18n.t('options.ruleRemoved'), { action: undo })
  }

  return (
    <fieldset class={styles.rules}>
      <legend>{i18n.t('options.maskRules')}</legend>
      {rules.map((rule, index) => (
        <div key={index} class={styles.rule}>
          <input
            class={field.input}
            aria-label={i18n.t('options.selector')}
            placeholder=".price"
            value={rule.selector}
            aria-invalid={broken === index}
            onChange={(event) => replace(index, { selector: event.currentTarget.value.trim() })}
          />
          <Select
            label={i18n.t('options.effect')}
            value={rule.effect}
            options={RULE_EFFECTS.map((value) => ({
              value,
              label: translateCode('effect', value, value),
            }))}
            onChange={(effect) => replace(index, { effect })}
          />
          <IconButton
            icon="trash"
            label={i18n.t('options.removeRule')}
            onClick={() => remove(index)}
          />
          {broken === index && (
            <p class={styles.problem} role="alert">
              {i18n.t('options.badSelector')}
            </p>
          )}
        </div>
      ))}
      <div>
        <Button onClick={() => setRules([...rules, { selector: '', effect: 'mask' }])}>
          {i18n.t('options.addRule')}
        </Button>
        {onApply && (
          <Button kind="quiet" icon="lock" onClick={onApply}>
            {i18n.t('remask.apply')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
