/** What a person writes for a site, as an origin; undefined when it is none that can be recorded. */
export function toOrigin(text: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  // `shop.example:8080` parses as a scheme of its own.
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  try {
    const url = new URL(address)
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
    return isWeb && url.hostname !== '' ? url.origin : undefined
  } catch {
    return undefined
  }
}
