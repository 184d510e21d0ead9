import { useComputed } from '@preact/signals'
import { formatClock, formatDuration } from '../format/clock'
import { i18n } from '../i18n'
import type { Scale } from '../sessionsView'
import { Button, IconButton } from '../ui/Button'
import { Chip } from '../ui/Chip'
import { Select } from '../ui/Field'
import styles from './Controls.module.css'
import type { EventRow } from './eventRows'
import { type Command, SPEEDS } from './keyboard'
import { SKIP_AFTER_MS, type Skip, skipOf } from './skips'
import { Timeline } from './Timeline'
import type { OpenPlayer, OverviewState } from './usePlayer'
import type { Zoom } from './useZoom'

interface ControlsProps {
  open: OpenPlayer
  overview: OverviewState
  steps: EventRow[]
  zoom: Zoom
  scale: Scale
  isFramed: boolean
  onSkip: (skip: Skip) => void
  run: (command: Command) => void
}

/** Timeline and transport. */
export function Controls(props: ControlsProps) {
  const { open, overview, steps, zoom, scale, isFramed, onSkip, run } = props
  return (
    <section class={styles.controls} aria-label={i18n.t('player.controls')}>
      <Timeline
        open={open}
        overview={overview.status === 'ready' ? overview.overview : undefined}
        steps={steps}
        zoom={zoom}
      />
      <div class={styles.row}>
        <div class={styles.buttons}>
          <IconButton
            icon="stepBack"
            label={i18n.t('player.previousEvent')}
            shortcut=","
            onClick={() => run({ do: 'event', direction: -1 })}
          />
          <PlayButton open={open} run={run} />
          <IconButton
            icon="stepForward"
            label={i18n.t('player.nextEvent')}
            shortcut="."
            onClick={() => run({ do: 'event', direction: 1 })}
          />
        </div>
        <Clock open={open} />
        <Skipping open={open} />
        <span class={styles.spring} />
        <div class={styles.buttons}>
          <IconButton
            icon="zoomOut"
            label={i18n.t('player.zoomOut')}
            shortcut="-"
            disabled={zoom.isWhole}
            onClick={() => run({ do: 'zoom', factor: 2 })}
          />
          <IconButton
            icon="zoomIn"
            label={i18n.t('player.zoomIn')}
            shortcut="+"
            onClick={() => run({ do: 'zoom', factor: 0.5 })}
          />
        </div>
        <Options open={open} onSkip={onSkip} />
        <span class={styles.wideOnly}>
          <IconButton
            icon="device"
            label={i18n.t('player.deviceFrame')}
            shortcut="D"
            pressed={isFramed}
            onClick={() => run({ do: 'deviceFrame' })}
          />
        </span>
        <Button
          kind="quiet"
          icon="expand"
          title={i18n.t('player.scaleHint')}
          onClick={() => run({ do: 'scale' })}
        >
          {scale === 'fit' ? i18n.t('player.fit') : i18n.t('player.actualSize')}
        </Button>
        <IconButton
          icon="keyboard"
          label={i18n.t('player.help')}
          shortcut="?"
          popup="dialog"
          onClick={() => run({ do: 'help' })}
        />
      </div>
    </section>
  )
}

function PlayButton({ open, run }: Pick<ControlsProps, 'open' | 'run'>) {
  const status = useComputed(() => open.state.value.status).value
  const isPlaying = status === 'playing'
  const label = isPlaying
    ? i18n.t('player.pause')
    : status === 'ended'
      ? i18n.t('player.replay')
      : i18n.t('player.play')
  return (
    <IconButton
      kind="primary"
      icon={isPlaying ? 'pause' : status === 'ended' ? 'replay' : 'play'}
      label={label}
      shortcut="Space"
      disabled={status === 'failed'}
      onClick={() => run({ do: 'toggle' })}
    />
  )
}

function Clock({ open }: Pick<ControlsProps, 'open'>) {
  // Tenths, not milliseconds: the text changes ten times a second and not with every frame.
  const now = useComputed(() => formatClock(open.state.value.timeMs, { tenths: true }))
  const end = useComputed(() =>
    formatClock(open.state.value.durationMs, { tenths: open.state.value.durationMs < 60_000 }),
  )
  return (
    <span class={styles.time}>
      {now} <span>/ {end}</span>
    </span>
  )
}

function Skipping({ open }: Pick<ControlsProps, 'open'>) {
  const isSkipping = useComputed(() => open.state.value.skipping).value
  return isSkipping ? <Chip tone="accent">{i18n.t('player.skipping')}</Chip> : null
}

function Options({ open, onSkip }: Pick<ControlsProps, 'open' | 'onSkip'>) {
  const speed = useComputed(() => open.state.value.speed).value
  const isOn = useComputed(() => open.state.value.skipInactivity).value
  const afterMs = useComputed(() => open.state.value.skipAfterMs).value
  return (
    <>
      <span class={styles.skip}>
        <Select
          label={i18n.t('player.skipInactivity')}
          value={isOn ? String(afterMs) : 'off'}
          options={[
            { value: 'off', label: i18n.t('player.skipNothing') },
            ...SKIP_AFTER_MS.map((ms) => ({
              value: String(ms),
              label: i18n.t('player.skipAfter', [formatDuration(ms)]),
            })),
          ]}
          onChange={(choice) => onSkip(skipOf(choice, { isOn, afterMs }))}
        />
      </span>
      <Select
        label={i18n.t('player.speed')}
        value={String(speed)}
        options={SPEEDS.map((value) => ({ value: String(value), label: `${value}×` }))}
        onChange={(value) => open.player.setSpeed(Number(value))}
      />
    </>
  )
}
