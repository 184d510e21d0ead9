import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { isInDocument, nodeNameOf } from '../../lib/player/dom'
import { i18n } from '../i18n'
import { IconButton } from '../ui/Button'
import { SearchField } from '../ui/Field'
import { VirtualList, type VirtualListHandle } from '../ui/VirtualList'
import styles from './Dom.module.css'
import { DomDetail } from './DomDetail'
import { DomHighlight } from './DomHighlight'
import { DomLineButton } from './DomLineButton'
import { ancestorsOf, domSearch } from './domSearch'
import { domLines } from './domTree'
import panes from './EventPane.module.css'
import type { OpenPlayer } from './usePlayer'
import { useReplayedDocument } from './useReplayedDocument'
import { useStagePointer } from './useStagePointer'

const LINE_HEIGHT = 22
/** Open from the start, so that the page's own content is in sight. */
const OPEN_AT_FIRST = new Set(['html', 'body', 'main'])

/** The replayed document at this moment, to be looked at node by node. */
export function DomPane({ open }: { open: OpenPlayer }) {
  const { document: shown, version } = useReplayedDocument(open)
  const [changed, setChanged] = useState(0)
  const [selected, setSelected] = useState<Node>()
  const [hovered, setHovered] = useState<Node>()
  const [isPicking, setPicking] = useState(false)
  const [text, setText] = useState('')
  const list = useRef<VirtualListHandle>(null)
  // By node and not by line: nodes stay when the time moves, lines do not.
  const opened = useRef(new WeakMap<Node, boolean>())
  const keys = useRef(new WeakMap<Node, number>())
  const lastKey = useRef(0)

  const isOpen = (node: Node) =>
    opened.current.get(node) ?? OPEN_AT_FIRST.has(nodeNameOf(node).toLowerCase())
  const lines = shown ? domLines(shown, isOpen) : []
  // The document changes with its version.
  const found = useMemo(() => (shown ? domSearch(shown, text) : []), [shown, text, version])
  const revealed = useRef<Node>(undefined)
  useEffect(() => {
    const index = lines.findIndex(({ node }) => node === revealed.current)
    revealed.current = undefined
    if (index >= 0) list.current?.reveal(index)
  })

  const keyOf = (node: Node) => {
    const key = keys.current.get(node) ?? ++lastKey.current
    keys.current.set(node, key)
    return key
  }
  const setOpen = (node: Node, value: boolean) => {
    opened.current.set(node, value)
    setChanged(changed + 1)
  }
  const choose = (node: Node) => {
    for (const ancestor of ancestorsOf(node)) opened.current.set(ancestor, true)
    revealed.current = node
    setSelected(node)
    setChanged(changed + 1)
  }
  useStagePointer(shown, {
    isPicking,
    onHover: setHovered,
    onPick(element) {
      setPicking(false)
      setHovered(undefined)
      choose(element)
    },
    onCancel: () => setPicking(false),
  })
  if (!shown) return null

  const place = selected ? found.indexOf(selected) : -1
  const goTo = (step: number) => {
    const node = found[(place + step + found.length) % Math.max(1, found.length)]
    if (node) choose(node)
  }
  const isThere = selected !== undefined && isInDocument(selected)
  return (
    <>
      <div class={panes.tools}>
        <IconButton
          icon="target"
          label={i18n.t('dom.pick')}
          pressed={isPicking}
          onClick={() => setPicking(!isPicking)}
        />
        <form
          class={panes.search}
          onSubmit={(event) => {
            event.preventDefault()
            goTo(1)
          }}
        >
          <SearchField label={i18n.t('dom.search')} value={text} onInput={setText} />
        </form>
        {text !== '' && (
          <>
            <span role="status" class={styles.count}>
              {i18n.t('dom.found', [String(place + 1), String(found.length)])}
            </span>
            <IconButton icon="up" label={i18n.t('dom.previous')} onClick={() => goTo(-1)} />
            <IconButton icon="down" label={i18n.t('dom.next')} onClick={() => goTo(1)} />
          </>
        )}
      </div>
      <VirtualList
        class={styles.list}
        label={i18n.t('pane.dom')}
        items={lines}
        itemHeight={LINE_HEIGHT}
        itemKey={(line) => keyOf(line.node)}
        handle={list}
        renderItem={(line) => (
          <DomLineButton
            line={line}
            isSelected={line.node === selected}
            onHover={setHovered}
            onSelect={() => setSelected(line.node)}
            onOpen={(value) => setOpen(line.node, value)}
          />
        )}
      />
      {isThere && <DomDetail node={selected} onClose={() => setSelected(undefined)} />}
      <DomHighlight node={hovered ?? (isThere ? selected : undefined)} version={version} />
    </>
  )
}
