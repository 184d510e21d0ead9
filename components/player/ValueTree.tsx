import { useState } from 'preact/hooks'
import type { Preview } from '../../lib/format/events'
import { i18n } from '../i18n'
import { previewText } from './previewText'
import styles from './ValueTree.module.css'

/** Members drawn of one object. */
const MAX_MEMBERS = 200

/** A logged value that can be opened member by member. Children are drawn only once they are open. */
export function ValueTree({ value, name }: { value: Preview; name?: string }) {
  const [isOpen, setOpen] = useState(false)
  const label = name !== undefined && <span class={styles.key}>{name}: </span>
  if (typeof value !== 'object' || value === null) {
    return (
      <div class={styles.tree}>
        {label}
        <span class={kindOf(value)}>
          {typeof value === 'string' && name !== undefined ? JSON.stringify(value) : String(value)}
        </span>
      </div>
    )
  }
  const members: [string, unknown][] = Object.entries(value)
  return (
    <details class={styles.tree} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {label}
        {previewText(value, 1)}
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
