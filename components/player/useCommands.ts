import { useCallback, useEffect, useRef } from 'preact/hooks'
import { assertNever } from '../../lib/platform/assertNever'
import { spokenDuration } from '../format/clock'
import { i18n } from '../i18n'
import type { EventRow } from './eventRows'
import { type Command, commandFor, isTaken, nextSpeed } from './keyboard'
import { rowFrom } from './rowFrom'
import type { Skip } from './skips'
import type { OpenPlayer } from './usePlayer'
import type { Zoom } from './useZoom'

interface CommandTargets {
  open: OpenPlayer
  steps: EventRow[]
  /** What the open list shows; the steps where none is open. */
  listed: () => readonly EventRow[]
  zoom: Pick<Zoom, 'around' | 'reset'>
  onHelp: () => void
  onTogglePanes: () => void
  onToggleScale: () => void
  onToggleFrame: () => void
  onCopyLink: () => void
  onCopyPicture: () => void
  onSkip: (skip: Skip) => void
  /** What a screen reader is told; the eye sees it. */
  say: (text: string) => void
}

/** Carries out commands, from the keyboard and from buttons alike. */
export function useCommands(targets: CommandTargets): (command: Command) => void {
  // Commands are carried out with what is there when they come, and the listener stays the same.
  const latest = useRef(targets)
  latest.current = targets
  const run = useCallback((command: Command) => carryOut(command, latest.current), [])

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

function carryOut(command: Command, targets: CommandTargets): void {
  const { open, steps, zoom, say } = targets
  const { player } = open
  const state = player.state.value
  const { timeMs, durationMs, speed, status, skipInactivity, skipAfterMs } = state
  const seek = (ms: number) => void player.seek(ms).catch(() => {})
  const seekAndSay = (ms: number) => {
    seek(ms)
    say(spokenDuration(Math.min(durationMs, Math.max(0, ms))))
  }
  const goTo = (row: EventRow | undefined) => {
    if (!row) return
    seek(row.atMs)
    say(row.text)
  }
  switch (command.do) {
    case 'toggle':
      say(i18n.t(status === 'playing' ? 'player.paused' : 'player.playing'))
      if (status === 'playing') void player.pause()
      else if (status === 'ended') void player.seek(0).then(() => player.play())
      else void player.play()
      return
    case 'skip':
      seekAndSay(timeMs + command.byMs)
      return
    case 'share':
      seekAndSay(durationMs * command.share)
      return
    case 'event':
      goTo(rowFrom(targets.listed(), state, command.direction))
      return
    case 'error': {
      const errors = steps.filter((row) => row.tone === 'danger')
      goTo(rowFrom(errors, state, 1) ?? errors[0])
      return
    }
    case 'speed': {
      const next = nextSpeed(speed, command.direction)
      say(`${i18n.t('player.speed')} ${next}×`)
      player.setSpeed(next)
      return
    }
    case 'skipInactivity':
      say(i18n.t(skipInactivity ? 'player.notSkipping' : 'player.skipping'))
      targets.onSkip({ isOn: !skipInactivity, afterMs: skipAfterMs })
      return
    case 'scale':
      targets.onToggleScale()
      return
    case 'deviceFrame':
      targets.onToggleFrame()
      return
    case 'panes':
      targets.onTogglePanes()
      return
    case 'zoom':
      zoom.around(command.factor)
      return
    case 'wholeTimeline':
      zoom.reset()
      return
    case 'copyLink':
      targets.onCopyLink()
      return
    case 'copyPicture':
      targets.onCopyPicture()
      return
    case 'help':
      targets.onHelp()
      return
    default:
      assertNever(command)
  }
}
