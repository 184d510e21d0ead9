import type { Session } from '../../lib/format/session'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { Button, LinkButton } from '../ui/Button'
import field from '../ui/Field.module.css'
import styles from './Library.module.css'

interface SelectionBarProps {
  chosen: Session[]
  total: number
  onAll: () => void
  onNone: () => void
  onPin: (pinned: boolean) => void
  onMask: () => void
  onTag: (tag: string) => void
  onDelete: () => void
}

/** What can be done with all chosen sessions at once. */
export function SelectionBar({ chosen, total, ...props }: SelectionBarProps) {
  const pair = pairOf(chosen)
  const isPinned = chosen.every((session) => session.pinned)
  return (
    <div class={styles.selection} role="toolbar" aria-label={i18n.t('library.selection')}>
      <strong>{i18n.t('library.selected', chosen.length)}</strong>
      {chosen.length < total && (
        <Button kind="quiet" onClick={props.onAll}>
          {i18n.t('library.selectAll', total)}
        </Button>
      )}
      <span class={styles.spring} />
      {pair && (
        <LinkButton href={formatRoute({ view: 'compare', ...pair })} icon="panel">
          {i18n.t('sideBySide.button')}
        </LinkButton>
      )}
      <TagField onTag={props.onTag} />
      <Button icon="pin" onClick={() => props.onPin(!isPinned)}>
        {isPinned ? i18n.t('library.unpin') : i18n.t('library.pinSome')}
      </Button>
      <Button icon="lock" onClick={props.onMask}>
        {i18n.t('remask.action')}
      </Button>
      <Button kind="danger" icon="trash" onClick={props.onDelete}>
        {i18n.t('library.delete')}
      </Button>
      <Button kind="quiet" onClick={props.onNone}>
        {i18n.t('common.cancel')}
      </Button>
    </div>
  )
}

/** Two sessions can be compared: the earlier one is the one that went well, more often than not. */
function pairOf(chosen: Session[]): { before: string; after: string } | undefined {
  if (chosen.length !== 2) return undefined
  const [before, after] = [...chosen].sort((a, b) => a.startedAt - b.startedAt)
  return before && after && { before: before.sessionId, after: after.sessionId }
}

/** One tag for all chosen sessions, added to those they have. */
function TagField({ onTag }: { onTag: (tag: string) => void }) {
  return (
    <form
      class={styles.tagField}
      onSubmit={(event) => {
        event.preventDefault()
        const input = event.currentTarget.elements.namedItem('tag')
        if (!(input instanceof HTMLInputElement) || input.value.trim() === '') return
        onTag(input.value.trim())
        input.value = ''
      }}
    >
      <input
        class={field.input}
        name="tag"
        maxLength={60}
        autocomplete="off"
        aria-label={i18n.t('library.addTag')}
        placeholder={i18n.t('library.addTag')}
      />
    </form>
  )
}
