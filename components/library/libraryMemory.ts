import { createContext } from 'preact'
import { type Filter, NO_FILTER } from './filterSessions'

/** What the library remembers while a session is watched, so that coming back is coming back. */
export interface LibraryMemory {
  filter: Filter
  /** The session that was opened from the list: the focus goes back there. */
  opened: string | undefined
}

export function createLibraryMemory(): LibraryMemory {
  return { filter: NO_FILTER, opened: undefined }
}

export const LibraryMemoryContext = createContext<LibraryMemory>(createLibraryMemory())
