import type { StateEvent } from '../../format/events'
import { keepPixels } from '../pixels'
import type { Scope } from '../scope'
import { targetOf } from '../targetOf'

export interface PictureTracker {
  /** A picture of the recorded tree that may be kept. */
  look(image: HTMLImageElement): void
}

/** Which picture an <img> shows: chosen from several, made by script, arrived late. */
export function trackPictures(scope: Scope, boxAgain: (element: Element) => void): PictureTracker {
  const told = new WeakMap<HTMLImageElement, string>()
  /** Those that were told to show another than their own `src`. */
  const chosen = new WeakSet<HTMLImageElement>()

  const onLoad = scope.guard((event: Event) => {
    const image = targetOf(event)
    if (!(image instanceof HTMLImageElement)) return
    const treatment = scope.knownTreatment(image)
    if (treatment === undefined) return
    if (scope.masker.keepsImages(treatment)) look(image)
    else boxAgain(image)
  })
  scope.rootEvents.on(['load'], onLoad)

  function look(image: HTMLImageElement): void {
    const source = image.currentSrc
    if (source === '' || told.get(image) === source) return
    if (source.startsWith('blob:')) {
      if (!image.complete) return // its load comes
      told.set(image, source)
      keepBlob(image).catch(() => {})
      return
    }
    told.set(image, source)
    scope.resources.want(source, 'image')
    if (source === image.src && chosen.delete(image)) tell(image, { currentSrc: null })
    if (source === image.src || !/^https?:/.test(source)) return
    chosen.add(image)
    const currentSrc = scope.masker.url(source, 'resource')
    if (currentSrc !== '') tell(image, { currentSrc })
  }

  /** Its bytes live in the page alone. Below the open level it may be a picture the person has just chosen. */
  async function keepBlob(image: HTMLImageElement): Promise<void> {
    if (!scope.capture.resources || scope.masker.policy.level !== 'allow') return
    const kept = await keepPixels(scope, image, 'image')
    if (kept) tell(image, { image: kept.key })
  }

  function tell(image: HTMLImageElement, state: StateEvent['state']): void {
    const id = scope.idOf(image)
    if (id !== 0) scope.emit({ kind: 'state', time: scope.now(), id, state })
  }

  return { look }
}
