import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { SessionsView } from '../sessionsView'
import type { Toaster } from '../ui/Toast'
import { Controls } from './Controls'
import { type EventRow, toEventRows } from './eventRows'
import { HelpSheet } from './HelpSheet'
import { Panes } from './Panes'
import type { Skip } from './skips'
import { toStoryRows } from './storyRows'
import { useCommands } from './useCommands'
import { useCopies } from './useCopies'
import { type OpenPlayer, useOverview } from './usePlayer'
import { useStartTime } from './useStartTime'
import { useStory } from './useStory'
import { useZoom } from './useZoom'

interface WorkbenchProps {
  open: OpenPlayer
  view: SessionsView
  toaster: Toaster
  timeMs: number | undefined
  withPanes: boolean
  onTogglePanes: () => void
}

/** Everything around the stage of an open player. */
export function Workbench(props: WorkbenchProps) {
  const { open, view, toaster, timeMs, withPanes, onTogglePanes } = props
  const overview = useOverview(open.player)
  const [isHelpOpen, setHelpOpen] = useState(false)
  useStartTime(open.player, timeMs)

  const story = useStory(open.source, overview.status === 'ready')
  const steps = useMemo(() => {
    if (story) return toStoryRows(story)
    return overview.status === 'ready' ? toEventRows(overview.overview, 'steps') : []
  }, [overview, story])
  const listed = useRef<readonly EventRow[] | undefined>(undefined)
  const toggleScale = () => {
    view.scale.value = view.scale.value === 'fit' ? 1 : 'fit'
    open.player.setScale(view.scale.value)
  }
  const skip = view.skip.value
  useEffect(() => {
    if (skip) open.player.setSkipInactivity(skip.isOn, skip.afterMs)
  }, [open, skip])
  const onSkip = (next: Skip) => {
    view.skip.value = next
  }
  const zoom = useZoom(open)
  const copies = useCopies(open, toaster)
  const [said, say] = useState('')
  const run = useCommands({
    open,
    steps,
    listed: () => listed.current ?? steps,
    zoom,
    onHelp: () => setHelpOpen(true),
    onTogglePanes,
    onToggleScale: toggleScale,
    onToggleFrame: () => {
      view.isFramed.value = !view.isFramed.value
    },
    onCopyLink: copies.link,
    onCopyPicture: copies.picture,
    onSkip,
    say,
  })

  return (
    <>
      {withPanes && <Panes open={open} overview={overview} steps={steps} listed={listed} />}
      <Controls
        open={open}
        overview={overview}
        steps={steps}
        zoom={zoom}
        scale={view.scale.value}
        isFramed={view.isFramed.value}
        onSkip={onSkip}
        run={run}
      />
      <p class="visually-hidden" role="status">
        {said}
      </p>
      <HelpSheet isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </>
  )
}
