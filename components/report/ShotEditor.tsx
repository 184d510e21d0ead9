import { useEffect, useRef, useState } from 'preact/hooks'
import { SHAPE_KINDS, type Shape, type ShapeKind } from '../../lib/format/reportDraft'
import { i18n } from '../i18n'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import field from '../ui/Field.module.css'
import { Segmented } from '../ui/Segmented'
import { drawShapes, textBox } from './drawShapes'
import styles from './ShotEditor.module.css'
import { isDrawn, moved, resized, shapeBetween, shapeInMiddle } from './shapes'
import type { DrawnShot } from './usePictures'

const STEP_PX = 10

interface ShotEditorProps {
  shapes: Shape[]
  picture: DrawnShot
  onSave: (shapes: Shape[]) => void
  onClose: () => void
}

type Drag =
  | { kind: 'draw'; from: { x: number; y: number }; shape: Shape }
  | { kind: 'move'; index: number; last: { x: number; y: number } }

/** Arrow, box, text and blur on a picture; with the mouse, or all of it from the keyboard. */
export function ShotEditor({ picture, onSave, onClose, ...props }: ShotEditorProps) {
  const [history, setHistory] = useState<Shape[][]>([props.shapes])
  const [tool, setTool] = useState<ShapeKind>('arrow')
  const [selected, setSelected] = useState<number>()
  const [drag, setDrag] = useState<Drag>()
  const area = useRef<SVGSVGElement>(null)
  const shapes = history.at(-1) ?? []
  const width = picture.canvas.width / picture.scale
  const height = picture.canvas.height / picture.scale
  const shown = drag?.kind === 'draw' ? [...shapes, drag.shape] : shapes
  const words = i18n.t('composer.sampleText')

  const put = (next: Shape[]) => setHistory([...history, next])
  /** While something is dragged or typed it is one change. */
  const replace = (next: Shape[]) => setHistory([...history.slice(0, -1), next])
  const add = (shape: Shape) => {
    put([...shapes, shape])
    setSelected(shapes.length)
  }
  const remove = (index: number) => {
    put(shapes.filter((_, at) => at !== index))
    setSelected(undefined)
    area.current?.focus()
  }
  const undo = () => {
    if (history.length > 1) setHistory(history.slice(0, -1))
    setSelected(undefined)
  }
  const pointOf = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect()
    if (!box) return { x: 0, y: 0 }
    return {
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    }
  }
  const onKey = (event: KeyboardEvent, index: number) => {
    const by: Record<string, [number, number]> = {
      ArrowLeft: [-STEP_PX, 0],
      ArrowRight: [STEP_PX, 0],
      ArrowUp: [0, -STEP_PX],
      ArrowDown: [0, STEP_PX],
    }
    const shape = shapes[index]
    const step = by[event.key]
    if (event.key === 'Delete' || event.key === 'Backspace') remove(index)
    else if (shape && step) {
      const next = event.shiftKey ? resized(shape, ...step) : moved(shape, ...step)
      put(shapes.map((each, at) => (at === index ? next : each)))
    } else return
    event.preventDefault()
  }
  const chosen = selected === undefined ? undefined : shapes[selected]

  return (
    <Dialog
      title={i18n.t('composer.annotate')}
      isOpen
      width={1100}
      onClose={onClose}
      foot={
        <>
          <Button disabled={history.length < 2} onClick={undo}>
            {i18n.t('common.undo')}
          </Button>
          <span class={styles.spring} />
          <Button onClick={onClose}>{i18n.t('common.cancel')}</Button>
          <Button kind="primary" onClick={() => onSave(shapes)}>
            {i18n.t('composer.keepMarks')}
          </Button>
        </>
      }
    >
      <div class={styles.tools}>
        <Segmented
          label={i18n.t('composer.tool')}
          value={tool}
          options={SHAPE_KINDS.map((kind) => ({ value: kind, label: i18n.t(`shape.${kind}`) }))}
          onChange={setTool}
        />
        <Button onClick={() => add(shapeInMiddle(tool, { width, height }, words))}>
          {i18n.t('composer.addInMiddle')}
        </Button>
        {chosen?.kind === 'text' && (
          <label class={styles.text}>
            {i18n.t('shape.text')}
            <input
              class={field.input}
              value={chosen.text}
              onInput={(event) => {
                const text = event.currentTarget.value
                replace(shapes.map((each) => (each === chosen ? { ...chosen, text } : each)))
              }}
            />
          </label>
        )}
        {selected !== undefined && chosen && (
          <Button icon="trash" onClick={() => remove(selected)}>
            {i18n.t('composer.removeMark')}
          </Button>
        )}
      </div>
      <p class={styles.hint}>{i18n.t('composer.annotateHint')}</p>
      <div class={styles.picture}>
        <Drawing picture={picture} shapes={shown} />
        {/* biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset */}
        <svg
          ref={area}
          class={styles.area}
          viewBox={`0 0 ${width} ${height}`}
          tabIndex={-1}
          role="group"
          aria-label={i18n.t('composer.marks')}
          onPointerDown={(event) => {
            if (event.button !== 0) return
            event.currentTarget.setPointerCapture(event.pointerId)
            const from = pointOf(event)
            const hit = event.target instanceof Element && event.target.closest('[data-index]')
            if (hit) {
              const index = Number(hit.getAttribute('data-index'))
              setSelected(index)
              // The state before is kept for undo.
              put(shapes)
              setDrag({ kind: 'move', index, last: from })
            } else {
              setSelected(undefined)
              setDrag({ kind: 'draw', from, shape: shapeBetween(tool, from, from, words) })
            }
          }}
          onPointerMove={(event) => {
            if (!drag) return
            const point = pointOf(event)
            if (drag.kind === 'draw') {
              setDrag({ ...drag, shape: shapeBetween(tool, drag.from, point, words) })
              return
            }
            const [dx, dy] = [point.x - drag.last.x, point.y - drag.last.y]
            replace(shapes.map((each, at) => (at === drag.index ? moved(each, dx, dy) : each)))
            setDrag({ ...drag, last: point })
          }}
          onPointerUp={() => {
            if (drag?.kind === 'draw' && isDrawn(drag.shape)) add(drag.shape)
            setDrag(undefined)
          }}
          onPointerCancel={() => setDrag(undefined)}
        >
          {shapes.map((shape, index) => (
            // biome-ignore lint/a11y/useSemanticElements: SVG has no button
            <rect
              key={index}
              class={styles.mark}
              data-index={index}
              data-selected={index === selected}
              {...boundsOf(shape)}
              role="button"
              tabIndex={0}
              aria-pressed={index === selected}
              aria-label={`${i18n.t(`shape.${shape.kind}`)} ${index + 1}`}
              onFocus={() => setSelected(index)}
              onKeyDown={(event) => onKey(event, index)}
            />
          ))}
        </svg>
      </div>
    </Dialog>
  )
}

