/** Looks that no rule of the document gives in a still picture: written into the element itself. */

/** Rules of a shadow root do not reach into the picture; what they did is taken from the result. */
const LOOKS = [
  'display',
  'position',
  'top',
  'right',
  'bottom',
  'left',
  'float',
  'clear',
  'z-index',
  'box-sizing',
  'width',
  'height',
  'min-width',
  'min-height',
  'max-width',
  'max-height',
  'margin-top',
  'margin-right',
  'margin-bottom',
  'margin-left',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
  'border-top',
  'border-right',
  'border-bottom',
  'border-left',
  'border-radius',
  'outline',
  'background-color',
  'background-image',
  'background-size',
  'background-position',
  'background-repeat',
  'background-clip',
  'color',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'line-height',
  'letter-spacing',
  'text-align',
  'text-decoration-line',
  'text-transform',
  'text-indent',
  'text-overflow',
  'white-space',
  'word-break',
  'vertical-align',
  'opacity',
  'visibility',
  'overflow-x',
  'overflow-y',
  'box-shadow',
  'transform',
  'transform-origin',
  'filter',
  'clip-path',
  'flex-direction',
  'flex-wrap',
  'flex-grow',
  'flex-shrink',
  'flex-basis',
  'justify-content',
  'align-items',
  'align-self',
  'align-content',
  'order',
  'row-gap',
  'column-gap',
  'grid-template-columns',
  'grid-template-rows',
  'grid-column',
  'grid-row',
  'grid-auto-flow',
  'object-fit',
  'list-style',
  'fill',
  'stroke',
  'stroke-width',
]

/** Differences of less are rounding. */
const STUCK_PX = 1

/** The element's place and state where they depend on scrolling or on the top layer. */
export function stateStyle(element: Element): string {
  const doc = element.ownerDocument
  const view = doc.defaultView
  if (!view) return ''
  if (element === doc.documentElement) {
    // Not moved by `transform`: what is fixed to the viewport must stay where it is.
    return `;margin-top:${-view.scrollY}px;margin-left:${-view.scrollX}px;overflow:visible!important;background-color:transparent`
  }
  if (element === doc.body) return ';overflow:visible!important'
  if (isOnTop(element)) return topLayer(element)
  if (view.getComputedStyle(element).position !== 'sticky') return ''
  const stuck = stuckBy(element)
  return stuck > STUCK_PX ? `;position:relative;top:${stuck}px;bottom:auto` : ''
}

/** Everything of the list above as it is computed. */
export function shadowStyle(element: Element): string {
  const computed = element.ownerDocument.defaultView?.getComputedStyle(element)
  if (!computed) return ''
  return LOOKS.map((name) => `;${name}:${computed.getPropertyValue(name)}`).join('')
}

function isOnTop(element: Element): boolean {
  try {
    return element.matches(':modal, :popover-open')
  } catch {
    return false // an older browser does not know the words
  }
}

function topLayer(element: Element): string {
  const { left, top, width, height } = element.getBoundingClientRect()
  return `;display:${element.ownerDocument.defaultView?.getComputedStyle(element).display};position:fixed;inset:auto;left:${left}px;top:${top}px;width:${width}px;height:${height}px;box-sizing:border-box;margin:0;z-index:2147483647`
}

/** How far a sticky element is from where it would lie: below what comes before it, or at the top of its parent. */
function stuckBy(element: Element): number {
  const { parentElement, previousElementSibling } = element
  if (!parentElement) return 0
  const view = element.ownerDocument.defaultView
  const display = view?.getComputedStyle(parentElement).display ?? ''
  const { top } = element.getBoundingClientRect()
  const isStacked = !/flex|grid/.test(display)
  if (isStacked && previousElementSibling)
    return top - previousElementSibling.getBoundingClientRect().bottom
  return top - parentElement.getBoundingClientRect().top - parentElement.clientTop
}
