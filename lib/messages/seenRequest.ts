/** How a request of a document went, as the browser tells the extension. */
export interface SeenRequest {
  /** Epoch milliseconds. */
  startedAt: number
  durationMs: number
  method: string
  /** As it was asked for, before any redirect. */
  url: string
  /** What the browser says it is for: `xmlhttprequest`, `image`, `main_frame`. */
  type: string
  status?: number
  /** The browser's own word, for example `net::ERR_BLOCKED_BY_CLIENT`. */
  error?: string
  redirects: { status: number; url: string }[]
}
