import { useMemo } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { toHost } from '../format/address'
import { i18n, translateCode } from '../i18n'
import { SearchField, Select } from '../ui/Field'
import {
  countSites,
  type Filter,
  PERIODS,
  type Period,
  SHOWS,
  SIGNALS,
  type SignalFilter,
  SORTS,
} from './filterSessions'
import styles from './Library.module.css'

interface LibraryToolsProps {
  sessions: Session[]
  filter: Filter
  onChange: (filter: Filter) => void
}

/** Search, filter and order of the library. */
export function LibraryTools({ sessions, filter, onChange }: LibraryToolsProps) {
  const sites = useMemo(() => countSites(sessions), [sessions])
  return (
    <search class={styles.tools}>
      <SearchField
        class={styles.search}
        label={i18n.t('library.search')}
        value={filter.text}
        onInput={(text) => onChange({ ...filter, text })}
      />
      <Select
        label={i18n.t('library.site')}
        value={filter.origin}
        options={[
          { value: '', label: i18n.t('library.allSites') },
          ...sites.map(({ origin, count }) => ({
            value: origin,
            label: `${toHost(origin)} (${count})`,
          })),
        ]}
        onChange={(origin) => onChange({ ...filter, origin })}
      />
      <Select
        label={i18n.t('library.show')}
        value={filter.show}
        options={SHOWS.map((value) => ({
          value,
          label: translateCode('libraryShow', value, value),
        }))}
        onChange={(show) => onChange({ ...filter, show })}
      />
      <Select<SignalFilter>
        label={i18n.t('library.signal')}
        value={filter.signal}
        options={[
          { value: '', label: i18n.t('library.anySignals') },
          ...SIGNALS.map((value) => ({
            value,
            label: translateCode('librarySignal', value, value),
          })),
        ]}
        onChange={(signal) => onChange({ ...filter, signal })}
      />
      <Select<Period>
        label={i18n.t('library.period')}
        value={filter.period}
        options={[
          { value: '', label: i18n.t('library.anyTime') },
          ...PERIODS.map((value) => ({
            value,
            label: translateCode('libraryPeriod', value, value),
          })),
        ]}
        onChange={(period) => onChange({ ...filter, period })}
      />
      <Select
        label={i18n.t('library.sort')}
        value={filter.sort}
        options={SORTS.map((value) => ({
          value,
          label: translateCode('librarySort', value, value),
        }))}
        onChange={(sort) => onChange({ ...filter, sort })}
      />
    </search>
  )
}
