/**
 * How the page API (MAIN world) tells the recorder (isolated world) what the page asked for: an event on the document
 * with one JSON text. Not private, on purpose: a page that forges it has done no more than call the API.
 */
export const PAGE_REQUEST_EVENT = 'recount:request'

/** What the event carries; the recorder and the worker parse it. */
export interface PageAsk {
  /** `on`: record if the person allows it; `off`: end; `hold`: not this page, until it says `on`. */
  recording: 'on' | 'off' | 'hold'
  privacy?: string
  force?: boolean
  /** Share of visits the page wants recorded, 0 to 1. */
  sampleRate?: number
  /** End the session; what follows is another one. */
  end?: boolean
}
