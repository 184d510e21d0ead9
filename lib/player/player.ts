/** What the player offers to whoever draws controls around it. `createPlayer` in `createPlayer.ts` makes one. */
import type { RecordEvent } from '../format/events'
import type { ResourceRef, Stream } from '../format/session'
import type { NodeMark } from '../format/settings'
import type { Observable } from '../platform/observable'
import type { Picture } from './picture/drawDocument'

export type PlayerStatus = 'loading' | 'paused' | 'playing' | 'ended' | 'failed'

export interface PlayerState {
  status: PlayerStatus
  /** Milliseconds since the session's start. */
  timeMs: number
  durationMs: number
  /** 0.5 to 16. */
  speed: number
  skipInactivity: boolean
  /** Stillness of at least so many milliseconds is skipped. */
  skipAfterMs: number
  /** Jumping over a stretch in which nothing happened. */
  skipping: boolean
  /** Size of the recorded viewport in CSS px. */
  viewport: { width: number; height: number }
  /** Of the top document at this time; masked as stored. */
  url: string
  /** Which of its tabs is shown, counted from 1; absent for a session of one tab. */
  tab?: { number: number; count: number }
  title: string
  /** The one that was in front is shown; else the one that was chosen. */
  followsTabs: boolean
  /** Nothing of the page was kept for this time, because what is there does not begin with a snapshot. */
  isBlank: boolean
  /** Why nothing can be shown, for the person. */
  error?: string
}

export interface Player {
  readonly state: Observable<PlayerState>
  /** Resolves once the document at that time is laid out. Out of range is clamped; NaN rejects. */
  seek(ms: number): Promise<void>
  play(speed?: number): Promise<void>
  pause(): Promise<void>
  setSpeed(speed: number): void
  setSkipInactivity(on: boolean, afterMs?: number): void
  /** Shows one tab throughout, counted from 1, or again the one that was in front. */
  setTab(tab: number | 'front'): Promise<void>
  /** 'fit': as large as the container allows, never above 1. */
  setScale(scale: number | 'fit'): void
  /** The document shown now (of the one `iframe[data-recount-replay]`). */
  readonly document: Document
  /** Which recorded node is shown as this one of the document. */
  markOf(node: Node): NodeMark | undefined
  /** Everything the timeline draws. Read once, in the background, without keeping the events. */
  overview(): Promise<Overview>
  /** Resources that were asked for and are not kept. */
  readonly missing: Observable<ResourceRef[]>
  /** A second, independent view of the same recording: for a look at another time while this one stays. */
  peek(container: HTMLElement): Peek
  /** What is shown now, without pointer and highlights. `scale`: pixels per CSS px of the recorded page. */
  picture(scale: number): Promise<Picture>
  stop(): void
}

export interface Peek {
  /** Resolves once the document at that time is laid out, or a later wish took its place. */
  show(ms: number): Promise<void>
  picture(scale: number): Promise<Picture>
  stop(): void
}

/** An event with its place on the session's time axis. */
export interface PlacedEvent {
  /** Milliseconds since the session's start. */
  atMs: number
  streamId: string
  event: RecordEvent
}

export interface Overview {
  durationMs: number
  /** Top documents and route changes. */
  pages: { atMs: number; url: string; title: string; tab?: number }[]
  /** Things the person did and DOM activity per slice of the session, 0 to 1. */
  activity: { stepMs: number; values: number[] }
  /** Stretches without anything the person did, also short ones. */
  pauses: { fromMs: number; toMs: number }[]
  /** Events of a page that is not there, because its beginning was lost. */
  blanks: { fromMs: number; toMs: number }[]
  /** Console, network, errors, marks, gaps, clicks, inputs, keys, navigation, vitals: all but the document itself. */
  notable: PlacedEvent[]
  streams: Stream[]
}
