import { useComputed } from '@preact/signals'
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import type { Redaction } from '../../lib/format/reportDraft'
import { selectorsOf } from '../../lib/privacy/selectorsOf'
import { formatClock } from '../format/clock'
import { i18n } from '../i18n'
import { DomHighlight } from '../player/DomHighlight'
import type { EventRow } from '../player/eventRows'
import { indexAt } from '../player/timeScale'
import type { OpenPlayer } from '../player/usePlayer'
import { useReplayedDocument } from '../player/useReplayedDocument'
import { useStagePointer } from '../player/useStagePointer'
import { Button, IconButton } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Spinner } from '../ui/Spinner'
import styles from './Report.module.css'
import type { ReportPlayer } from './useReportPlayer'

/** Within this of a step one is still "at" it. */
const AT_STEP_MS = 30

interface ReportStageProps {
  player: ReportPlayer
  container: RefObject<HTMLDivElement | null>
  steps: EventRow[]
  /** Nothing is left to mask: the whole file is. */
  isMasked: boolean
  onRedact: (redaction: Redaction) => void
  onShot: (atMs: number) => void
}

/** The replay as the report will hold it, where one looks for moments and clicks on what shall not be seen. */
export function ReportStage(props: ReportStageProps) {
  const { player, container, steps, isMasked, onRedact, onShot } = props
  const [isPicking, setPicking] = useState(false)
  const { open } = player
  return (
    <div class={styles.stageColumn}>
      <div class={styles.stage}>
        <div ref={container} class={styles.container} data-stage="" />
        {player.status !== 'ready' && (
          <div class={styles.cover} data-over={open !== undefined}>
            {player.status === 'failed' ? (
              <Empty icon="alert" title={i18n.t('player.failed')}>
                <p role="alert">{player.error}</p>
              </Empty>
            ) : (
              <Spinner label={i18n.t('player.loading')} />
            )}
          </div>
        )}
        {open && isPicking && (
          <Picker
            open={open}
            onDone={() => setPicking(false)}
            onPick={(element) => {
              const { element: own, similar } = selectorsOf(element)
              const node = open.player.markOf(element)
              onRedact({
                selector: own,
                choices: [own, ...similar],
                ...(node ? { node } : {}),
              })
            }}
          />
        )}
      </div>
      <div class={styles.tools} role="toolbar" aria-label={i18n.t('composer.tools')}>
        {open && <Transport open={open} steps={steps} />}
        <span class={styles.spring} />
        <Button
          icon="blocked"
          pressed={isPicking}
          disabled={!open || isMasked}
          title={i18n.t('composer.redactHint')}
          onClick={() => setPicking(!isPicking)}
        >
          {i18n.t('composer.redact')}
        </Button>
        <Button
          icon="camera"
          disabled={!open}
          onClick={() => open && onShot(open.player.state.value.timeMs)}
        >
          {i18n.t('composer.takePicture')}
        </Button>
      </div>
    </div>
  )
}

/** While one picks, each click masks something: who hides one thing often hides the next. */
function Picker({
  open,
  onPick,
  onDone,
}: {
  open: OpenPlayer
  onPick: (element: Element) => void
  onDone: () => void
}) {
  const { document: shown, version } = useReplayedDocument(open)
  const [hovered, setHovered] = useState<Element>()
  useStagePointer(shown, {
    isPicking: true,
    onHover: setHovered,
    onPick(element) {
      setHovered(undefined)
      onPick(element)
    },
    onCancel: onDone,
  })
  return (
    <>
      <p class={styles.picking} role="status">
        {i18n.t('composer.picking')}
      </p>
      <DomHighlight node={hovered} version={version} />
    </>
  )
}

function Transport({ open, steps }: { open: OpenPlayer; steps: EventRow[] }) {
  const { player, state } = open
  const isPlaying = useComputed(() => state.value.status === 'playing').value
  const clock = useComputed(() => formatClock(state.value.timeMs, { tenths: true })).value
  const toStep = (direction: 1 | -1) => {
    const { timeMs } = player.state.value
    const index =
      direction === 1
        ? indexAt(steps, timeMs + AT_STEP_MS) + 1
        : indexAt(steps, timeMs - AT_STEP_MS)
    const step = steps[index]
    if (step) void player.seek(step.atMs).catch(() => {})
  }
  return (
    <>
      <IconButton
        icon="stepBack"
        label={i18n.t('player.previousStep')}
        onClick={() => toStep(-1)}
      />
      <IconButton
        icon={isPlaying ? 'pause' : 'play'}
        label={i18n.t(isPlaying ? 'player.pause' : 'player.play')}
        onClick={() => void (isPlaying ? player.pause() : player.play())}
      />
      <IconButton icon="stepForward" label={i18n.t('player.nextStep')} onClick={() => toStep(1)} />
      <span class={styles.clock}>{clock}</span>
    </>
  )
}
