import { useEffect, useRef, useState } from 'preact/hooks'
import type { Shot } from '../../lib/format/reportDraft'
import { describeError } from '../../lib/platform/describeError'
import { formatClock } from '../format/clock'
import { i18n } from '../i18n'
import { Button, IconButton } from '../ui/Button'
import field from '../ui/Field.module.css'
import { Notice } from '../ui/Notice'
import { Spinner } from '../ui/Spinner'
import { drawShapes } from './drawShapes'
import styles from './Report.module.css'
import { ShotEditor } from './ShotEditor'
import { type DrawnShot, type Pictures, toPng } from './usePictures'

interface ShotsProps {
  shots: Shot[]
  pictures: Pictures
  onChange: (shots: Shot[]) => void
  onSay: (text: string) => void
}

/** The chosen moments, with their captions and marks. */
export function Shots({ shots, pictures, onChange, onSay }: ShotsProps) {
  const [edited, setEdited] = useState<string>()
  const put = (id: string, patch: Partial<Shot>) =>
    onChange(shots.map((shot) => (shot.id === id ? { ...shot, ...patch } : shot)))
  const shot = shots.find(({ id }) => id === edited)
  const drawn = edited === undefined ? undefined : pictures.drawn.get(edited)
  const copy = async (each: Shot, picture: DrawnShot) => {
    try {
      const blob = await toPng(drawShapes(picture.canvas, each.shapes, picture.scale))
      await navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })])
      onSay(i18n.t('common.copied'))
    } catch (error) {
      onSay(describeError(error))
    }
  }
  return (
    <>
      {shots.length === 0 && <p class={styles.hint}>{i18n.t('composer.noPictures')}</p>}
      {pictures.problem !== '' && (
        <Notice tone="danger" urgent>
          <p>{pictures.problem}</p>
        </Notice>
      )}
      <ul class={styles.shots}>
        {shots.map((each, index) => {
          const picture = pictures.drawn.get(each.id)
          const name = i18n.t('composer.picture', [String(index + 1)])
          return (
            <li key={each.id} class={styles.shot}>
              {picture ? (
                <Preview shot={each} picture={picture} name={name} />
              ) : (
                <div class={styles.drawing}>
                  <Spinner label={i18n.t('composer.drawing')} />
                </div>
              )}
              <div class={styles.shotLine}>
                <span>{formatClock(each.atMs, { tenths: true })}</span>
                <input
                  class={field.input}
                  aria-label={i18n.t('composer.caption', [String(index + 1)])}
                  placeholder={i18n.t('composer.captionHint')}
                  value={each.caption}
                  onInput={(event) => put(each.id, { caption: event.currentTarget.value })}
                />
              </div>
              <div class={styles.shotLine}>
                <Button icon="edit" disabled={!picture} onClick={() => setEdited(each.id)}>
                  {i18n.t('composer.annotate')}
                  <span class="visually-hidden"> {name}</span>
                </Button>
                <IconButton
                  icon="copy"
                  label={i18n.t('composer.copyPicture', [String(index + 1)])}
                  disabled={!picture}
                  onClick={() => picture && void copy(each, picture)}
                />
                <IconButton
                  icon="trash"
                  label={i18n.t('composer.removePicture', [String(index + 1)])}
                  onClick={() => onChange(shots.filter(({ id }) => id !== each.id))}
                />
              </div>
              {picture?.isSketch && <p class={styles.hint}>{i18n.t('composer.sketch')}</p>}
            </li>
          )
        })}
      </ul>
      {shot && drawn && (
        <ShotEditor
          shapes={shot.shapes}
          picture={drawn}
          onSave={(shapes) => {
            put(shot.id, { shapes })
            setEdited(undefined)
          }}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  )
}

function Preview({ shot, picture, name }: { shot: Shot; picture: DrawnShot; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const target = canvas.current
    if (!target) return
    const whole = drawShapes(picture.canvas, shot.shapes, picture.scale)
    target.width = whole.width
    target.height = whole.height
    target.getContext('2d')?.drawImage(whole, 0, 0)
  }, [picture, shot.shapes])
  return <canvas ref={canvas} class={styles.preview} role="img" aria-label={name} />
}
