import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { toHost, toPath } from '../format/address'
import { formatBytes } from '../format/bytes'
import { formatDuration, spokenDuration } from '../format/clock'
import { formatMoment, formatWhen } from '../format/when'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { IconButton } from '../ui/Button'
import { Chip } from '../ui/Chip'
import { cx } from '../ui/cx'
import type { Thumbnails } from './createThumbnails'
import { FoundLine } from './FoundLine'
import { sessionBytes, sessionLength } from './filterSessions'
import type { LibraryDigest } from './libraryDigest'
import styles from './SessionRow.module.css'
import { SignalChips } from './SignalChips'
import { StatusChip } from './StatusChip'
import { Thumbnail } from './Thumbnail'

interface SessionRowProps {
  session: Session
  digest: LibraryDigest | undefined
  thumbnails: Thumbnails
  /** Words of the search that neither title nor address has. */
  foundWords: readonly string[]
  now: number
  isSelected: boolean
  onSelect: (isSelected: boolean) => void
  onOpen: () => void
  onPin: (pinned: boolean) => void
  onRename: (title: string) => void
  onDelete: () => void
}

/** One session in the library. */
export function SessionRow(props: SessionRowProps) {
  const { session, digest, foundWords, now, isSelected, onPin, onRename, onDelete } = props
  const [renaming, setRenaming] = useState(false)
  const title = session.title || toHost(session.url)
  const lengthMs = sessionLength(session, now)
  return (
    <article
      class={cx(styles.row, isSelected && styles.selected, session.pinned && styles.pinned)}
      aria-label={title}
    >
      <input
        type="checkbox"
        class={styles.check}
        aria-label={i18n.t('library.select', [title])}
        checked={isSelected}
        onChange={(event) => props.onSelect(event.currentTarget.checked)}
      />
      <Thumbnail session={session} thumbnails={props.thumbnails} />
      <div class={styles.main}>
        {renaming ? (
          <RenameField
            title={title}
            onDone={(next) => {
              setRenaming(false)
              if (next !== undefined) onRename(next)
            }}
          />
        ) : (
          <div class={styles.title}>
            <a
              href={formatRoute({ view: 'session', sessionId: session.sessionId })}
              onClick={props.onOpen}
            >
              {title}
            </a>
            {session.tags?.map((tag) => (
              <Chip key={tag} tone="accent">
                {tag}
              </Chip>
            ))}
          </div>
        )}
        <div class={styles.address} title={session.url}>
          {toHost(session.url)}
          {toPath(session.url) !== '/' && toPath(session.url)}
          {session.note && ` · ${session.note}`}
        </div>
        <div class={styles.facts}>
          {foundWords.length > 0 ? (
            <FoundLine session={session} words={foundWords} />
          ) : (
            <>
              {session.errors > 0 && (
                <Chip tone="danger">{i18n.t('library.errors', session.errors)}</Chip>
              )}
              <SignalChips digest={digest} />
            </>
          )}
        </div>
      </div>
      <div class={styles.status}>
        <StatusChip session={session} />
      </div>
      <time
        class={styles.when}
        dateTime={new Date(session.startedAt).toISOString()}
        title={formatMoment(session.startedAt)}
      >
        {formatWhen(session.startedAt, now)}
      </time>
      <span class={styles.number}>
        <span aria-hidden="true">{formatDuration(lengthMs)}</span>
        <span class="visually-hidden">{spokenDuration(lengthMs)}</span>
      </span>
      <span class={styles.number}>{formatBytes(sessionBytes(session))}</span>
      <div class={styles.actions}>
        <IconButton
          icon="pin"
          label={i18n.t(session.pinned ? 'library.unpin' : 'library.pin')}
          pressed={session.pinned}
          onClick={() => onPin(!session.pinned)}
        />
        <IconButton
          icon="edit"
          label={i18n.t('library.rename')}
          onClick={() => setRenaming(true)}
        />
        <IconButton icon="trash" label={i18n.t('library.delete')} onClick={onDelete} />
      </div>
    </article>
  )
}

interface RenameFieldProps {
  title: string
  /** Undefined: nothing changes. */
  onDone: (title: string | undefined) => void
}

function RenameField({ title, onDone }: RenameFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const done = useRef(false)
  // Once: selected again while somebody types, what was typed would be replaced.
  useLayoutEffect(() => field.current?.select(), [])
  const finish = (next: string | undefined) => {
    // Enter removes the field, and its going fires blur.
    if (done.current) return
    done.current = true
    const trimmed = next?.trim()
    onDone(trimmed && trimmed !== title ? trimmed : undefined)
  }
  return (
    <input
      class={styles.rename}
      aria-label={i18n.t('library.newTitle')}
      defaultValue={title}
      maxLength={200}
      ref={field}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(event.currentTarget.value)
        if (event.key === 'Escape') finish(undefined)
      }}
    />
  )
}
