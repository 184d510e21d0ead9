/** Documents to show a recording in: no scripts, no network, not reachable by pointer or keyboard. */
import type { SnapshotEvent, Viewport } from '../format/events'

/** Blob and data addresses only; nothing a recorded page says can open it. */
const STAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline' blob: data:; img-src blob: data:; font-src blob: data:; media-src blob: data:"

export interface Stage {
  readonly frame: HTMLIFrameElement
  readonly doc: Document
  resize(viewport: Viewport): void
  /** As the person had it: dark or light. */
  dress(media: SnapshotEvent['media']): void
  /** Puts it in front. */
  reveal(): void
  remove(): void
}

/** A hidden stage inside `parent`; `reveal` shows it. */
export function createStage(
  parent: HTMLElement,
  doctype: string | undefined,
  { isMarked } = { isMarked: true },
): Stage {
  const frame = parent.ownerDocument.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-same-origin')
  frame.setAttribute('tabindex', '-1')
  frame.setAttribute('title', 'Recorded page')
  // Inert: the page shown neither takes the focus of the player around it nor follows its own links.
  frame.inert = true
  frame.style.cssText =
    'position:absolute;top:0;left:0;border:0;background:Canvas;color-scheme:light;visibility:hidden;pointer-events:none;max-width:none;max-height:none'
  parent.append(frame)
  const doc = openDocument(frame, doctype)
  return {
    frame,
    doc,
    resize({ width, height, visual }) {
      frame.style.width = `${width}px`
      frame.style.height = `${height}px`
      // Pinched: a part of it is shown, larger. What sticks out is clipped by the box around the stage.
      frame.style.transformOrigin = '0 0'
      frame.style.transform = visual
        ? `scale(${visual.scale}) translate(${-visual.left}px,${-visual.top}px)`
        : ''
    },
    dress(media) {
      frame.style.colorScheme = media?.dark ? 'dark' : 'light'
    },
    reveal() {
      if (isMarked) frame.setAttribute('data-recount-replay', '')
      // Not `visible`: where all around it is hidden it is hidden, too.
      frame.style.visibility = ''
    },
    remove: () => frame.remove(),
  }
}

/**
 * An empty document in a frame, in the right rendering mode. `doctype`: undefined means quirks mode. The policy is set by
 * a <meta> that is taken out again, so that the tree holds nothing but the recording: it stays in force.
 */
export function openDocument(frame: HTMLIFrameElement, doctype: string | undefined): Document {
  const doc = frame.contentDocument
  if (!doc) throw new Error('The browser gave no document to show the recording in.')
  // Through the prototype: what was shown before may have hidden the methods.
  Reflect.apply(Document.prototype.open, doc, [])
  Document.prototype.write.call(
    doc,
    `${doctype ?? ''}<html><head><meta http-equiv="Content-Security-Policy" content="${STAGE_POLICY}"></head></html>`,
  )
  Document.prototype.close.call(doc)
  const opened = frame.contentDocument ?? doc
  for (const type of ['click', 'auxclick', 'submit', 'dragstart', 'keydown']) {
    opened.addEventListener(type, prevent, { capture: true })
  }
  return opened
}

/** The doctype as the parser needs it. */
export function doctypeText(
  doctype: readonly [string, string, string] | undefined,
): string | undefined {
  if (!doctype) return undefined
  const [name, publicId, systemId] = doctype.map((part) => part.replace(/["<>\n]/g, ''))
  if (publicId) return `<!DOCTYPE ${name} PUBLIC "${publicId}" "${systemId}">`
  return systemId ? `<!DOCTYPE ${name} SYSTEM "${systemId}">` : `<!DOCTYPE ${name}>`
}

function prevent(event: Event): void {
  event.preventDefault()
}
