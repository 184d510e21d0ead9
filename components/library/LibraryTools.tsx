import type { Session } from '../../lib/format/session'
import { toHost } from '../format/address'
import { i18n, translateCode } from '../i18n'
import { SearchField, Select } from '../ui/Field'
import { countSites, type Filter, SHOWS, SORTS } from './filterSessions'
import styles from './Library.module.css'

interface LibraryToolsProps {
  sessions: Session[]
  filter: Filter
  onChange: (filter: Filter) => void
}

/** Search, filter and order of the library. */
export function LibraryTools({ sessions, filter, onChange }: LibraryToolsProps) {
  const sites = countSites(sessions)
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
