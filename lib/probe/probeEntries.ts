import { stopAll } from '../platform/stoppable'
import type { Probe } from './probe'

/** Windows in which files and folders are chosen: they hand over handles, which have names. */
const PICKERS = ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker']

/**
 * What a person hands to a page where no field and no event of the document tells of it. Nothing of it is recorded; the
 * recorder has to know it before the page shows it.
 */
export const probeEntries: Probe = ({ natives, patcher, entered }) => {
  const { world } = natives
  const { Clipboard, FileSystemHandle } = world as Partial<typeof world>
  const nameOf = natives.getter(FileSystemHandle?.prototype, 'name')

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

  return () => {
    const patches = [
      patcher.after(world, 'prompt', (_self, _args, answer) => tellText(answer)),
      patcher.around(Clipboard?.prototype, 'readText', (_self, _args, call) =>
        natives.follow(call(), tellText),
      ),
    ]
    for (let i = 0; i < PICKERS.length; i++)
      patches[patches.length] = patcher.around(world, PICKERS[i] ?? '', (_self, _args, call) =>
        natives.follow(call(), tellNames),
      )
    return { stop: () => stopAll(patches) }
  }
}
