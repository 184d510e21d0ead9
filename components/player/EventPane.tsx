import { computed } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { formatClock } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import { cx } from '../ui/cx'
import { Empty } from '../ui/Empty'
import { SearchField, Select, Switch } from '../ui/Field'
import { Icon } from '../ui/Icon'
import { VirtualList, type VirtualListHandle } from '../ui/VirtualList'
import { withoutClosed } from './consoleRows'
import { EventDetail } from './EventDetail'
import styles from './EventPane.module.css'
import type { EventRow, ListPane } from './eventRows'
import { filtersOf, isShown, type Span, waterfall } from './paneFilters'
import { StorageNow } from './StorageNow'
import { indexAt } from './timeScale'
import type { OpenPlayer } from './usePlayer'

const ROW_HEIGHT = 32
/** CSS px per console group. */
const GROUP_INDENT = 14

interface EventPaneProps {
  pane: ListPane
  open: OpenPlayer
  rows: EventRow[]
  /** Told which of them are shown. */
  listed: RefObject<readonly EventRow[] | undefined>
}

/** A list of events that follows the time and leads to it. */
export function EventPane({ pane, open, rows, listed }: EventPaneProps) {
  const [text, setText] = useState('')
  const [filter, setFilter] = useState('all')
  const [isFollowing, setFollowing] = useState(true)
  const [selectedId, setSelectedId] = useState<number>()
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set())
  const list = useRef<VirtualListHandle>(null)

  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    // What is searched for is found in closed groups too.
    const inSight = wanted === '' ? withoutClosed(rows, closed) : rows
    return inSight.filter(
      (row) =>
        isShown(row, pane, filter) &&
        (wanted === '' || `${row.text} ${row.facts ?? ''}`.toLowerCase().includes(wanted)),
    )
  }, [rows, text, pane, filter, closed])
  useEffect(() => {
    listed.current = shown
    return () => {
      listed.current = undefined
    }
  }, [listed, shown])
  const spans = useMemo(() => waterfall(pane === 'network' ? rows : []), [rows, pane])
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
    if (row.isGroup) setClosed(toggled(closed, row.id))
    else setSelectedId(row.id)
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
      {pane === 'storage' && <StorageNow open={open} rows={rows} />}
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
              isOpen={row.isGroup ? !closed.has(row.id) : row.id === selectedId}
              span={spans.get(row.id)}
              hasSpans={spans.size > 0}
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
  /** Its detail is shown below, or what is in its group. */
  isOpen: boolean
  /** Its place in the waterfall. */
  span: Span | undefined
  /** The pane has a waterfall, whether this row is in it or not. */
  hasSpans: boolean
  onChoose: () => void
}

function Row({ row, place, isOpen, span, hasSpans, onChoose }: RowProps) {
  return (
    <button
      type="button"
      class={cx(
        styles.row,
        styles[row.tone],
        hasSpans && styles.withSpans,
        place === 'current' && styles.current,
        place === 'later' && styles.later,
      )}
      aria-current={place === 'current' ? 'true' : undefined}
      aria-expanded={isOpen}
      onClick={onChoose}
    >
      <span class={styles.time}>{formatClock(row.atMs, { tenths: true })}</span>
      <Icon name={row.isGroup ? (isOpen ? 'down' : 'forward') : row.icon} size={14} />
      <span
        class={cx(styles.text, row.isGroup && styles.groupHead)}
        style={{ paddingInlineStart: `${(row.groups?.length ?? 0) * GROUP_INDENT}px` }}
      >
        {row.text}
      </span>
      <span class={styles.facts}>{row.facts}</span>
      {hasSpans && (
        <span class={styles.spans}>
          {span && (
            <span
              class={styles.span}
              style={{ left: `${span.left * 100}%`, width: `${span.width * 100}%` }}
            />
          )}
        </span>
      )}
    </button>
  )
}

function toggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
