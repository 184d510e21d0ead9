import { stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

/** Larger fonts given as bytes are left out: they would have to pass through the page's main thread as text. */
const MAX_FONT_BYTES = 300_000
const MAX_FONTS = 200
/** Arguments of one call that is turned into text. */
const SLICE_BYTES = 8_192
const DESCRIPTORS = [
  'style',
  'weight',
  'stretch',
  'unicodeRange',
  'variant',
  'featureSettings',
  'display',
]

/** Fonts that script adds to the document. Where they come from cannot be read from them afterwards. */
export const probeFonts: Probe = ({ natives, patcher, outbox }) => {
  const { world, apply, method, getter, quote, slice, mapGet, mapSet } = natives
  const { FontFace, FontFaceSet } = world
  const added: unknown[] = []
  const sources = new natives.WeakMap<object, unknown>()
  const familyOf = getter(FontFace?.prototype, 'family')
  const descriptorOf: ((face: unknown) => unknown)[] = []
  for (let i = 0; i < DESCRIPTORS.length; i++)
    descriptorOf[i] = getter(FontFace?.prototype, DESCRIPTORS[i] ?? '')
  const { Uint8Array: Bytes, btoa } = world
  const bufferOf = getter(natives.getPrototypeOf(Bytes.prototype) ?? {}, 'buffer')
  const subarray = method(natives.getPrototypeOf(Bytes.prototype) ?? {}, 'subarray')
  const fromCharCode = world.String.fromCharCode as (...codes: number[]) => string

  /** A url(...) list as the page wrote it, or the bytes as one; '' where they are too many. */
  function sourceText(source: unknown): string {
    if (typeof source === 'string') return source
    if (typeof source !== 'object' || source === null) return ''
    const bytes = bufferOf(source) === undefined ? new Bytes(source as ArrayBuffer) : source
    const view = bytes as Uint8Array
    if (view.length === 0 || view.length > MAX_FONT_BYTES || !subarray) return ''
    let text = ''
    for (let from = 0; from < view.length; from += SLICE_BYTES)
      text += apply(
        fromCharCode,
        undefined,
        apply(subarray, view, [from, from + SLICE_BYTES]) as never,
      )
    return `url("data:font/woff2;base64,${btoa(text)}")`
  }

  /** `gone`: the document has it no more. */
  function report(face: unknown, gone = ''): void {
    const source = mapGet(sources, face as object)
    const family = familyOf(face)
    if (source === undefined || typeof family !== 'string' || outbox.isFull('font')) return
    const text = sourceText(source)
    if (text === '') return
    let descriptors = ''
    for (let i = 0; i < DESCRIPTORS.length; i++) {
      const value = descriptorOf[i]?.(face)
      if (typeof value !== 'string' || value === '' || value === 'normal' || value === 'auto')
        continue
      descriptors += `${descriptors === '' ? '' : ','}"${DESCRIPTORS[i]}":${quote(slice(value, 0, 500))}`
    }
    outbox.say(
      'font',
      `${gone}"family":${quote(slice(family, 0, 200))},"source":${quote(slice(text, 0, 2 * MAX_FONT_BYTES))},"descriptors":{${descriptors}}`,
    )
  }

  return () => {
    const patches = [
      patcher.afterNew(world, 'FontFace', (_self, args, face) =>
        mapSet(sources, face as object, args[1]),
      ),
      patcher.after(FontFaceSet?.prototype, 'add', (_self, args) => {
        const face = args[0]
        if (added.length >= MAX_FONTS || mapGet(sources, face as object) === undefined) return
        added[added.length] = face
        if (outbox.isListening) report(face)
      }),
    ]
    const remove = (face: unknown) => {
      for (let i = 0; i < added.length; i++) {
        if (added[i] !== face) continue
        added[i] = undefined
        if (outbox.isListening) report(face, '"gone":true,')
      }
    }
    patches[patches.length] = patcher.after(FontFaceSet?.prototype, 'delete', (_self, args) =>
      remove(args[0]),
    )
    patches[patches.length] = patcher.after(FontFaceSet?.prototype, 'clear', () => {
      for (let i = 0; i < added.length; i++) remove(added[i])
    })
    return {
      stop: () => stopAll(patches),
      again() {
        for (let i = 0; i < added.length; i++) if (added[i]) report(added[i])
      },
    }
  }
}
