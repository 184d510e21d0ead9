/** The box the stage lies in: as large as the recorded viewport, scaled into the container. */

export interface Surface {
  /** Has the size of the recorded viewport, whatever the scale. */
  readonly box: HTMLElement
  resize(viewport: { width: number; height: number }): void
  setScale(scale: number | 'fit'): void
  stop(): void
}

export function createSurface(container: HTMLElement): Surface {
  const outer = container.ownerDocument.createElement('div')
  const box = container.ownerDocument.createElement('div')
  outer.style.cssText = 'position:relative;width:100%;height:100%;overflow:hidden'
  box.style.cssText =
    'position:absolute;top:0;left:0;transform-origin:0 0;background:#fff;overflow:clip'
  outer.append(box)
  container.append(outer)
  let viewport = { width: 0, height: 0 }
  let wanted: number | 'fit' = 'fit'

  function place(): void {
    const { clientWidth, clientHeight } = outer
    const fits = Math.min(1, clientWidth / viewport.width, clientHeight / viewport.height)
    const scale = wanted === 'fit' ? fits : wanted
    const used = Number.isFinite(scale) && scale > 0 ? scale : 1
    box.style.width = `${viewport.width}px`
    box.style.height = `${viewport.height}px`
    // On whole pixels of the window: half ones would blur the page.
    const corner = outer.getBoundingClientRect()
    const align = (from: number, room: number) => Math.round(from + Math.max(0, room)) - from
    const left = align(corner.left, (clientWidth - viewport.width * used) / 2)
    const top = align(corner.top, (clientHeight - viewport.height * used) / 2)
    box.style.transform = `translate(${left}px,${top}px) scale(${used})`
    outer.style.overflow = wanted === 'fit' ? 'hidden' : 'auto'
  }

  const observer = new ResizeObserver(place)
  observer.observe(outer)
  return {
    box,
    resize(next) {
      if (next.width === viewport.width && next.height === viewport.height) return
      viewport = next
      place()
    },
    setScale(scale) {
      wanted = scale
      place()
    },
    stop() {
      observer.disconnect()
      outer.remove()
    },
  }
}
