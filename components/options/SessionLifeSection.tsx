import { i18n } from '../i18n'
import type { SectionProps } from '../Options'
import { Select } from '../ui/Field'
import { NumberRow, Row, Section, SwitchRow } from './Section'

/** When a session ends or is split. */
export function SessionLifeSection({ settings, change }: SectionProps) {
  return (
    <Section id="life" title={i18n.t('options.life')} intro={i18n.t('options.lifeIntro')}>
      <NumberRow
        name={i18n.t('options.idle')}
        hint={i18n.t('options.idleHint')}
        value={settings.idleMinutes}
        min={0}
        max={24 * 60}
        unit={i18n.t('options.minutes')}
        onChange={(idleMinutes) => change({ idleMinutes })}
      />
      <Row name={i18n.t('options.idleManual')}>
        <Select
          label={i18n.t('options.idleManual')}
          value={settings.idleManual}
          options={[
            { value: 'pause', label: i18n.t('options.idlePause') },
            { value: 'end', label: i18n.t('options.idleEnd') },
          ]}
          onChange={(idleManual) => change({ idleManual })}
        />
      </Row>
      <NumberRow
        name={i18n.t('options.maxHours')}
        hint={i18n.t('options.maxHoursHint')}
        value={settings.maxHours}
        min={0}
        max={24}
        unit={i18n.t('options.hours')}
        onChange={(maxHours) => change({ maxHours })}
      />
      <NumberRow
        name={i18n.t('options.actionLimit')}
        hint={i18n.t('options.actionLimitHint')}
        value={settings.actionLimit}
        min={0}
        max={1e6}
        unit={i18n.t('options.actions')}
        onChange={(actionLimit) => change({ actionLimit })}
      />
      <NumberRow
        name={i18n.t('options.bufferMinutes')}
        hint={i18n.t('options.bufferHint')}
        value={settings.bufferMinutes}
        min={0.5}
        max={60}
        unit={i18n.t('options.minutes')}
        onChange={(bufferMinutes) => change({ bufferMinutes })}
      />
      <SwitchRow
        name={i18n.t('options.continueAfterRestart')}
        hint={i18n.t('options.continueAfterRestartHint')}
        checked={settings.continueAfterRestart}
        onChange={(continueAfterRestart) => change({ continueAfterRestart })}
      />
      <SwitchRow
        name={i18n.t('options.joinTabs')}
        hint={i18n.t('options.joinTabsHint')}
        checked={settings.joinTabs}
        onChange={(joinTabs) => change({ joinTabs })}
      />
    </Section>
  )
}
