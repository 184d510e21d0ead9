import { isElement } from '../../lib/player/dom'
import { cx } from '../ui/cx'
import { Icon } from '../ui/Icon'
import styles from './Dom.module.css'
import { domText } from './domText'
import type { DomLine } from './domTree'

const INDENT = 12

interface DomLineButtonProps {
  line: DomLine
  isSelected: boolean
  onHover: (node: Node | undefined) => void
  onSelect: () => void
  onOpen: (isOpen: boolean) => void
}

/** A node of the tree: opens and closes by the arrows, shows its detail when pressed. */
export function DomLineButton(props: DomLineButtonProps) {
  const { line, isSelected, onHover, onSelect, onOpen } = props
  const { node, depth, isOpenable, isOpen } = line
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = event.key === 'ArrowRight' ? true : event.key === 'ArrowLeft' ? false : undefined
    if (wanted === undefined || !isOpenable) return
    // Here the arrows open and close; they do not move the time.
    event.preventDefault()
    if (wanted !== isOpen) onOpen(wanted)
  }
  return (
    <button
      type="button"
      class={cx(styles.line, isSelected && styles.selected)}
      style={{ paddingInlineStart: `${8 + depth * INDENT}px` }}
      aria-expanded={isOpenable ? isOpen : undefined}
      aria-current={isSelected ? 'true' : undefined}
      onKeyDown={onKeyDown}
      onClick={() => {
        if (isOpenable && (isSelected || !isOpen)) onOpen(!isOpen)
        onSelect()
      }}
      onPointerEnter={() => onHover(node)}
      onPointerLeave={() => onHover(undefined)}
    >
      <span class={styles.twist}>
        {isOpenable && <Icon name={isOpen ? 'down' : 'forward'} size={10} />}
      </span>
      <span class={cx(styles.text, !isElement(node) && styles.quiet)}>{domText(node)}</span>
    </button>
  )
}
