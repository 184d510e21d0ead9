/** `shop.example:8080` of an address or origin; the text itself where it is none. */
export function toHost(address: string): string {
  try {
    const url = new URL(address)
    return url.host || address
  } catch {
    return address
  }
}

/** Path, query and fragment of an address: what tells two pages of one site apart. */
export function toPath(address: string): string {
  try {
    const url = new URL(address)
    return `${url.pathname}${url.search}${url.hash}`
  } catch {
    return address
  }
}

/** Last part of a path with its query, as network lists show it; the host where the path is empty. */
export function toFileName(address: string): string {
  try {
    const url = new URL(address)
    const last = url.pathname.split('/').filter(Boolean).at(-1)
    return last ? `${last}${url.search}` : `${url.host}/${url.search}`
  } catch {
    return address
  }
}
