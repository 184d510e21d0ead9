import { useEffect, useState } from 'preact/hooks'
import type { PrivacyLevel, RuleEffect, SiteSettings } from '../../lib/format/settings'
import type { TabState } from '../../lib/messages/protocol'
import { toHost } from '../format/address'
import { i18n, translateCode } from '../i18n'
import { LevelPicker } from '../LevelPicker'
import { MaskRules } from '../options/MaskRules'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Notice } from '../ui/Notice'
import styles from './Panel.module.css'
import { VendorPreview } from './VendorPreview'

const OFFERED: RuleEffect[] = ['mask', 'block', 'allow']

interface MaskingProps {
  tab: TabState
  run: (action: Promise<unknown>) => void
}

/** Level and rules of the inspected site; a rule for the element that is selected in the Elements panel. */
export function Masking({ tab, run }: MaskingProps) {
  const services = useServices()
  const [sites, setSites] = useState<SiteSettings[]>([])
  useEffect(() => {
    const watch = services.watchSites(setSites)
    return () => watch.stop()
  }, [services])
  if (tab.origin === '') {
    return <Empty icon="lock" title={i18n.t('panel.noSite')} />
  }
  const site = sites.find(({ origin }) => origin === tab.origin) ?? {
    origin: tab.origin,
    rules: [],
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class={styles.scroll} tabIndex={0} aria-label={i18n.t('panel.masking')}>
      <div class={styles.column}>
        <LevelPicker
          label={i18n.t('panel.levelOf', [toHost(tab.origin)])}
          level={tab.level}
          onChange={(privacy: PrivacyLevel) => run(services.updateSite(tab.origin, { privacy }))}
        />
        <VendorPreview tabId={tab.tabId} run={run} />
        <SelectedElement site={site} run={run} />
        <MaskRules key={site.origin} site={site} run={run} />
      </div>
    </section>
  )
}

function SelectedElement({ site, run }: { site: SiteSettings; run: MaskingProps['run'] }) {
  const services = useServices()
  const [selector, setSelector] = useState<string>()
  useEffect(() => {
    const watch = services.watchSelectedElement(setSelector)
    return () => watch.stop()
  }, [services])
  const add = (effect: RuleEffect) => {
    if (selector === undefined) return
    const others = site.rules.filter((rule) => rule.selector !== selector)
    run(services.setRules(site.origin, [{ selector, effect }, ...others]))
  }
  return (
    <Notice icon="click" title={i18n.t('panel.selected')}>
      {selector === undefined ? (
        <p>{i18n.t('panel.selectHint')}</p>
      ) : (
        <>
          <code class={styles.selector}>{selector}</code>
          <div class={styles.buttons}>
            {OFFERED.map((effect) => (
              <Button key={effect} onClick={() => add(effect)}>
                {translateCode('effect', effect, effect)}
              </Button>
            ))}
          </div>
        </>
      )}
    </Notice>
  )
}
