import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { i18n } from '../i18n'
import { RemaskDialog } from '../remask/RemaskDialog'
import { UnfinishedRemask } from '../remask/UnfinishedRemask'
import { useRemask } from '../remask/useRemask'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'
import type { Toaster } from '../ui/Toast'
import { VirtualList, type VirtualListHandle } from '../ui/VirtualList'
import { useMedia } from '../useMedia'
import { useNow } from '../useNow'
import { createThumbnails } from './createThumbnails'
import {
  type Filter,
  filterSessions,
  NO_FILTER,
  searchText,
  searchWords,
  sortSessions,
} from './filterSessions'
import { PACE_WHILE_RECORDING_MS } from './inIdleTime'
import styles from './Library.module.css'
import { LibraryTools } from './LibraryTools'
import { LibraryMemoryContext } from './libraryMemory'
import { SelectionBar } from './SelectionBar'
import { SessionRow } from './SessionRow'
import { useActions } from './useActions'
import { useDigests } from './useDigests'

/** Must be as tall as a row with three lines, and its picture. */
const ROW_HEIGHT = 82
/** Narrow rows have a line more, and those of a phone another one. */
const NARROW_ROW_HEIGHT = 106
const PHONE_ROW_HEIGHT = 124

interface SessionTableProps {
  sessions: Session[]
  toaster: Toaster
}

/** The sessions that match, and what can be done with one or several. */
export function SessionTable({ sessions, toaster }: SessionTableProps) {
  const services = useServices()
  const memory = useContext(LibraryMemoryContext)
  const now = useNow()
  const isNarrow = useMedia('(max-width: 900px)')
  const isPhone = useMedia('(max-width: 560px)')
  const [filter, setFilter] = useState<Filter>(memory.filter)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const remask = useRemask(toaster)
  const [isMasking, setMasking] = useState(false)
  const { digests, pending } = useDigests(sessions)
  const thumbnails = useMemo(() => createThumbnails(services), [services])
  const list = useRef<VirtualListHandle>(null)
  const frame = useRef<HTMLDivElement>(null)
  const actions = useActions(toaster)

  const isRecording = sessions.some((session) => session.status === 'recording')
  useEffect(
    () => thumbnails.pace(isRecording ? PACE_WHILE_RECORDING_MS : 0),
    [thumbnails, isRecording],
  )
  useEffect(() => () => thumbnails.stop(), [thumbnails])

  // The hour is enough for "today"; a search each second is not.
  const hour = Math.floor(now / 3_600_000) * 3_600_000
  const sorted = useMemo(() => sortSessions(sessions, filter.sort), [sessions, filter.sort])
  const shown = useMemo(
    () => filterSessions(sorted, filter, { digests, now: hour }),
    [sorted, filter, digests, hour],
  )
  // What is no longer in sight is not touched by an action on the selection.
  const chosen = shown.filter(({ sessionId }) => selected.has(sessionId))
  const words = useMemo(() => searchWords(filter.text), [filter.text])

  const change = useCallback(
    (changed: Partial<Filter>) => {
      memory.filter = { ...memory.filter, ...changed }
      setFilter(memory.filter)
    },
    [memory],
  )
  const focusRow = (index: number) => {
    list.current?.reveal(index)
    requestAnimationFrame(() => {
      const row = frame.current?.querySelector<HTMLElement>(
        `[aria-posinset="${index + 1}"] a[href]`,
      )
      row?.focus()
    })
  }
  // Only once, when the list is there again.
  useEffect(() => {
    const index = shown.findIndex(({ sessionId }) => sessionId === memory.opened)
    memory.opened = undefined
    if (index >= 0) focusRow(index)
  }, [])

  const remove = async (targets: Session[]) => {
    const index = shown.findIndex(({ sessionId }) => sessionId === targets[0]?.sessionId)
    setSelected(new Set())
    await actions.remove(targets)
    // The row that had the focus is gone; the one in its place gets it.
    const left = shown.length - targets.length
    if (left > 0) focusRow(Math.min(index, left - 1))
  }
  const select = (sessionId: string, isSelected: boolean) => {
    const next = new Set(selected)
    if (isSelected) next.add(sessionId)
    else next.delete(sessionId)
    setSelected(next)
  }

  return (
    <>
      {chosen.length === 0 ? (
        <LibraryTools sessions={sessions} filter={filter} onChange={change} />
      ) : (
        <SelectionBar
          chosen={chosen}
          total={shown.length}
          onAll={() => setSelected(new Set(shown.map(({ sessionId }) => sessionId)))}
          onNone={() => setSelected(new Set())}
          onPin={(pinned) => void actions.update(chosen, () => ({ pinned }))}
          onTag={(tag) => void actions.tag(chosen, tag)}
          onMask={() => setMasking(true)}
          onDelete={() => void remove(chosen)}
        />
      )}
      <RemaskDialog
        isOpen={isMasking}
        sessions={chosen}
        remask={remask}
        onClose={() => setMasking(false)}
      />
      <UnfinishedRemask remask={remask} />
      <p class="visually-hidden" role="status">
        {i18n.t('library.shown', shown.length)}
      </p>
      <div class={styles.card} ref={frame}>
        {shown.length === 0 ? (
          <Empty
            icon="search"
            title={i18n.t('library.noMatch')}
            actions={
              <Button onClick={() => change(NO_FILTER)}>{i18n.t('library.clearFilter')}</Button>
            }
          />
        ) : (
          <>
            <TableHead />
            <VirtualList
              class={styles.list}
              label={i18n.t('library.title')}
              items={shown}
              itemHeight={isPhone ? PHONE_ROW_HEIGHT : isNarrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT}
              itemKey={(session) => session.sessionId}
              handle={list}
              renderItem={(session) => (
                <SessionRow
                  session={session}
                  digest={digests.get(session.sessionId)}
                  thumbnails={thumbnails}
                  foundWords={words.filter((word) => !searchText(session).includes(word))}
                  now={now}
                  isSelected={selected.has(session.sessionId)}
                  onSelect={(isSelected) => select(session.sessionId, isSelected)}
                  onOpen={() => {
                    memory.opened = session.sessionId
                  }}
                  onPin={(pinned) => void actions.update([session], () => ({ pinned }))}
                  onRename={(title) => void actions.update([session], () => ({ title }))}
                  onDelete={() => void remove([session])}
                />
              )}
            />
          </>
        )}
        {pending > 0 && (
          <p class={styles.reading} role="status">
            {i18n.t('library.reading', pending)}
          </p>
        )}
      </div>
    </>
  )
}

/** For the eye only: each row says in words what its columns are. */
function TableHead() {
  return (
    <div class={styles.head} aria-hidden="true">
      <span />
      <span class={styles.headSession}>{i18n.t('library.columnSession')}</span>
      <span>{i18n.t('library.columnStatus')}</span>
      <span>{i18n.t('library.columnWhen')}</span>
      <span>{i18n.t('library.columnLength')}</span>
      <span>{i18n.t('library.columnSize')}</span>
    </div>
  )
}
