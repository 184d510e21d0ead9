import { useLayoutEffect, useRef } from 'preact/hooks'
import { elementAt } from './elementAt'

interface StagePointer {
  /** While it is picking, the stage shows what is under the pointer and a click chooses it. */
  isPicking: boolean
  onHover: (element: Element | undefined) => void
  onPick: (element: Element) => void
  onCancel: () => void
}

/**
 * Lets the stage be pointed at while its document is looked at. A right click reaches the replayed document itself, so
 * that "Inspect" of the browser opens there; every other event stays out of it, as always.
 */
export function useStagePointer(shown: Document | undefined, pointer: StagePointer): void {
  const latest = useRef(pointer)
  latest.current = pointer
  const { isPicking } = pointer
  // With the first picture that shows it: a click right after it counts.
  useLayoutEffect(() => {
    const stage = shown?.defaultView?.frameElement
    const area = stage?.closest<HTMLElement>('[data-stage]')
    if (!stage || !area) return
    const frame = stage as HTMLIFrameElement
    const life = new AbortController()
    const listen = { signal: life.signal, capture: true } as const

    const close = () => {
      frame.inert = true
      frame.style.pointerEvents = 'none'
    }
    const closeOnMove = (event: Event) => {
      // With a button down it is the click itself, whose menu may come only when the button is let go.
      // By its member, not by its class: events of the stage are those of another window.
      if ('buttons' in event && event.buttons === 0) close()
    }
    area.addEventListener(
      'pointerdown',
      (event) => {
        if (event.button !== 2) return
        frame.inert = false
        frame.style.pointerEvents = 'auto'
        // While the menu is open no event comes; the first one after it finds the stage shut again.
        for (const target of [document, frame.contentDocument]) {
          target?.addEventListener('pointermove', closeOnMove, listen)
        }
        document.addEventListener('keydown', close, listen)
      },
      listen,
    )
    if (isPicking) {
      area.style.cursor = 'crosshair'
      area.addEventListener(
        'pointermove',
        (event) => latest.current.onHover(elementAt(frame, event.clientX, event.clientY)),
        listen,
      )
      area.addEventListener('pointerleave', () => latest.current.onHover(undefined), listen)
      area.addEventListener(
        'click',
        (event) => {
          const element = elementAt(frame, event.clientX, event.clientY)
          if (element) latest.current.onPick(element)
        },
        listen,
      )
      document.addEventListener(
        'keydown',
        (event) => {
          if (event.key === 'Escape') latest.current.onCancel()
        },
        listen,
      )
    }
    return () => {
      life.abort()
      close()
      area.style.cursor = ''
    }
  }, [shown, isPicking])
}
