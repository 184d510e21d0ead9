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
  marks: string[]
  /** A file was chosen, dropped or pasted: pictures that the page makes from now on may be its. */
  hasFiles: boolean
}

export function createEntries(): Entries {
  return {
    entered: createTypedValues(),
    secrets: createTypedValues(() => FLOOR_FILLER),
    marks: [],
    hasFiles: false,
  }
}
