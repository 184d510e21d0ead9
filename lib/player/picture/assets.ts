/** What a document shows besides its own text, as data: addresses. */

export interface Assets {
  /** Text of a style sheet or style attribute with every blob: address in it made a data: address. */
  css(text: string): Promise<string>
  /** Any blob: address as data:, '' where there are no bytes or too many. */
  data(address: string): Promise<string>
  /** An image as it is displayed: no larger than it is seen. */
  image(image: HTMLImageElement, shown: { width: number; height: number }): Promise<string>
}

/** Larger ones would make the picture's source longer than the browser likes to read. */
const LARGEST_BYTES = 3_000_000
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='
const BLOB_IN_CSS = /blob:[^"')\s]+/g

export function createAssets(deps: {
  scale: number
  blobOf(address: string): Blob | undefined
}): Assets {
  const known = new Map<string, Promise<string>>()

  function data(address: string): Promise<string> {
    const bare = address.replace(/#.*$/, '')
    const before = known.get(bare)
    if (before) return before
    const blob = deps.blobOf(bare)
    const work = blob && blob.size <= LARGEST_BYTES ? toDataUrl(blob) : Promise.resolve('')
    known.set(bare, work)
    return work
  }

  return {
    data,
    async css(text) {
      const addresses = new Map<string, string>()
      for (const [address] of text.matchAll(BLOB_IN_CSS)) {
        addresses.set(address, (await data(address)) || NOTHING)
      }
      return text.replace(BLOB_IN_CSS, (address) => addresses.get(address) ?? NOTHING)
    },
    async image(image, shown) {
      const { naturalWidth, naturalHeight } = image
      if (!image.complete || naturalWidth < 1 || naturalHeight < 1) return NOTHING
      const needed = Math.max(shown.width / naturalWidth, shown.height / naturalHeight) * deps.scale
      const share = Math.min(1, needed)
      const canvas = document.createElement('canvas')
      canvas.width = Math.max(1, Math.ceil(naturalWidth * share))
      canvas.height = Math.max(1, Math.ceil(naturalHeight * share))
      canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
      try {
        return canvas.toDataURL('image/png')
      } catch {
        // An SVG that holds HTML counts as foreign, wherever it comes from.
        return (await data(image.currentSrc)) || NOTHING
      }
    },
  }
}

function toDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '')
    reader.onerror = () => resolve('')
    reader.readAsDataURL(blob)
  })
}
