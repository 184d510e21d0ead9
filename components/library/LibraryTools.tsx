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
  onChange: (change: Partial<Filter>) => void
}

/** Search, filter and order of the library. */
export function LibraryTools({ sessions, filter, onChange }: LibraryToolsProps) {
  const sites = useMemo(() => countSites(sessions), [sessions])
  const { text, origin, show, signal, period, sort } = filter
  // Some hundred options, which are the same while somebody types.
  const choices = useMemo(
    () => (
      <>
        <Select
          label={i18n.t('library.site')}
          value={origin}
          options={[
            { value: '', label: i18n.t('library.allSites') },
            ...sites.map((site) => ({
              value: site.origin,
              label: `${toHost(site.origin)} (${site.count})`,
            })),
          ]}
          onChange={(origin) => onChange({ origin })}
        />
        <Select
          label={i18n.t('library.show')}
          value={show}
          options={optionsOf('libraryShow', SHOWS)}
          onChange={(show) => onChange({ show })}
        />
        <Select<SignalFilter>
          label={i18n.t('library.signal')}
          value={signal}
          options={[
            { value: '', label: i18n.t('library.anySignals') },
            ...optionsOf('librarySignal', SIGNALS),
          ]}
          onChange={(signal) => onChange({ signal })}
        />
        <Select<Period>
          label={i18n.t('library.period')}
          value={period}
          options={[
            { value: '', label: i18n.t('library.anyTime') },
            ...optionsOf('libraryPeriod', PERIODS),
          ]}
          onChange={(period) => onChange({ period })}
        />
        <Select
          label={i18n.t('library.sort')}
          value={sort}
          options={optionsOf('librarySort', SORTS)}
          onChange={(sort) => onChange({ sort })}
        />
      </>
    ),
    [sites, origin, show, signal, period, sort, onChange],
  )
  return (
    <search class={styles.tools}>
      <SearchField
        class={styles.search}
        label={i18n.t('library.search')}
        value={text}
        onInput={(text) => onChange({ text })}
      />
      {choices}
    </search>
  )
}

function optionsOf<Code extends string>(prefix: string, codes: readonly Code[]) {
  return codes.map((value) => ({ value, label: translateCode(prefix, value, value) }))
}
