import { type CaptureOptions, TRACKING_WISHES } from '../../lib/format/settings'
import { i18n, translateCode } from '../i18n'
import { LevelPicker } from '../LevelPicker'
import type { SectionProps } from '../Options'
import { Select } from '../ui/Field'
import { Block, Row, Section, SwitchRow } from './Section'

const CAPTURES: (keyof CaptureOptions)[] = [
  'errors',
  'console',
  'network',
  'networkBodies',
  'resources',
  'canvas',
]

/** What is kept of a page where the site has no wish of its own. */
export function RecordingSection({ settings, change }: SectionProps) {
  const { capture } = settings
  return (
    <Section
      id="recording"
      title={i18n.t('options.recording')}
      intro={i18n.t('options.recordingIntro')}
    >
      <Block>
        <LevelPicker level={settings.privacy} onChange={(privacy) => change({ privacy })} />
      </Block>
      {CAPTURES.map((name) => (
        <SwitchRow
          key={name}
          name={translateCode('capture', name, name)}
          hint={translateCode('captureHint', name, '')}
          checked={capture[name]}
          onChange={(on) => change({ capture: { ...capture, [name]: on } })}
        />
      ))}
      <SwitchRow
        name={i18n.t('options.indicator')}
        hint={i18n.t('options.indicatorHint')}
        checked={settings.indicator}
        onChange={(indicator) => change({ indicator })}
      />
      <Row name={i18n.t('options.trackingWish')} hint={i18n.t('options.trackingWishHint')}>
        <Select
          label={i18n.t('options.trackingWish')}
          value={settings.trackingWish}
          options={TRACKING_WISHES.map((value) => ({
            value,
            label: translateCode('trackingWish', value, value),
          }))}
          onChange={(trackingWish) => change({ trackingWish })}
        />
      </Row>
    </Section>
  )
}
