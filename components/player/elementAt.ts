import { elementFromPoint, localNameOf, shadowOf } from '../../lib/player/dom'

/** Inside as many frames and shadow roots as a point may lie in. */
const DEEPEST = 20

/**
 * The innermost element of the replayed document at a point of the window. The stage is inert so that nobody gets lost
 * in it, and what is inert is under no point; it is not for the moment of the question.
 */
export function elementAt(stage: HTMLIFrameElement, x: number, y: number): Element | undefined {
  const wasInert = stage.inert
  stage.inert = false
  try {
    return deepest(stage, x, y)
  } finally {
    stage.inert = wasInert
  }
}

function deepest(stage: HTMLIFrameElement, x: number, y: number): Element | undefined {
  let frame: HTMLIFrameElement | undefined = stage
  let [left, top] = [x, y]
  let found: Element | undefined
  for (let depth = 0; frame && depth < DEEPEST; depth++) {
    const box = frame.getBoundingClientRect()
    const scale: number = frame.offsetWidth > 0 ? box.width / frame.offsetWidth : 1
    left = (left - box.left) / scale - frame.clientLeft
    top = (top - box.top) / scale - frame.clientTop
    const inside: Element | undefined = frame.contentDocument
      ? inTree(frame.contentDocument, left, top)
      : undefined
    if (!inside) return found
    found = inside
    frame = isFrame(inside) ? inside : undefined
  }
  return found
}

function inTree(root: Document | ShadowRoot, x: number, y: number): Element | undefined {
  let found = elementFromPoint(root, x, y)
  for (let depth = 0; found && depth < DEEPEST; depth++) {
    const shadow = shadowOf(found)
    const inside = shadow && elementFromPoint(shadow, x, y)
    if (!inside || inside === found) break
    found = inside
  }
  return found ?? undefined
}

function isFrame(element: Element): element is HTMLIFrameElement {
  return localNameOf(element) === 'iframe' && 'contentDocument' in element
}
