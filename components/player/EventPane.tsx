import { computed } from '@preact/signals'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { formatClock } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import { cx } from '../ui/cx'
import { Empty } from '../ui/Empty'
import { SearchField, Select, Switch } from '../ui/Field'
import { Icon } from '../ui/Icon'
import { VirtualList, type VirtualListHandle } from '../ui/VirtualList'
import { EventDetail } from './EventDetail'
import styles from './EventPane.module.css'
import type { EventRow, ListPane } from './eventRows'
import { filtersOf, isShown, type Span, waterfall } from './paneFilters'
import { indexAt } from './timeScale'
import type { OpenPlayer } from './usePlayer'

const ROW_HEIGHT = 32

interface EventPaneProps {
  pane: ListPane
  open: OpenPlayer
  rows: EventRow[]
}

/** A list of events that follows the time and leads to it. */
export function EventPane({ pane, open, rows }: EventPaneProps) {
  const [text, setText] = useState('')
  const [filter, setFilter] = useState('all')
  const [isFollowing, setFollowing] = useState(true)
  const [selectedId, setSelectedId] = useState<number>()
  const list = useRef<VirtualListHandle>(null)

  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    return rows.filter(
      (row) =>
        isShown(row, pane, filter) &&
        (wanted === '' || `${row.text} ${row.facts ?? ''}`.toLowerCase().includes(wanted)),
    )
  }, [rows, text, pane, filter])
  const spans = useMemo(() => waterfall(rows), [rows])
  // A row belongs to its whole millisecond; rounding of a seek must not leave it "later".
  // Made anew for other rows: `useComputed` would answer for the old ones until the time changes.
  const current = useMemo(
    () => computed(() => indexAt(shown, open.state.value.timeMs + 1)),
    [shown, open],
  )
  const currentIndex = current.value

  useEffect(() => {
    if (isFollowing && currentIndex >= 0) list.current?.reveal(currentIndex)
  }, [currentIndex, isFollowing])

  const selected = rows.find((row) => row.id === selectedId)
  const choose = (row: EventRow) => {
    setSelectedId(row.id)
    void open.player.seek(row.atMs).catch(() => {})
  }

  if (rows.length === 0) {
    return (
      <Empty icon="info" title={translateCode('paneEmpty', pane, '')}>
        <p>{translateCode('paneEmptyWhy', pane, '')}</p>
      </Empty>
    )
  }
  return (
    <>
      <div class={styles.tools}>
        <SearchField
          class={styles.search}
          label={i18n.t('player.filter')}
          value={text}
          onInput={setText}
        />
        <Select
          label={i18n.t('player.show')}
          value={filter}
          options={filtersOf(pane).map((value) => ({
            value,
            label: translateCode('paneFilter', value, value),
          }))}
          onChange={setFilter}
        />
        <Switch label={i18n.t('player.follow')} checked={isFollowing} onChange={setFollowing} />
      </div>
      {shown.length === 0 ? (
        <Empty icon="search" title={i18n.t('player.noMatch')} />
      ) : (
        <VirtualList
          class={cx(styles.list, pane === 'console' && styles.mono)}
          label={translateCode('pane', pane, pane)}
          items={shown}
          itemHeight={ROW_HEIGHT}
          itemKey={(row) => row.id}
          handle={list}
          renderItem={(row, index) => (
            <Row
              row={row}
              place={index === currentIndex ? 'current' : index > currentIndex ? 'later' : 'past'}
              isSelected={row.id === selectedId}
              span={spans.get(row.id)}
              onChoose={() => choose(row)}
            />
          )}
        />
      )}
      {selected && <EventDetail row={selected} onClose={() => setSelectedId(undefined)} />}
    </>
  )
}

interface RowProps {
  row: EventRow
  place: 'past' | 'current' | 'later'
  isSelected: boolean
  /** Its place in the waterfall. */
  span: Span | undefined
  onChoose: () => void
}

function Row({ row, place, isSelected, span, onChoose }: RowProps) {
  return (
    <button
      type="button"
      class={cx(
        styles.row,
        styles[row.tone],
        place === 'current' && styles.current,
        place === 'later' && styles.later,
      )}
      aria-current={place === 'current' ? 'true' : undefined}
      aria-expanded={isSelected}
      onClick={onChoose}
    >
      <span class={styles.time}>{formatClock(row.atMs, { tenths: true })}</span>
      <Icon name={row.icon} size={14} />
      <span class={styles.text}>{row.text}</span>
      <span class={styles.facts}>{row.facts}</span>
      {span && (
        <span
          class={styles.span}
          style={{ left: `${span.left * 100}%`, width: `${span.width * 100}%` }}
        />
      )}
    </button>
  )
}
