import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { cx } from '../ui/cx'
import styles from './DeviceFrame.module.css'
import type { OpenPlayer } from './usePlayer'

/** Up to this wide a viewport is a phone's; up to the next one a tablet's. In CSS px. */
const PHONE_WIDTH = 500
const TABLET_WIDTH = 1080

interface DeviceFrameProps {
  open: OpenPlayer
  container: RefObject<HTMLElement | null>
}

interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** A device around the stage, in the kind that such a viewport belongs to. Drawn around the recording, not into it. */
export function DeviceFrame({ open, container }: DeviceFrameProps) {
  const [box, setBox] = useState<Box>()
  const { width } = open.state.value.viewport
  useEffect(() => {
    const element = container.current
    const stage = element?.firstElementChild?.firstElementChild
    if (!element || !stage) return
    let frame = 0
    const measure = () => {
      // The stage is placed by an observer of its own; this one looks at what came of it.
      frame = requestAnimationFrame(() => {
        const outer = element.parentElement?.getBoundingClientRect()
        const inner = stage.getBoundingClientRect()
        if (!outer) return
        const { width, height } = inner
        setBox({ left: inner.left - outer.left, top: inner.top - outer.top, width, height })
      })
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    observer.observe(stage)
    measure()
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [container, width])
  if (!box || box.width === 0) return null
  const kind = width <= PHONE_WIDTH ? 'phone' : width <= TABLET_WIDTH ? 'tablet' : 'window'
  return (
    <div
      class={cx(styles.frame, styles[kind])}
      data-device={kind}
      aria-hidden="true"
      style={{
        left: `${box.left}px`,
        top: `${box.top}px`,
        width: `${box.width}px`,
        height: `${box.height}px`,
      }}
    />
  )
}
