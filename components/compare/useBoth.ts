import { useEffect, useRef, useState } from 'preact/hooks'
import { alignSteps, type StepPair } from '../../lib/exporters/alignSteps'
import { type Comparison, compareStories } from '../../lib/exporters/compareStories'
import { readStory } from '../../lib/exporters/story'
import { describeError } from '../../lib/platform/describeError'
import { type Opening, type OpenPlayer, usePlayer } from '../player/usePlayer'

/** Players beside each other are not the one that programs drive. */
const UNWATCHED = { ready() {}, failed() {}, closed() {} }

/** One of the two sessions, with the element its stage goes into. */
export function useSide(sessionId: string) {
  const container = useRef<HTMLDivElement>(null)
  const opening = usePlayer(sessionId, container, UNWATCHED)
  return { container, opening }
}

export type Compared =
  | { status: 'loading' }
  | { status: 'ready'; pairs: StepPair[]; comparison: Comparison }
  | { status: 'failed'; error: string }

/** Steps of both, side by side, once both can be read. */
export function useCompared(before: Opening, after: Opening): Compared {
  const [compared, setCompared] = useState<Compared>({ status: 'loading' })
  const one = openOf(before)?.source
  const other = openOf(after)?.source
  useEffect(() => {
    if (!one || !other) return
    let isOver = false
    Promise.all([readStory(one), readStory(other)]).then(
      ([first, second]) => {
        if (isOver) return
        const pairs = alignSteps(first, second)
        setCompared({ status: 'ready', pairs, comparison: compareStories(first, second) })
      },
      (error: unknown) => !isOver && setCompared({ status: 'failed', error: describeError(error) }),
    )
    return () => {
      isOver = true
    }
  }, [one, other])
  return compared
}

export function openOf(opening: Opening): OpenPlayer | undefined {
  return opening.status === 'ready' ? opening.open : undefined
}
