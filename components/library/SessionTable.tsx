import { useMemo, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { describeError } from '../../lib/platform/describeError'
import { i18n } from '../i18n'
import { type SessionPatch, useServices } from '../services'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'
import type { Toaster } from '../ui/Toast'
import { VirtualList } from '../ui/VirtualList'
import { useMedia } from '../useMedia'
import { useNow } from '../useNow'
import { type Filter, filterSessions, NO_FILTER } from './filterSessions'
import styles from './Library.module.css'
import { LibraryTools } from './LibraryTools'
import { SelectionBar } from './SelectionBar'
import { SessionRow } from './SessionRow'

/** Must be as tall as a row with two lines and some air. */
const ROW_HEIGHT = 58
/** Narrow rows have a third line. */
const NARROW_ROW_HEIGHT = 82

interface SessionTableProps {
  sessions: Session[]
  toaster: Toaster
}

/** The sessions that match, and what can be done with one or several. */
export function SessionTable({ sessions, toaster }: SessionTableProps) {
  const services = useServices()
  const now = useNow()
  const isNarrow = useMedia('(max-width: 900px)')
  const [filter, setFilter] = useState<Filter>(NO_FILTER)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const shown = useMemo(() => filterSessions(sessions, filter), [sessions, filter])
  // What is no longer in sight is not touched by an action on the selection.
  const chosen = shown.filter(({ sessionId }) => selected.has(sessionId))

  const report = (error: unknown) => toaster.show(describeError(error))
  const update = (targets: Session[], patch: SessionPatch) => {
    const all = targets.map(({ sessionId }) => services.updateSession(sessionId, patch))
    Promise.all(all).catch(report)
  }
  const remove = (targets: Session[]) => {
    const ids = targets.map(({ sessionId }) => sessionId)
    const [only] = targets
    const text =
      targets.length === 1 && only
        ? i18n.t('library.deleted', [only.title])
        : i18n.t('library.deletedSome', targets.length)
    const undo = () => void services.restoreSessions(ids).catch(report)
    services
      .deleteSessions(ids)
      .then(
        () => toaster.show(text, { action: { label: i18n.t('common.undo'), run: undo } }),
        report,
      )
    setSelected(new Set())
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
        <LibraryTools sessions={sessions} filter={filter} onChange={setFilter} />
      ) : (
        <SelectionBar
          chosen={chosen}
          total={shown.length}
          onAll={() => setSelected(new Set(shown.map(({ sessionId }) => sessionId)))}
          onNone={() => setSelected(new Set())}
          onPin={(pinned) => update(chosen, { pinned })}
          onDelete={() => remove(chosen)}
        />
      )}
      <p class="visually-hidden" role="status">
        {i18n.t('library.shown', shown.length)}
      </p>
      <div class={styles.card}>
        {shown.length === 0 ? (
          <Empty
            icon="search"
            title={i18n.t('library.noMatch')}
            actions={
              <Button onClick={() => setFilter(NO_FILTER)}>{i18n.t('library.clearFilter')}</Button>
            }
          />
        ) : (
          <>
            <TableHead />
            <VirtualList
              class={styles.list}
              label={i18n.t('library.title')}
              items={shown}
              itemHeight={isNarrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT}
              itemKey={(session) => session.sessionId}
              renderItem={(session) => (
                <SessionRow
                  session={session}
                  now={now}
                  isSelected={selected.has(session.sessionId)}
                  onSelect={(isSelected) => select(session.sessionId, isSelected)}
                  onPin={(pinned) => update([session], { pinned })}
                  onRename={(title) => update([session], { title })}
                  onDelete={() => remove([session])}
                />
              )}
            />
          </>
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
      <span>{i18n.t('library.columnSession')}</span>
      <span>{i18n.t('library.columnStatus')}</span>
      <span>{i18n.t('library.columnWhen')}</span>
      <span>{i18n.t('library.columnLength')}</span>
      <span>{i18n.t('library.columnSize')}</span>
    </div>
  )
}
