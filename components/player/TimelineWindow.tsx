import { useRef } from 'preact/hooks'
import styles from './Timeline.module.css'
import type { TimeWindow } from './timeWindow'

interface TimelineWindowProps {
  shown: TimeWindow
  durationMs: number
  onPan: (byMs: number) => void
}

/** Which part of the session the enlarged timeline shows; dragged, it shows another one. The wheel and keys do the same. */
export function TimelineWindow({ shown, durationMs, onPan }: TimelineWindowProps) {
  const rail = useRef<HTMLDivElement>(null)
  const percent = (ms: number) => `${(ms / Math.max(1, durationMs)) * 100}%`
  return (
    <div ref={rail} class={styles.rail} aria-hidden="true">
      <div
        class={styles.window}
        style={{ left: percent(shown.fromMs), width: percent(shown.toMs - shown.fromMs) }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
          onPan((event.movementX / Math.max(1, rail.current?.clientWidth ?? 1)) * durationMs)
        }}
      />
    </div>
  )
}
