import { type AttributeTools, kindOf } from './attributes'
import { type CssMask, maskCss, maskCssValue } from './css'
import { openCss } from './cssOpen'
import type { Treatment } from './masker'
import { isStructural } from './names'
import { maskSecretShapes } from './secrets'
import { maskShape } from './shape'
import { ENUMERATED } from './tables/attributes'
import { MASK_PAGE } from './treatment'
import { maskUrl, toAbsolute, type UrlMask } from './urls'

export interface StyleMask {
  /** Text of a sheet or of a style attribute. */
  sheet(text: string, treatment: Treatment, base: string): string
  /** Value of a presentation attribute, at mask-all. */
  value(text: string, property: string, base: string): string
}

interface StyleDeps {
  /** The whole document is at mask-all. */
  strict: boolean
  tools: AttributeTools
  urlMask: UrlMask
  strictUrlMask: UrlMask
  /** An address of a masked part. */
  hide(address: string): void
}

/** Joins the style maskers with those of names and addresses. */
export function createStyleMask({
  strict,
  tools,
  urlMask,
  strictUrlMask,
  hide,
}: StyleDeps): StyleMask {
  const { names } = tools
  const strictMask = (base: string): CssMask => ({
    // In an open document the sheets keep their names; so do references to them in a masked part.
    name: (name) => (name === '' ? '' : strict ? names.name(name) : name),
    url: (url) => {
      if (url === '') return ''
      if (url.startsWith('#')) return `#${strict ? names.name(url.slice(1)) : url.slice(1)}`
      return orEmpty(() => {
        const address = toAbsolute(url, base)
        hide(address)
        return maskUrl(address, 'resource', strictUrlMask)
      })
    },
    attribute: (name, value) => maskSelectorValue(name, value, tools),
  })
  return {
    sheet(text, treatment, base) {
      if (treatment & MASK_PAGE) return maskCss(text, strictMask(base))
      return openCss(text, {
        url: (url) => orEmpty(() => maskUrl(toAbsolute(url, base), 'resource', urlMask)),
        secrets: maskSecretShapes,
        hasTyped: tools.hasTyped,
        typed: tools.typed,
        name: names.name,
      })
    },
    value: (text, property, base) => maskCssValue(text, property, strictMask(base)),
  }
}

/** The value in an attribute selector, as `maskAttribute` masks the attribute: the two must go on matching. */
function maskSelectorValue(name: string, value: string, { names }: AttributeTools): string {
  if (value === '') return ''
  switch (kindOf('*', name)) {
    case 'text':
    case 'entry':
      return maskShape(value)
    case 'class':
    case 'id':
    case 'ids':
    case 'names':
      return names.list(value)
    case 'number':
    case 'language':
      return /^[\w.,-]{1,6}$/.test(value) ? value : names.name(value)
    case 'flag':
      return ''
    case 'enumerated':
    case 'choice':
    case 'type':
      return ENUMERATED.has(value.toLowerCase()) || isStructural(value) ? value : names.name(value)
    default:
      return names.name(value)
  }
}

function orEmpty(run: () => string): string {
  try {
    return run()
  } catch {
    return ''
  }
}
