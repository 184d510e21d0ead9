import type { StateEvent } from '../../format/events'
import { keepPixels } from '../pixels'
import type { Scope } from '../scope'
import { targetOf } from '../targetOf'

export interface PictureTracker {
  /** A picture of the recorded tree that may be kept. */
  look(image: HTMLImageElement): void
  /** A new snapshot knows nothing of what was told. */
  reset(): void
}

/** Which picture an <img> shows: chosen from several, made by script, arrived late. */
export function trackPictures(scope: Scope, boxAgain: (element: Element) => void): PictureTracker {
  let told = new WeakMap<HTMLImageElement, string>()
  /** Those that were told to show another than their own `src`. */
  let chosen = new WeakSet<HTMLImageElement>()
  /** Those that were told to have failed. */
  let broken = new WeakSet<HTMLImageElement>()

  const onEnd = scope.guard((event: Event) => {
    const image = targetOf(event)
    if (!(image instanceof HTMLImageElement)) return
    const treatment = scope.knownTreatment(image)
    if (treatment === undefined) return
    if (!scope.masker.keepsImages(treatment)) boxAgain(image)
    else if (event.type === 'error') tellBroken(image)
    else look(image)
  })
  scope.rootEvents.on(['load', 'error'], onEnd)

  function tellBroken(image: HTMLImageElement): void {
    if (broken.has(image) || scope.idOf(image) === 0) return
    broken.add(image)
    tell(image, { broken: true })
  }

  function look(image: HTMLImageElement): void {
    if (!isEmpty(image)) {
      if (broken.delete(image)) tell(image, { broken: null })
    } else if (image.currentSrc !== '') {
      // Or a drawing without a size of its own, which is not broken.
      image.decode().catch(() => {
        if (isEmpty(image)) scope.guard(tellBroken)(image)
      })
    }
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

  return {
    look,
    reset() {
      told = new WeakMap()
      chosen = new WeakSet()
      broken = new WeakSet()
    },
  }
}

function isEmpty(image: HTMLImageElement): boolean {
  return image.complete && image.naturalWidth === 0
}
