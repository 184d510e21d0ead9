import { useRef } from 'preact/hooks'
import { i18n } from '../i18n'
import type { SectionProps } from '../Options'
import { saveFile } from '../saveFile'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { readBackup, writeBackup } from './backup'
import { Row, Section } from './Section'

/** Settings as a file. Consent is not in it: it is given on each machine anew. */
export function BackupSection({ settings, sites, toaster, run }: SectionProps) {
  const services = useServices()
  const input = useRef<HTMLInputElement>(null)

  const restore = async (file: File) => {
    const { settings: restored, sites: restoredSites, broken } = readBackup(await file.text())
    await services.updateSettings(restored)
    for (const { origin, ...patch } of restoredSites) await services.updateSite(origin, patch)
    toaster.show(
      broken.length === 0
        ? i18n.t('options.restored')
        : i18n.t('options.restoredPartly', [broken.join(', ')]),
    )
  }
  return (
    <Section id="backup" title={i18n.t('options.backup')} intro={i18n.t('options.backupIntro')}>
      <Row name={i18n.t('options.save')} hint={i18n.t('options.saveHint')}>
        <Button
          icon="download"
          onClick={() => saveFile('recount-settings.json', writeBackup(settings, sites))}
        >
          {i18n.t('options.saveAs')}
        </Button>
      </Row>
      <Row name={i18n.t('options.restore')} hint={i18n.t('options.restoreHint')}>
        <Button icon="upload" onClick={() => input.current?.click()}>
          {i18n.t('options.chooseFile')}
        </Button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) run(restore(file))
          }}
        />
      </Row>
    </Section>
  )
}
