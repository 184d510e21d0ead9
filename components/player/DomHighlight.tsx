import { useEffect, useState } from 'preact/hooks'
import { frameAround, isElement, isInDocument, parentOf } from '../../lib/player/dom'
import styles from './Dom.module.css'
import { frameOffset } from './frameOffset'

interface DomHighlightProps {
  node: Node | undefined
  /** Changes whenever the document may have. */
  version: number
}

/** A frame around an element on the stage. Drawn by us, above the replayed document and not in it. */
export function DomHighlight({ node, version }: DomHighlightProps) {
  const [box, setBox] = useState<DOMRect>()
  useEffect(() => setBox(node && boxOf(node)), [node, version])
  if (!box || box.width === 0 || box.height === 0) return null
  return (
    <div
      class={styles.highlight}
      aria-hidden="true"
      style={{
        left: `${box.left}px`,
        top: `${box.top}px`,
        width: `${box.width}px`,
        height: `${box.height}px`,
      }}
    />
  )
}

/** Place of a node in the window: through all frames around it and the scale of the stage. */
function boxOf(node: Node): DOMRect | undefined {
  const element = isElement(node) ? node : parentOf(node)
  if (!isElement(element) || !isInDocument(element)) return undefined
  return frameAround(element) ? frameOffset(element) : undefined
}
