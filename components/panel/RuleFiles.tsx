import { useRef, useState } from 'preact/hooks'
import type { PrivacyLevel, SiteSettings } from '../../lib/format/settings'
import { describeError } from '../../lib/platform/describeError'
import { mergeRules, readRuleFile, writeRuleFile } from '../../lib/privacy/ruleFiles'
import { EXPORT_VENDORS, exportForVendor } from '../../lib/privacy/vendorExports'
import { toHost } from '../format/address'
import { i18n, translateCode } from '../i18n'
import { saveFile } from '../saveFile'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Select } from '../ui/Field'
import { Notice } from '../ui/Notice'
import styles from './Panel.module.css'

interface RuleFilesProps {
  site: SiteSettings
  level: PrivacyLevel
  run: (action: Promise<unknown>) => void
}

/** Rules leave as a file or in the words of another recorder, and come back from a file. */
export function RuleFiles({ site, level, run }: RuleFilesProps) {
  const services = useServices()
  const file = useRef<HTMLInputElement>(null)
  const [vendor, setVendor] = useState('')
  const [said, setSaid] = useState<{ text: string; isProblem?: true }>()
  const made = exportForVendor(vendor, level, site.rules)

  const save = () => {
    const name = `recount-rules-${toHost(site.origin).replace(/[^\w.-]/g, '-')}.json`
    saveFile(name, writeRuleFile(site.origin, site.rules, level))
  }
  const load = async (chosen: File) => {
    try {
      const rules = readRuleFile(await chosen.text())
      run(services.setRules(site.origin, mergeRules(site.rules, rules)))
      setSaid({ text: i18n.t('panel.imported', [String(rules.length)]) })
    } catch (error) {
      setSaid({ text: describeError(error), isProblem: true })
    }
  }
  const copy = () => {
    if (!made) return
    run(
      navigator.clipboard
        .writeText(made.text)
        .then(() => setSaid({ text: i18n.t('panel.copied', [made.name]) })),
    )
  }

  return (
    <Notice icon="download" title={i18n.t('panel.ruleFiles')}>
      <div class={styles.buttons}>
        <Button disabled={site.rules.length === 0} onClick={save}>
          {i18n.t('panel.exportRules')}
        </Button>
        <Button onClick={() => file.current?.click()}>{i18n.t('panel.importRules')}</Button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (chosen) void load(chosen)
          }}
        />
        <Select
          label={i18n.t('panel.rulesFor')}
          value={vendor}
          options={[
            { value: '', label: i18n.t('panel.rulesFor') },
            ...EXPORT_VENDORS.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setVendor}
        />
      </div>
      {made && (
        <>
          <textarea
            class={styles.snippet}
            readOnly
            rows={12}
            spellcheck={false}
            aria-label={i18n.t('panel.rulesFor')}
            value={made.text}
          />
          {made.lost.length > 0 && (
            <p>
              {i18n.t('panel.lost', [
                made.name,
                made.lost.map((effect) => translateCode('effect', effect, effect)).join(', '),
              ])}
            </p>
          )}
          <div class={styles.buttons}>
            <Button onClick={copy}>{i18n.t('panel.copy')}</Button>
          </div>
        </>
      )}
      <p role={said?.isProblem ? 'alert' : 'status'}>{said?.text}</p>
    </Notice>
  )
}
