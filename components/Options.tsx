import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Settings, SiteSettings } from '../lib/format/settings'
import { describeError } from '../lib/platform/describeError'
import { i18n, translateCode } from './i18n'
import styles from './Options.module.css'
import { BackupSection } from './options/BackupSection'
import { EncryptionSection } from './options/EncryptionSection'
import { LedgerSection } from './options/LedgerSection'
import { RecordingSection } from './options/RecordingSection'
import { SessionLifeSection } from './options/SessionLifeSection'
import { ShortcutsSection } from './options/ShortcutsSection'
import { SitesSection } from './options/SitesSection'
import { StorageSection } from './options/StorageSection'
import { UrlRulesSection } from './options/UrlRulesSection'
import { useServices } from './services'
import { LinkButton } from './ui/Button'
import { Notice } from './ui/Notice'
import { Spinner } from './ui/Spinner'
import { createToaster, type Toaster } from './ui/Toast'

/** What a section of the settings works with. */
export interface SectionProps {
  settings: Settings
  sites: SiteSettings[]
  toaster: Toaster
  /** Stores at once; what goes wrong is shown. */
  change: (patch: Partial<Settings>) => void
  /** Runs something and shows what goes wrong. */
  run: (action: Promise<unknown>) => void
}

const SECTIONS = [
  ['sites', 'options.sites', SitesSection],
  ['recording', 'options.recording', RecordingSection],
  ['life', 'options.life', SessionLifeSection],
  ['rules', 'options.rules', UrlRulesSection],
  ['storage', 'options.storage', StorageSection],
  ['encryption', 'vault.title', EncryptionSection],
  ['shortcuts', 'options.shortcuts', ShortcutsSection],
  ['ledger', 'options.ledger', LedgerSection],
  ['backup', 'options.backup', BackupSection],
] as const

/** The page of all settings. There is no Save: every change holds from the moment it is made. */
export function Options() {
  const services = useServices()
  const toaster = useMemo(createToaster, [])
  const [settings, setSettings] = useState<Settings>()
  const [sites, setSites] = useState<SiteSettings[]>()
  const [broken, setBroken] = useState<string[]>([])
  useEffect(() => {
    const watches = [services.watchSettings(setSettings), services.watchSites(setSites)]
    return () => {
      for (const watch of watches) watch.stop()
    }
  }, [services])

  useEffect(() => {
    const watch = services.watchBroken(setBroken)
    return () => watch.stop()
  }, [services])

  const run = (action: Promise<unknown>) => {
    action.catch((error: unknown) => toaster.show(describeError(error)))
  }
  return (
    <div class={styles.page}>
      <header class={styles.header}>
        <img src="/icon/icon.svg" alt="" width={26} height={26} />
        <h1>{i18n.t('options.title')}</h1>
        <LinkButton href={services.pages.sessions} icon="list" kind="quiet">
          {i18n.t('popup.allSessions')}
        </LinkButton>
      </header>
      <nav class={styles.nav} aria-label={i18n.t('options.title')}>
        {SECTIONS.map(([id, title]) => (
          <a key={id} href={`#${id}`}>
            {i18n.t(title)}
          </a>
        ))}
      </nav>
      <main class={styles.main}>
        {broken.length > 0 && (
          <Notice tone="warn" title={i18n.t('options.brokenTitle')} urgent>
            <p>{i18n.t('options.brokenText', [broken.map(nameOfSetting).join(', ')])}</p>
          </Notice>
        )}
        {settings && sites ? (
          SECTIONS.map(([id, , View]) => (
            <View
              key={id}
              settings={settings}
              sites={sites}
              toaster={toaster}
              change={(patch) => run(services.updateSettings(patch))}
              run={run}
            />
          ))
        ) : (
          <Spinner label={i18n.t('options.loading')} />
        )}
      </main>
      <toaster.View />
    </div>
  )
}

/** As the person finds it on this page; a setting without a row of its own by its name in the file. */
function nameOfSetting(name: string): string {
  return translateCode('settingName', name, name)
}
