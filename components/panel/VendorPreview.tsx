import { useState } from 'preact/hooks'
import { VENDORS } from '../../lib/privacy/profiles'
import { i18n } from '../i18n'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Select } from '../ui/Field'
import { Notice } from '../ui/Notice'
import styles from './Panel.module.css'

interface VendorPreviewProps {
  tabId: number
  run: (action: Promise<unknown>) => void
}

/** Marks on the page what we, or another recorder, would keep of it. */
export function VendorPreview({ tabId, run }: VendorPreviewProps) {
  const services = useServices()
  const [profile, setProfile] = useState('')
  const [level, setLevel] = useState('')
  const vendor = VENDORS.find(({ id }) => id === profile)
  const levels = vendor ? Object.keys(vendor.levels) : []
  const choose = (id: string) => {
    setProfile(id)
    setLevel(VENDORS.find((each) => each.id === id)?.defaultLevel ?? '')
  }
  return (
    <Notice icon="eye" title={i18n.t('panel.preview')}>
      <div class={styles.buttons}>
        <Select
          label={i18n.t('panel.recorder')}
          value={profile}
          options={[
            { value: '', label: i18n.t('extension_name') },
            ...VENDORS.map(({ id, name, version }) => ({ value: id, label: `${name} ${version}` })),
          ]}
          onChange={choose}
        />
        {levels.length > 1 && (
          <Select
            label={i18n.t('panel.vendorLevel')}
            value={level}
            options={levels.map((value) => ({ value, label: value }))}
            onChange={setLevel}
          />
        )}
        <Button
          onClick={() =>
            run(services.togglePreview(tabId, vendor ? { profile, level } : undefined))
          }
        >
          {i18n.t('panel.showPreview')}
        </Button>
      </div>
      {vendor && <p>{i18n.t(sourceOf(vendor), [vendor.name, vendor.version])}</p>}
    </Notice>
  )
}

function sourceOf(
  vendor: (typeof VENDORS)[number],
): 'panel.fromCode' | 'panel.fromCodeOnly' | 'panel.fromDocs' {
  if (vendor.confidence === 'documentation') return 'panel.fromDocs'
  return vendor.isCompared === false ? 'panel.fromCodeOnly' : 'panel.fromCode'
}
