import type { PreviewMark } from './previewScan'
import type { VisibleState } from './profile'

export interface Painter {
  /** Draws the marks where their elements are now. */
  paint(marks: Iterable<PreviewMark>, focused: Element | undefined): void
}

/** Colours and patterns: the pattern says the same to who cannot tell the colours apart. */
const LOOKS: Record<VisibleState, { fill: string; line: string; dash: number[] }> = {
  masked: { fill: 'rgba(26, 86, 219, 0.22)', line: 'rgba(26, 86, 219, 0.9)', dash: [] },
  blocked: { fill: 'rgba(40, 40, 48, 0.75)', line: 'rgba(0, 0, 0, 0.9)', dash: [] },
  kept: { fill: 'rgba(234, 88, 12, 0.10)', line: 'rgba(234, 88, 12, 0.95)', dash: [4, 3] },
}

/** One canvas over the viewport: thousands of marks cost the page no layout. */
export function createPainter(canvas: HTMLCanvasElement): Painter {
  const context = canvas.getContext('2d')
  const view = canvas.ownerDocument.defaultView
  return {
    paint(marks, focused) {
      if (!context || !view) return
      const { innerWidth: width, innerHeight: height, devicePixelRatio: ratio } = view
      if (
        canvas.width !== Math.round(width * ratio) ||
        canvas.height !== Math.round(height * ratio)
      ) {
        canvas.width = Math.round(width * ratio)
        canvas.height = Math.round(height * ratio)
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, height)
      for (const { element, state } of marks) {
        const box = element.getBoundingClientRect()
        if (box.width < 2 || box.height < 2 || box.bottom < 0 || box.top > height) continue
        drawMark(context, box, state)
        if (element !== focused) continue
        context.setLineDash([])
        context.lineWidth = 3
        context.strokeStyle = '#fff'
        context.strokeRect(box.x - 3, box.y - 3, box.width + 6, box.height + 6)
        context.strokeStyle = '#111'
        context.strokeRect(box.x - 5, box.y - 5, box.width + 10, box.height + 10)
      }
    },
  }
}

function drawMark(context: CanvasRenderingContext2D, box: DOMRect, state: VisibleState): void {
  const look = LOOKS[state]
  context.fillStyle = look.fill
  context.fillRect(box.x, box.y, box.width, box.height)
  context.lineWidth = 1
  context.strokeStyle = look.line
  context.setLineDash(look.dash)
  context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1)
  if (state !== 'masked') return
  context.beginPath()
  const step = 8
  for (let x = box.x - box.height; x < box.right; x += step) {
    const left = Math.max(x, box.x)
    const right = Math.min(x + box.height, box.right)
    if (right <= left) continue
    context.moveTo(left, box.bottom - (left - x))
    context.lineTo(right, box.bottom - (right - x))
  }
  context.globalAlpha = 0.35
  context.stroke()
  context.globalAlpha = 1
}
