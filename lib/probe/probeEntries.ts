import { stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

/** Windows in which files and folders are chosen: they hand over handles, which have names. */
const PICKERS = ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker']

/** What a recognizer of speech says it heard; it has both names. */
interface Speech {
  SpeechRecognitionEvent?: { prototype: object }
  webkitSpeechRecognitionEvent?: { prototype: object }
}

/**
 * What a person hands to a page where no field and no event of the document tells of it. Nothing of it is recorded; the
 * recorder has to know it before the page shows it.
 */
export const probeEntries: Probe = ({ natives, patcher, entered }) => {
  const { world } = natives
  const { Clipboard, ClipboardItem, FileSystemHandle } = world as Partial<typeof world>
  const nameOf = natives.getter(FileSystemHandle?.prototype, 'name')
  const textOf = natives.method(world.Blob.prototype, 'text')
  const typeOf = natives.getter(world.Blob.prototype, 'type')
  /** A page makes such items of its own as well, to copy them. */
  const pasted = new natives.WeakMap<object, unknown>()

  const { SpeechRecognitionEvent, webkitSpeechRecognitionEvent } = world as Speech
  const speech = SpeechRecognitionEvent ?? webkitSpeechRecognitionEvent

  const tellText = (value: unknown) => {
    if (typeof value === 'string' && value !== '') entered('text', value)
  }
  const tellName = (handle: unknown) => {
    const name = nameOf(handle)
    if (typeof name === 'string' && name !== '') entered('file', name)
  }
  const tellNames = (chosen: unknown) => {
    if (!natives.isArray(chosen)) return tellName(chosen)
    for (let i = 0; i < chosen.length; i++) tellName(chosen[i])
  }
  const notePasted = (items: unknown) => {
    if (!natives.isArray(items)) return
    for (let i = 0; i < items.length; i++) natives.mapSet(pasted, items[i] as object, true)
  }
  /** Without its tags: the page shows the texts between them. */
  const tellMarkup = (markup: unknown) => {
    if (typeof markup !== 'string') return
    for (let from = 0; from >= 0; ) {
      const open = natives.indexOf(markup, '<', from)
      tellText(natives.slice(markup, from, open < 0 ? markup.length : open))
      const close = open < 0 ? -1 : natives.indexOf(markup, '>', open)
      from = close < 0 ? -1 : close + 1
    }
  }
  const tellBlob = (blob: unknown) => {
    const type = typeOf(blob)
    if (typeof type !== 'string' || !textOf) return
    // It has no name; that there is one is what the recorder has to know.
    if (natives.indexOf(type, 'image/') === 0) return entered('file', ' ')
    return natives.follow(
      natives.apply(textOf, blob, []),
      natives.indexOf(type, 'text/html') === 0 ? tellMarkup : tellText,
    )
  }
  const tellSaid = (results: unknown) => {
    const list = results as ArrayLike<ArrayLike<object>>
    for (let i = 0; i < list.length; i++) {
      const ways = list[i]
      for (let j = 0; ways && j < ways.length; j++) {
        const way = ways[j]
        if (way) tellText(natives.getter(natives.getPrototypeOf(way) ?? {}, 'transcript')(way))
      }
    }
  }

  return () => {
    const patches = [
      patcher.after(world, 'prompt', (_self, _args, answer) => tellText(answer)),
      patcher.around(Clipboard?.prototype, 'readText', (_self, _args, call) =>
        natives.follow(call(), tellText),
      ),
      patcher.around(Clipboard?.prototype, 'read', (_self, _args, call) =>
        natives.follow(call(), notePasted),
      ),
      patcher.around(ClipboardItem?.prototype, 'getType', (self, _args, call) =>
        natives.mapGet(pasted, self as object) === true
          ? natives.followFirst(call(), tellBlob)
          : call(),
      ),
      patcher.afterGet(speech?.prototype, 'results', (_self, _args, results) => tellSaid(results)),
    ]
    for (let i = 0; i < PICKERS.length; i++)
      patches[patches.length] = patcher.around(world, PICKERS[i] ?? '', (_self, _args, call) =>
        natives.follow(call(), tellNames),
      )
    return { stop: () => stopAll(patches) }
  }
}
