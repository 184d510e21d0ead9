import { browser } from 'wxt/browser'

const NAME = 'mask-key'

/**
 * Key under which masked names are hashed, so that class names in pages, frames and fetched style sheets still meet.
 * Lives in memory only and ends with the browser: what is stored cannot be guessed back afterwards.
 */
export async function maskKey(): Promise<string> {
  return await navigator.locks.request(NAME, async () => {
    const known: unknown = (await browser.storage.session.get(NAME))[NAME]
    if (typeof known === 'string') return known
    const key = [...crypto.getRandomValues(new Uint32Array(4))]
      .map((part) => part.toString(36))
      .join('')
    await browser.storage.session.set({ [NAME]: key })
    return key
  })
}
