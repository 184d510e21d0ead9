import type { NodeId, RecordEvent } from './events'

/** What a recording that began now would hold of one document. Made in the page, masked there, stored nowhere. */
export interface WouldBeDocument {
  /** Position among the frames of each ancestor, outermost first; `[]` is the top document. */
  framePath: number[]
  events: RecordEvent[]
  /** Text of style sheets and the like, masked. */
  resources: { key: string; mimeType: string; text?: string; base64?: string }[]
  /** What the worker would fetch: masked address, and the real one. */
  wanted: { key: string; url: string; kind: 'style' | 'font' | 'image' | 'media' }[]
  /** Frame elements by their index in the window. */
  frames: { index: number; id: NodeId }[]
  counts: WouldBeCounts
  tookMs: number
}

export interface KeptAndMasked {
  kept: number
  masked: number
}

export interface WouldBeCounts {
  texts: KeptAndMasked
  /** Values of fields that hold something. */
  inputs: KeptAndMasked
  /** Those that have a value, addresses apart. */
  attributes: KeptAndMasked
  images: KeptAndMasked
  /** Addresses in attributes. */
  urls: KeptAndMasked
  /** Elements left out whole. */
  blocked: number
}
