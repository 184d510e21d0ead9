/** rrweb events that hold the pictures and fonts they show: they play without the site. */
import type { RecordingSource } from '../format/source'
import { dataAddress } from './resourceTexts'
import type { RrwebEvent } from './rrwebTypes'

/** Characters of files that are kept to be written again; a page shows the same ones in each of its documents. */
const MOST_HELD = 32 * 1024 * 1024

/** Members whose whole value is an address of something that is shown. */
const ADDRESSES = new Set(['src', 'poster', 'background', 'xlink:href'])
/** Tags whose `href` is no link: what is shown. */
const SHOWN_BY_HREF = new Set(['image', 'feImage'])
const STYLES = new Set(['_cssText', 'style', 'rule', 'replaceSync'])

const CSS_ADDRESS = /url\(\s*(?:"([^"]{0,4096})"|'([^']{0,4096})'|([^"')\s]{0,4096}))\s*\)/gi

/** Writes an event as JSON, with every kept resource in place of its address. */
export async function createInliner(
  source: RecordingSource,
): Promise<(event: RrwebEvent) => Promise<string>> {
  const hashes = new Map<string, string>()
  for (const { key, hash } of await source.resourceRefs()) if (hash) hashes.set(key, hash)
  const held = new Map<string, string>()
  let size = 0

  async function hold(hash: string): Promise<void> {
    if (held.has(hash)) return
    const found = await source.resource(hash)
    if (!found) return
    const address = dataAddress(found)
    size += address.length
    held.set(hash, address)
  }

  return async (event) => {
    const wanted = new Set<string>()
    stringify(event, (address) => {
      const hash = hashes.get(address)
      if (hash !== undefined) wanted.add(hash)
      return address
    })
    if (size > MOST_HELD) {
      held.clear()
      size = 0
    }
    for (const hash of wanted) await hold(hash)
    return stringify(event, (address) => held.get(hashes.get(address) ?? '') ?? address)
  }
}

function stringify(event: RrwebEvent, resolve: (address: string) => string): string {
  const inCss = (text: string) =>
    text.replace(
      CSS_ADDRESS,
      (whole: string, ...[double, single, bare]: (string | undefined)[]) => {
        const written = double ?? single ?? bare ?? ''
        const address = resolve(written)
        return address === written ? whole : `url("${address}")`
      },
    )
  let tag: unknown
  return JSON.stringify(event, function write(this: Record<string, unknown>, name, value: unknown) {
    // Comes before what is in it. Changed attributes do not say whose they are.
    if (name === 'attributes') tag = this.tagName
    if (typeof value !== 'string') return value
    if (ADDRESSES.has(name)) return resolve(value)
    if (name === 'href') return SHOWN_BY_HREF.has(String(tag)) ? resolve(value) : value
    if (name === 'srcset') return value.replace(/[^\s,]\S*[^\s,]/g, resolve)
    if (STYLES.has(name) || (name === 'textContent' && this.isStyle)) return inCss(value)
    return name === 'value' && 'property' in this ? inCss(value) : value
  })
}
