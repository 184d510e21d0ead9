/** A document as boxes: what is where, drawn when it cannot be painted as it is. */
import { firstChildOf, isElement, nextSiblingOf, shadowOf } from '../dom'

/** Enough to tell a page by; more would not be told apart. */
const MOST_BOXES = 4000
/** The place of one text among very many costs a walk over them all. What is drawn by then stays. */
const MOST_MS = 1000
const PICTURES = new Set(['img', 'svg', 'canvas', 'video', 'iframe', 'object'])

/** Draws backgrounds, borders, a bar per line of text and a crossed box per picture. */
export function drawSketch(doc: Document, canvas: HTMLCanvasElement, scale: number): void {
  const context = canvas.getContext('2d')
  const view = doc.defaultView
  if (!context || !view) return
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(scale, scale)
  const height = canvas.height / scale
  let boxes = 0
  const endsAt = performance.now() + MOST_MS

  const visit = (node: Node, color: string): void => {
    if (boxes > MOST_BOXES || performance.now() > endsAt) return
    if (node.nodeType === Node.TEXT_NODE) drawText(node, color)
    if (!isElement(node)) return
    const computed = view.getComputedStyle(node)
    if (computed.display === 'none' || computed.visibility === 'hidden') return
    const box = node.getBoundingClientRect()
    if (box.top < height && box.bottom > 0) drawBox(node, computed, box)
    const inside: Node = shadowOf(node) ?? node
    for (let child = firstChildOf(inside); child; child = nextSiblingOf(child)) {
      visit(child, computed.color)
    }
  }

  const drawBox = (element: Element, computed: CSSStyleDeclaration, box: DOMRect): void => {
    boxes++
    const { left, top, width, height: tall } = box
    context.globalAlpha = 1
    if (computed.backgroundColor !== 'rgba(0, 0, 0, 0)') {
      context.fillStyle = computed.backgroundColor
      context.fillRect(left, top, width, tall)
    }
    if (Number.parseFloat(computed.borderTopWidth) > 0) {
      context.strokeStyle = computed.borderTopColor
      context.lineWidth = 1
      context.strokeRect(left + 0.5, top + 0.5, width - 1, tall - 1)
    }
    if (!PICTURES.has(element.localName)) return
    context.strokeStyle = '#b9b9c4'
    context.lineWidth = 1
    context.strokeRect(left, top, width, tall)
    context.beginPath()
    context.moveTo(left, top)
    context.lineTo(left + width, top + tall)
    context.moveTo(left + width, top)
    context.lineTo(left, top + tall)
    context.stroke()
  }

  const drawText = (node: Node, color: string): void => {
    if ((node.nodeValue ?? '').trim() === '') return
    const range = doc.createRange()
    range.selectNodeContents(node)
    context.fillStyle = color
    context.globalAlpha = 0.45
    for (const { left, top, width, height: tall } of range.getClientRects()) {
      if (top > height || top + tall < 0) continue
      boxes++
      context.fillRect(left, top + tall * 0.3, width, tall * 0.4)
    }
    context.globalAlpha = 1
  }

  visit(doc.documentElement, '#000')
}
