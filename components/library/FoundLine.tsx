import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { useServices } from '../services'
import { ASK_AFTER_MS } from './createThumbnails'
import { lineWith } from './libraryDigest'
import styles from './SessionRow.module.css'

interface FoundLineProps {
  session: Session
  /** In lower case; none of them is in the title or the address. */
  words: readonly string[]
}

/** The line of the session's content that the search found, with the word marked in it. */
export function FoundLine({ session, words }: FoundLineProps) {
  const services = useServices()
  const [line, setLine] = useState<string>()
  const wanted = words.join(' ')
  // The words are compared by their text.
  useEffect(() => {
    let isOver = false
    const read = () =>
      services.digestText(session.sessionId).then(
        (text) => !isOver && setLine(lineWith(text, words)),
        () => undefined, // the row is shown without it
      )
    const timer = setTimeout(read, ASK_AFTER_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [services, session.sessionId, wanted])
  if (line === undefined) return null
  const [before, found, after] = split(line, words)
  return (
    <span class={styles.found}>
      {before}
      <mark>{found}</mark>
      {after}
    </span>
  )
}

/** Characters shown before the found word; the end is cut by the row. */
const LEAD = 24

function split(line: string, words: readonly string[]): [string, string, string] {
  const lower = line.toLowerCase()
  const places = words.map((word) => ({ word, at: lower.indexOf(word) }))
  const first = places.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0]
  if (!first) return [line, '', '']
  const from = Math.max(0, first.at - LEAD)
  const end = first.at + first.word.length
  return [
    (from > 0 ? '…' : '') + line.slice(from, first.at),
    line.slice(first.at, end),
    line.slice(end),
  ]
}
