import type { Assets } from './assets'

export interface Surroundings {
  assets: Assets
  /** The picture of a document in a frame, as an address; undefined where it is not drawn. */
  nested(doc: Document, size: { width: number; height: number }): Promise<string | undefined>
}

interface Replacement {
  tag: 'img' | 'div'
  attributes: string
  style: string
}

const REPLACED = new Set(['img', 'canvas', 'video', 'audio', 'iframe', 'frame', 'object', 'embed'])

/** What stands in the picture for an element whose content is not in the document itself, as large as that is shown. */
export async function replacement(
  node: Element,
  { assets, nested }: Surroundings,
): Promise<Replacement | undefined> {
  const name = node.localName
  if (!REPLACED.has(name) || node.namespaceURI !== 'http://www.w3.org/1999/xhtml') return undefined
  const computed = node.ownerDocument.defaultView?.getComputedStyle(node)
  if (!computed || computed.display === 'none')
    return { tag: 'div', attributes: '', style: ';display:none' }
  const shown = { width: inner(computed, 'width'), height: inner(computed, 'height') }
  const size = `;display:${inlineBox(computed.display)};width:${computed.width};height:${computed.height};border:${computed.border}`
  const address = await contentOf(node, { assets, nested, shown })
  if (address === undefined)
    return {
      tag: 'div',
      attributes: '',
      style: `${size};background-color:${emptyColor(node, computed)}`,
    }
  return {
    tag: 'img',
    attributes: ` src="${address}"`,
    style: `${size};object-fit:${computed.objectFit};vertical-align:${computed.verticalAlign}`,
  }
}

async function contentOf(
  node: Element,
  deps: Surroundings & { shown: { width: number; height: number } },
): Promise<string | undefined> {
  switch (node.localName) {
    case 'img':
      return await deps.assets.image(node as HTMLImageElement, deps.shown)
    case 'canvas':
      return canvasAddress(node as HTMLCanvasElement)
    case 'iframe':
    case 'frame': {
      const inside = (node as HTMLIFrameElement).contentDocument
      return inside?.documentElement ? await deps.nested(inside, deps.shown) : undefined
    }
    case 'video': {
      const poster = node.getAttribute('poster') ?? ''
      return poster.startsWith('blob:') ? (await deps.assets.data(poster)) || undefined : undefined
    }
    default:
      return undefined
  }
}

function canvasAddress(canvas: HTMLCanvasElement): string | undefined {
  try {
    return canvas.width > 0 && canvas.height > 0 ? canvas.toDataURL('image/png') : undefined
  } catch {
    return undefined
  }
}

/** An inline image has no width of its own once it stands for something else. */
function inlineBox(display: string): string {
  return display === 'inline' ? 'inline-block' : display
}

function emptyColor(node: Element, computed: CSSStyleDeclaration): string {
  return node.localName === 'video' ? '#202024' : computed.backgroundColor
}

function inner(computed: CSSStyleDeclaration, side: 'width' | 'height'): number {
  const value = Number.parseFloat(computed[side])
  return Number.isFinite(value) ? Math.round(value) : 0
}
