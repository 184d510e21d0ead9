import { useCallback, useEffect } from 'preact/hooks'
import type { EventRow } from './eventRows'
import { type Command, commandFor, isTaken, nextSpeed } from './keyboard'
import { indexAt } from './timeScale'
import type { OpenPlayer } from './usePlayer'

interface CommandTargets {
  open: OpenPlayer
  steps: EventRow[]
  onHelp: () => void
  onTogglePanes: () => void
  onToggleScale: () => void
}

/** Within this of a step one is still "at" it, so that going back again moves on. */
const AT_STEP_MS = 30

/** Carries out commands, from the keyboard and from buttons alike. */
export function useCommands(targets: CommandTargets): (command: Command) => void {
  const { open, steps, onHelp, onTogglePanes, onToggleScale } = targets
  const run = useCallback(
    (command: Command) => {
      const { player } = open
      const { timeMs, durationMs, speed, status, skipInactivity } = player.state.value
      const seek = (ms: number) => void player.seek(ms).catch(() => {})
      switch (command.do) {
        case 'toggle':
          if (status === 'playing') void player.pause()
          else if (status === 'ended') void player.seek(0).then(() => player.play())
          else void player.play()
          return
        case 'skip':
          return seek(timeMs + command.byMs)
        case 'share':
          return seek(durationMs * command.share)
        case 'step': {
          const next = stepFrom(steps, timeMs, command.direction)
          if (next) seek(next.atMs)
          return
        }
        case 'error': {
          const errors = steps.filter((row) => row.tone === 'danger')
          const next = stepFrom(errors, timeMs, 1) ?? errors[0]
          if (next) seek(next.atMs)
          return
        }
        case 'speed':
          return player.setSpeed(nextSpeed(speed, command.direction))
        case 'skipInactivity':
          return player.setSkipInactivity(!skipInactivity)
        case 'scale':
          return onToggleScale()
        case 'panes':
          return onTogglePanes()
        case 'help':
          return onHelp()
      }
    },
    [open, steps, onHelp, onTogglePanes, onToggleScale],
  )

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const command = commandFor(event)
      if (!command) return
      if (isTaken(event.target instanceof Element ? event.target : null, event.key)) return
      event.preventDefault()
      run(command)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [run])

  return run
}

function stepFrom(rows: EventRow[], timeMs: number, direction: -1 | 1): EventRow | undefined {
  if (direction === 1) return rows[indexAt(rows, timeMs + AT_STEP_MS) + 1]
  return rows[indexAt(rows, timeMs - AT_STEP_MS)]
}
