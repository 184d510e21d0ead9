import { useEffect, useState } from 'preact/hooks'
import type { OpenPlayer } from './usePlayer'

/** While it plays, twice a second is enough to follow and leaves the time to the player. */
const EVERY_MS = 500

/** The document on the stage, and a number that changes whenever it may have changed. */
export function useReplayedDocument({ player, state }: OpenPlayer): {
  document: Document | undefined
  version: number
} {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const renew = () => {
      timer = undefined
      setVersion((before) => before + 1)
    }
    const stop = state.subscribe(({ status }) => {
      timer ??= setTimeout(renew, status === 'playing' ? EVERY_MS : 0)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [state])
  return { document: documentOf(player), version }
}

function documentOf(player: OpenPlayer['player']): Document | undefined {
  try {
    return player.document
  } catch {
    return undefined // nothing is shown yet
  }
}
