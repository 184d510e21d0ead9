import { boxOf, frameAround } from '../../lib/player/dom'

/** Where an element of a frame lies in the window of the outermost document, scaled as its frames are shown. */
export function frameOffset(element: Element): DOMRect {
  let box = boxOf(element)
  let frame = frameAround(element)
  while (isFrame(frame)) {
    const outer = frame.getBoundingClientRect()
    // A transform around the frame shows in its box and not in its layout.
    const scaleX = frame.offsetWidth > 0 ? outer.width / frame.offsetWidth : 1
    const scaleY = frame.offsetHeight > 0 ? outer.height / frame.offsetHeight : 1
    box = new DOMRect(
      outer.left + (frame.clientLeft + box.left) * scaleX,
      outer.top + (frame.clientTop + box.top) * scaleY,
      box.width * scaleX,
      box.height * scaleY,
    )
    frame = frameAround(frame)
  }
  return box
}

/** `instanceof` knows only the elements of its own window. */
function isFrame(value: unknown): value is HTMLElement {
  return typeof value === 'object' && value !== null && 'offsetWidth' in value
}
