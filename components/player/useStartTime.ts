import { useEffect } from 'preact/hooks'
import type { Player } from '../../lib/player/player'

/** Follows the time of a link, also when a link into the same session is opened while it is shown. */
export function useStartTime(player: Player, timeMs: number | undefined): void {
  useEffect(() => {
    if (timeMs === undefined) return
    player.seek(timeMs).catch(() => {
      // The state says why the player failed; the link has nothing to add.
    })
  }, [player, timeMs])
}
