import { useRef, useState } from 'preact/hooks'
import { i18n } from '../i18n'
import { cx } from '../ui/cx'
import { Icon } from '../ui/Icon'
import { VirtualList } from '../ui/VirtualList'
import styles from './Dom.module.css'
import { DomDetail } from './DomDetail'
import { DomHighlight } from './DomHighlight'
import { domText } from './domText'
import { type DomLine, domLines } from './domTree'
import type { OpenPlayer } from './usePlayer'
import { useReplayedDocument } from './useReplayedDocument'

const LINE_HEIGHT = 22
const INDENT = 12
/** Open from the start, so that the page's own content is in sight. */
const OPEN_AT_FIRST = new Set(['html', 'body', 'main'])

/** The replayed document at this moment, to be looked at node by node. */
export function DomPane({ open }: { open: OpenPlayer }) {
  const { document: shown, version } = useReplayedDocument(open)
  const [changed, setChanged] = useState(0)
  const [selected, setSelected] = useState<Node>()
  const [hovered, setHovered] = useState<Node>()
  // By node and not by line: nodes stay when the time moves, lines do not.
  const opened = useRef(new WeakMap<Node, boolean>())
  const keys = useRef(new WeakMap<Node, number>())
  const lastKey = useRef(0)
  if (!shown) return null

  const keyOf = (node: Node) => {
    const key = keys.current.get(node) ?? ++lastKey.current
    keys.current.set(node, key)
    return key
  }
  const isOpen = (node: Node) =>
    opened.current.get(node) ?? OPEN_AT_FIRST.has(node.nodeName.toLowerCase())
  const lines = domLines(shown, isOpen)
  const setOpen = (node: Node, value: boolean) => {
    opened.current.set(node, value)
    setChanged(changed + 1)
  }
  const isThere = selected?.isConnected === true
  return (
    <>
      <VirtualList
        class={styles.list}
        label={i18n.t('pane.dom')}
        items={lines}
        itemHeight={LINE_HEIGHT}
        itemKey={(line) => keyOf(line.node)}
        renderItem={(line) => (
          <Line
            line={line}
            isSelected={line.node === selected}
            onHover={setHovered}
            onSelect={() => setSelected(line.node)}
            onOpen={(value) => setOpen(line.node, value)}
          />
        )}
      />
      {isThere && (
        <DomDetail key={version} node={selected} onClose={() => setSelected(undefined)} />
      )}
      <DomHighlight node={hovered ?? (isThere ? selected : undefined)} version={version} />
    </>
  )
}

interface LineProps {
  line: DomLine
  isSelected: boolean
  onHover: (node: Node | undefined) => void
  onSelect: () => void
  onOpen: (isOpen: boolean) => void
}

function Line({ line, isSelected, onHover, onSelect, onOpen }: LineProps) {
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
      <span class={cx(styles.text, node.nodeType !== Node.ELEMENT_NODE && styles.quiet)}>
        {domText(node)}
      </span>
    </button>
  )
}
