import { useEffect, useId, useState } from 'preact/hooks'
import {
  type MaskRule,
  RULE_EFFECTS,
  type RuleEffect,
  type SiteSettings,
} from '../../lib/format/settings'
import type { PickedElement } from '../../lib/messages/protocol'
import { mergeRules } from '../../lib/privacy/ruleFiles'
import { i18n, translateCode } from '../i18n'
import { isSelector } from '../isSelector'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import field from '../ui/Field.module.css'
import { Notice } from '../ui/Notice'
import styles from './Panel.module.css'

/** Everything on every page of the site. */
const WHOLE_SITE = 'html'

interface RuleMakerProps {
  tabId: number
  site: SiteSettings
  run: (action: Promise<unknown>) => void
}

/** Makes a rule of an element that was picked on the page or chosen in the Elements panel. */
export function RuleMaker({ tabId, site, run }: RuleMakerProps) {
  const services = useServices()
  const [picked, setPicked] = useState<PickedElement>()
  const [selector, setSelector] = useState('')
  const [undone, setUndone] = useState<MaskRule[][]>([])
  const listId = useId()
  useEffect(() => {
    const take = (element: PickedElement | undefined) => {
      if (!element) return
      setPicked(element)
      setSelector(element.element)
    }
    const watches = [services.watchSelectedElement(take), services.watchPicked(tabId, take)]
    return () => {
      for (const watch of watches) watch.stop()
    }
  }, [services, tabId])
  const matches = useMatches(tabId, selector, site.rules)

  const add = (effect: RuleEffect) => {
    setUndone([...undone, site.rules])
    run(services.setRules(site.origin, mergeRules(site.rules, [{ selector, effect }])))
  }
  const undo = () => {
    const before = undone.at(-1)
    if (!before) return
    setUndone(undone.slice(0, -1))
    run(services.setRules(site.origin, before))
  }
  const ways: [string, string][] = picked
    ? [
        [picked.element, i18n.t('preview.scopeElement')],
        ...picked.similar.map((each): [string, string] => [each, i18n.t('preview.scopeSimilar')]),
        [WHOLE_SITE, i18n.t('preview.scopeSite')],
      ]
    : []

  return (
    <Notice icon="click" title={i18n.t('preview.makeRule')}>
      <div class={styles.buttons}>
        <Button icon="click" onClick={() => run(services.pickElement(tabId))}>
          {i18n.t('panel.pickOnPage')}
        </Button>
        {undone.length > 0 && <Button onClick={undo}>{i18n.t('preview.undo')}</Button>}
      </div>
      <p>{i18n.t('panel.selectHint')}</p>
      {picked && (
        <>
          <div class={styles.ways} role="radiogroup" aria-label={i18n.t('preview.scope')}>
            {ways.map(([value, label]) => (
              <label key={value} class={styles.way}>
                <input
                  type="radio"
                  name={listId}
                  checked={value === selector}
                  onClick={() => setSelector(value)}
                />
                <code class={styles.selector}>{value}</code>
                <span class={styles.hint}>{label}</span>
              </label>
            ))}
          </div>
          <input
            class={field.input}
            aria-label={i18n.t('options.selector')}
            value={selector}
            onInput={(event) => setSelector(event.currentTarget.value)}
          />
          <p aria-live="polite">
            {matches === undefined
              ? i18n.t('options.badSelector')
              : i18n.t('panel.matches', [String(matches)])}
          </p>
          <div class={styles.buttons}>
            {RULE_EFFECTS.map((effect) => (
              <Button key={effect} disabled={matches === undefined} onClick={() => add(effect)}>
                {translateCode('effect', effect, effect)}
              </Button>
            ))}
          </div>
        </>
      )}
    </Notice>
  )
}

/** Undefined where it is no selector. Asked again while the person types, when rules change, and every other second. */
function useMatches(
  tabId: number,
  selector: string,
  rules: readonly MaskRule[],
): number | undefined {
  const services = useServices()
  const [matches, setMatches] = useState<number | undefined>(0)
  useEffect(() => {
    if (!isSelector(selector)) {
      setMatches(undefined)
      return
    }
    let isOver = false
    const ask = () =>
      services.countMatches(tabId, selector).then(
        (count) => !isOver && setMatches(count),
        () => !isOver && setMatches(0),
      )
    ask()
    const timer = setInterval(ask, 2000)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [services, tabId, selector, rules])
  return matches
}
