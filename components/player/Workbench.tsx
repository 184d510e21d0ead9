import { useMemo, useState } from 'preact/hooks'
import type { SessionsView } from '../sessionsView'
import { Controls } from './Controls'
import { toEventRows } from './eventRows'
import { HelpSheet } from './HelpSheet'
import { Panes } from './Panes'
import { toStoryRows } from './storyRows'
import { useCommands } from './useCommands'
import { type OpenPlayer, useOverview } from './usePlayer'
import { useStartTime } from './useStartTime'
import { useStory } from './useStory'

interface WorkbenchProps {
  open: OpenPlayer
  view: SessionsView
  timeMs: number | undefined
  withPanes: boolean
  onTogglePanes: () => void
}

/** Everything around the stage of an open player. */
export function Workbench({ open, view, timeMs, withPanes, onTogglePanes }: WorkbenchProps) {
  const overview = useOverview(open.player)
  const [isHelpOpen, setHelpOpen] = useState(false)
  useStartTime(open.player, timeMs)

  const story = useStory(open.source, overview.status === 'ready')
  const steps = useMemo(() => {
    if (story) return toStoryRows(story)
    return overview.status === 'ready' ? toEventRows(overview.overview, 'steps') : []
  }, [overview, story])
  const toggleScale = () => {
    view.scale.value = view.scale.value === 'fit' ? 1 : 'fit'
    open.player.setScale(view.scale.value)
  }
  const run = useCommands({
    open,
    steps,
    onHelp: () => setHelpOpen(true),
    onTogglePanes,
    onToggleScale: toggleScale,
  })

  return (
    <>
      {withPanes && <Panes open={open} overview={overview} steps={steps} />}
      <Controls open={open} overview={overview} steps={steps} scale={view.scale.value} run={run} />
      <HelpSheet isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </>
  )
}
