/** Texts and pictures of resources that events refer to by key, read when an event needs them. */
import type { RecordEvent } from '../format/events'
import type { RecordingSource } from '../format/source'
import { type ElementState, type PackedNode, packedChildren } from '../format/tree'
import { toBase64 } from '../platform/bytes'

export interface ResourceTexts {
  sheetText(key: string): string | undefined
  picture(key: string): string | undefined
  /** Reads what the event of a stream refers to. */
  prepare(event: RecordEvent, streamId: string): Promise<void>
}

export async function loadResourceTexts(source: RecordingSource): Promise<ResourceTexts> {
  const hashes = new Map<string, string>()
  for (const { key, hash } of await source.resourceRefs()) if (hash) hashes.set(key, hash)
  const texts = new Map<string, string | undefined>()
  const pictures = new Map<string, string | undefined>()

  /** Picture that each canvas shows. */
  const painted = new Map<string, string>()

  async function read(key: string): Promise<{ mimeType: string; bytes: Uint8Array } | undefined> {
    const hash = hashes.get(key)
    return hash === undefined ? undefined : source.resource(hash)
  }

  async function want(state: ElementState): Promise<void> {
    const { css, image } = state
    if (css && !texts.has(css)) {
      const found = await read(css)
      texts.set(css, found && absolute(new TextDecoder().decode(found.bytes), css))
    }
    if (image && !pictures.has(image)) await wantPicture(image)
  }

  async function wantPicture(key: string): Promise<void> {
    const found = await read(key)
    pictures.set(key, found && dataAddress(found))
  }

  return {
    sheetText: (key) => texts.get(key),
    picture: (key) => pictures.get(key),
    async prepare(event, streamId) {
      if (event.kind === 'canvas') {
        // A canvas that is painted all the time has a picture for each moment: only its last one is on show.
        const node = `${streamId}/${event.id}`
        const before = painted.get(node)
        if (before !== undefined && before !== event.image) pictures.delete(before)
        painted.set(node, event.image)
        if (!pictures.has(event.image)) await wantPicture(event.image)
      }
      if (event.kind === 'state') await want(cleared(event.state))
      for (const root of rootsOf(event)) for (const state of statesIn(root)) await want(state)
    },
  }
}

function cleared(state: Extract<RecordEvent, { kind: 'state' }>['state']): ElementState {
  return { ...(state.css && { css: state.css }), ...(state.image && { image: state.image }) }
}

function rootsOf(event: RecordEvent): PackedNode[] {
  if (event.kind === 'snapshot') return event.children
  if (event.kind !== 'mutation') return []
  return (event.inserts ?? []).flatMap(([, , , node]) => (node === undefined ? [] : [node]))
}

function* statesIn(root: PackedNode): Generator<ElementState> {
  const pending = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (Array.isArray(node)) {
      if (node[2] !== 0) yield node[2]
      const linked = linkedSheet(node[0], node[1] || [])
      if (linked !== undefined) yield { css: linked }
    }
    for (const child of packedChildren(node)) pending.push(child)
  }
}

/** Types are a server's word: what is none could end the address, or the style sheet it stands in. */
export function dataAddress({ mimeType, bytes }: { mimeType: string; bytes: Uint8Array }): string {
  const [type = 'application/octet-stream'] = /^[\w.+-]+\/[\w.+-]+/.exec(mimeType) ?? []
  return `data:${type};base64,${toBase64(bytes)}`
}

/** Address of a linked style sheet; its bytes are kept under it where the page could not read its rules. */
export function linkedSheet(tag: string, attributes: readonly string[]): string | undefined {
  if (tag !== 'link') return undefined
  let rel = ''
  let href: string | undefined
  for (let index = 0; index < attributes.length; index += 2) {
    if (attributes[index] === 'rel') rel = attributes[index + 1] ?? ''
    if (attributes[index] === 'href') href = attributes[index + 1]
  }
  const words = rel.toLowerCase().split(/\s+/)
  return words.includes('stylesheet') && !words.includes('alternate') ? href : undefined
}

/** What a sheet refers to is relative to where it came from. */
function absolute(text: string, key: string): string {
  if (!/^https?:/.test(key)) return text
  return text.replace(/url\(\s*(["']?)([^"')]*)\1\s*\)/gi, (whole, _quote, url: string) => {
    if (url.startsWith('#') || /^[a-z][\w+.-]*:/i.test(url)) return whole
    try {
      return `url("${new URL(url, key).href}")`
    } catch {
      return whole
    }
  })
}
