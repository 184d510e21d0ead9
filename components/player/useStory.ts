import { useEffect, useState } from 'preact/hooks'
import { readStory, type Story } from '../../lib/exporters/story'
import type { RecordingSource } from '../../lib/format/source'

/**
 * Steps and signals of a session. Read after the overview, which is what the timeline waits for; undefined until then,
 * and where the session cannot be read (the overview says so already).
 */
export function useStory(source: RecordingSource, isWanted: boolean): Story | undefined {
  const [story, setStory] = useState<Story>()
  useEffect(() => {
    if (!isWanted) return
    let isOver = false
    readStory(source).then(
      (read) => !isOver && setStory(read),
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [source, isWanted])
  return story
}
