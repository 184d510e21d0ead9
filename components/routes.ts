/** Where the sessions page is. Lives in the fragment, so that a link works in any tab and nothing is sent anywhere. */
export type Route =
  | { view: 'library' }
  | { view: 'session'; sessionId: string; timeMs?: number }
  /** Two sessions side by side: the one that went well, and the other. */
  | { view: 'compare'; before: string; after: string }
  /** A bug report about a session. */
  | { view: 'report'; sessionId: string }

/** Reads a fragment such as `#/session/ab12#t=5300`. Also takes `#/session/ab12?t=5300`. */
export function parseRoute(hash: string): Route {
  const pair = /^#\/compare\/([^/?#]+)\/([^/?#]+)$/.exec(hash)
  if (pair?.[1] && pair[2])
    return { view: 'compare', before: decode(pair[1]), after: decode(pair[2]) }
  const report = /^#\/report\/([^/?#]+)$/.exec(hash)
  if (report?.[1]) return { view: 'report', sessionId: decode(report[1]) }
  const match = /^#\/session\/([^?#]+)[?#]?(.*)$/.exec(hash)
  if (!match?.[1]) return { view: 'library' }
  const query = new URLSearchParams(match[2])
  const route: Route = { view: 'session', sessionId: decode(match[1]) }
  const timeMs = positive(query.get('t'))
  if (timeMs !== undefined) route.timeMs = timeMs
  return route
}

/** The fragment of a route. */
export function formatRoute(route: Route): string {
  if (route.view === 'library') return '#/'
  if (route.view === 'compare') {
    const { before, after } = route
    return `#/compare/${encodeURIComponent(before)}/${encodeURIComponent(after)}`
  }
  if (route.view === 'report') return `#/report/${encodeURIComponent(route.sessionId)}`
  const time = route.timeMs === undefined ? '' : `#t=${Math.round(route.timeMs)}`
  return `#/session/${encodeURIComponent(route.sessionId)}${time}`
}

/** A hand-edited link must not break the page: what cannot be decoded is taken as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function positive(text: string | null): number | undefined {
  if (text === null || text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) && value >= 0 ? value : undefined
}
