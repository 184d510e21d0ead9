import { useState } from 'preact/hooks'
import type { Preview } from '../../lib/format/events'
import { previewText } from '../../lib/format/preview'
import { i18n } from '../i18n'
import styles from './ValueTree.module.css'
import { valueMembers } from './valueMembers'

const LONGEST_HEAD = 200
/** Members drawn of one object. */
const MAX_MEMBERS = 200

/** A logged value that can be opened member by member. Children are drawn only once they are open. */
export function ValueTree({ value, name }: { value: Preview; name?: string }) {
  const [isOpen, setOpen] = useState(false)
  const label = name !== undefined && <span class={styles.key}>{name}: </span>
  const members = valueMembers(value)
  if (members.length === 0) {
    return (
      <div class={styles.tree}>
        {label}
        <span class={kindOf(value)}>{previewText(value, name === undefined ? 0 : 1)}</span>
      </div>
    )
  }
  return (
    <details class={styles.tree} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {label}
        {previewText(value, 1).slice(0, LONGEST_HEAD)}
      </summary>
      {isOpen &&
        members
          .slice(0, MAX_MEMBERS)
          .map(([key, member]) => <ValueTree key={key} name={key} value={member} />)}
      {isOpen && members.length > MAX_MEMBERS && (
        <div class={styles.other}>{i18n.t('detail.moreMembers', members.length - MAX_MEMBERS)}</div>
      )}
    </details>
  )
}

function kindOf(value: unknown): string | undefined {
  if (typeof value === 'string') return styles.string
  if (typeof value === 'number') return styles.number
  return styles.other
}
