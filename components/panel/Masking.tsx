import type { PrivacyLevel, SiteSettings } from '../../lib/format/settings'
import type { TabState } from '../../lib/messages/protocol'
import { toHost } from '../format/address'
import { i18n } from '../i18n'
import { LevelPicker } from '../LevelPicker'
import { MaskRules } from '../options/MaskRules'
import { useServices } from '../services'
import type { Toaster } from '../ui/Toast'
import styles from './Panel.module.css'
import { RuleFiles } from './RuleFiles'
import { RuleMaker } from './RuleMaker'
import { VendorPreview } from './VendorPreview'

interface MaskingProps {
  tab: TabState
  site: SiteSettings
  run: (action: Promise<unknown>) => void
  toaster: Toaster
}

/** Level and rules of the inspected site, for elements picked on the page or selected in the Elements panel. */
export function Masking({ tab, site, run, toaster }: MaskingProps) {
  const services = useServices()
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
        <RuleMaker tabId={tab.tabId} site={site} run={run} />
        <MaskRules key={site.origin} site={site} run={run} toaster={toaster} />
        <RuleFiles site={site} level={tab.level} run={run} />
      </div>
    </section>
  )
}