function Drawing({ picture, shapes }: { picture: DrawnShot; shapes: Shape[] }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const target = canvas.current
    if (!target) return
    const whole = drawShapes(picture.canvas, shapes, picture.scale)
    target.width = whole.width
    target.height = whole.height
    target.getContext('2d')?.drawImage(whole, 0, 0)
  }, [picture, shapes])
  return <canvas ref={canvas} class={styles.canvas} />
}

/** A thin arrow must still be hit. */
const LEAST_HIT_PX = 16

function boundsOf(shape: Shape): { x: number; y: number; width: number; height: number } {
  if (shape.kind === 'text') return { x: shape.x, y: shape.y, ...textBox(shape.text) }
  if (shape.kind !== 'arrow') {
    const { x, y, width, height } = shape
    return { x, y, width, height }
  }
  const x = Math.min(shape.x, shape.toX)
  const y = Math.min(shape.y, shape.toY)
  const width = Math.abs(shape.toX - shape.x)
  const height = Math.abs(shape.toY - shape.y)
  const [morex, morey] = [width, height].map((size) => Math.max(0, LEAST_HIT_PX - size) / 2)
  return {
    x: x - (morex ?? 0),
    y: y - (morey ?? 0),
    width: Math.max(LEAST_HIT_PX, width),
    height: Math.max(LEAST_HIT_PX, height),
  }
}
