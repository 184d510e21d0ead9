import { createMarks, type Marks } from './earlier'
import { isSecretName } from './secrets'
import { FLOOR_FILLER } from './shape'
import { createTypedValues, type TypedValues } from './typed'

/**
 * What was entered, and which secrets were seen. Outlives the policy under which it was entered, and is shared by the
 * documents of one origin in a page: what is typed in a frame is shown by the page around it.
 */
export interface Entries {
  entered: TypedValues
  secrets: TypedValues
  /** Marks of what was entered in other documents of the session; see `earlier.ts`. */
  marks: Marks
  /** Marks of what was entered here and had to make room for newer values. */
  forgotten: Marks
  /** A file was chosen, dropped or pasted: pictures that the page makes from now on may be its. */
  hasFiles: boolean
}

export function createEntries(): Entries {
  return {
    entered: createTypedValues(),
    secrets: createTypedValues(() => FLOOR_FILLER),
    marks: createMarks(),
    forgotten: createMarks(),
    hasFiles: false,
  }
}

/** A file was chosen: its name, with and without its ending, and its picture may come back. */
export function rememberFile(entries: Entries, name: string): void {
  entries.hasFiles = true
  entries.entered.remember(name)
  entries.entered.remember(name.replace(/\.\w{1,5}$/, ''))
}

/** Something was entered where no field is. */
export function rememberEntry(entries: Entries, kind: 'text' | 'file', text: string): void {
  if (kind === 'file') rememberFile(entries, text)
  else entries.entered.remember(text)
}

/** What the last page's form put into this page's address was typed there. */
export function rememberQuery({ entered }: Entries, url: string): void {
  for (const [key, value] of new URL(url).searchParams) {
    if (value.length >= 4 && !isSecretName(key) && /[\p{L}\p{N}]/u.test(value))
      entered.remember(value)
  }
}
