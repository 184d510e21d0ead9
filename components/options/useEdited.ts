import { useEffect, useRef, useState } from 'preact/hooks'

/**
 * A list that is edited in place and may be incomplete for a while, over one that is stored. What others store (a
 * backup, the panel, another tab) replaces it; what was stored from here does not.
 */
export function useEdited<T>(stored: T): {
  edited: T
  edit: (next: T) => void
  /** Call with what is about to be stored. */
  storing: (next: T) => void
} {
  const [edited, edit] = useState(stored)
  const text = JSON.stringify(stored)
  const known = useRef(text)
  useEffect(() => {
    if (text === known.current) return
    known.current = text
    edit(stored)
  }, [text, stored])
  return {
    edited,
    edit,
    storing: (next) => {
      known.current = JSON.stringify(next)
    },
  }
}
