/**
 * Every message between contexts: name -> payload and reply. What arrives is `unknown` until the parser of the
 * receiving side has looked at it; these types describe what a well-behaved sender sends.
 */
import type { PreviewReport } from '../format/previewReport'
import type { EndReason, Environment, ResourceRef } from '../format/session'
import type {
  CaptureOptions,
  Consent,
  MaskRule,
  Policy,
  PrivacyLevel,
  RuleEffect,
  SiteSettings,
  UrlRule,
} from '../format/settings'
import type { WouldBeDocument } from '../format/wouldBe'
import type { SeenRequest } from './seenRequest'

/** A resource the recorder holds itself (text of a style sheet, picture of a canvas). */
export interface InlineResource {
  key: string
  mimeType: string
  /** Text as it is, bytes as base64. */
  text?: string
  base64?: string
}

/** A batch of one stream on its way to the store. Sent again with the same `seq` until it is acked. */
export interface ChunkMessage {
  sessionId: string
  streamId: string
  seq: number
  firstTime: number
  lastTime: number
  events: number
  errors: number
  actions: number
  /** Values that could not be masked since the chunk before, so that a placeholder was kept. Absent: none. */
  maskFailures?: number
  snapshot: boolean
  /** JSON text of the array of events. */
  body: string
  resources?: InlineResource[]
  /** Epoch milliseconds of the last thing the person did in this document, 0 for nothing yet. */
  lastActivityAt: number
  /** Milliseconds the recorder took of the page's time since the chunk before. */
  costMs?: number
  /** The stream ends with this chunk. */
  final?: boolean
}

/** See `lib/consent/pageRequest.ts`, which parses it. */
export interface PageRequestMessage {
  recording: 'on' | 'off' | 'hold'
  privacy?: PrivacyLevel
  force?: boolean
  sampleRate?: number
  end?: boolean
}

export interface HelloMessage {
  /** Minted by the content script with crypto.getRandomValues, one per document. */
  streamId: string
  /** The URL as it is: the worker decides on it and does not store it. */
  url: string
  /** Position among the frames of each ancestor, outermost first. */
  framePath: number[]
  /** Epoch milliseconds of the document's time 0. */
  startedAt: number
  doNotTrack: boolean
  globalPrivacyControl: boolean
  /** Only from the top document. */
  environment?: Environment
  /** The page had its say: it is parsed, or has asked to be recorded. Before that it may still say no. */
  pageReady?: boolean
  /** The document only holds a PDF viewer. */
  pdf?: boolean
}

/** What the banner says, in the person's language. */
export interface BannerTexts {
  language: string
  /** Name of the region for screen readers. */
  label: string
  title: string
  text: string
  /** Absent where no answer is remembered. */
  remember?: string
  yes: string
  no: string
}

export type HelloReply =
  /** With `banner` the top document asks the person. */
  | { record: false; reason: string; banner?: BannerTexts }
  | {
      record: true
      sessionId: string
      policy: Policy
      capture: CaptureOptions
      /** Where there are any: the page asks again when its address comes under another one. */
      urlRules?: UrlRule[]
      /** Marks of what was entered in earlier documents of the session; see `lib/privacy/earlier.ts`. */
      entries?: string[]
      /** The person wants a sign in the page, with this text. */
      indicator?: string
      /** The worker observes the requests of this document, and tells of each by `requests.seen`. */
      seesRequests?: true
    }

export type AppendReply =
  | { acked: number }
  /** The session is over, and with it the recorder. */
  | { stop: EndReason }
  /** Nothing was stored; send it again. `early`: after those that come before it. */
  | { refused: 'damaged' | 'early' }

/** Content script to worker. */
export interface ContentRequests {
  'recorder.hello': { payload: HelloMessage; reply: HelloReply }
  /** A document that is recorded met no probe; replies when it was brought, or cannot be. */
  'probe.wanted': { payload: null; reply: null }
  'chunk.append': { payload: ChunkMessage; reply: AppendReply }
  /** What the page asked for through the page API. */
  'page.request': { payload: PageRequestMessage; reply: null }
  /** The person closed the masking preview in one document of the tab. */
  'preview.closed': { payload: null; reply: null }
  /** The person wants to pick an element in some frame of the tab, or has done so. */
  'preview.picking': { payload: { on: boolean }; reply: null }
  /** The person made or took back a rule in the preview. Replies with the effect the selector had before. */
  'preview.rule': {
    payload: { change: 'add' | 'remove'; rule: MaskRule }
    reply: { replaced: RuleEffect | null }
  }
  /** What the person pressed in the banner. */
  'consent.answer': { payload: { answer: 'yes' | 'no'; remember: boolean }; reply: null }
  /** The real URLs are used for fetching and not stored; `key` is the masked URL under which the bytes are found. */
  'resource.fetch': {
    payload: { sessionId: string; items: { key: string; url: string; kind: ResourceKind }[] }
    reply: { accepted: number }
  }
  /** What was entered since the last one, by its keyed hash: for the documents that follow. */
  'entries.marks': { payload: { marks: string[] }; reply: null }
  /** The masked URL and title of the stream, first and whenever they change. */
  'stream.describe': { payload: { streamId: string; url: string; title: string }; reply: null }
  /** Child stream asks which element of its parent holds it; see `lib/recorder/frames.ts`. */
  'frame.claim': { payload: { streamId: string; framePath: number[]; round: number }; reply: null }
  /** A frame of the document shows a document that nothing may have been injected into. */
  'frame.loaded': { payload: { streamId: string }; reply: null }
  /** The frame that shows the stream stands in a masked or blocked part of the parent's document now. */
  'frame.restrict': {
    payload: { streamId: string; parentStreamId: string; how: 'mask' | 'block' }
    reply: null
  }
  /** Parent asks the child to say its position again, to be sure. */
  'frame.verify': {
    payload: { streamId: string; parentStreamId: string; round: number }
    reply: null
  }
}

export type ResourceKind = 'style' | 'font' | 'image' | 'media'

/** Ways to name an element in a rule, narrow to broad; see `lib/privacy/selectorsOf.ts`. */
export interface PickedElement {
  element: string
  similar: string[]
}

/** Content script to whichever of our pages listens. */
export interface PanelNews {
  /** The person picked an element on the page. */
  'preview.picked': { payload: PickedElement; reply: null }
  /** The page is not as it was when it was last looked at. */
  'page.changed': { payload: null; reply: null }
}

/** Worker to content scripts. */
export interface ContentCommands {
  /** `frames`: not for the top document. */
  'recording.start': { payload: { frames?: true }; reply: null }
  /** Replies when every event is acked. */
  'recording.stop': {
    payload: { reason: EndReason }
    reply: { streamId: string; chunks: number } | null
  }
  /** Replies when every event up to now is acked. */
  'recording.catchUp': { payload: null; reply: null }
  'recording.policy': { payload: { policy: Policy }; reply: null }
  /** The page around this document hides it now. Never the other way round. */
  'recording.restrict': { payload: { how: 'mask' | 'block' }; reply: null }
  /** What was entered in another document of the tab; see `entries.marks`. */
  'entries.known': { payload: { marks: string[] }; reply: null }
  /** What was entered in this document up to now, before what another one shows is kept. */
  'entries.all': { payload: null; reply: string[] }
  /** What applies to the frame with this index among `window`'s frames; null where it is not known. */
  'frame.masking': { payload: { index: number }; reply: 'keep' | 'mask' | 'block' | null }
  'frame.claimed': {
    payload: { streamId: string; framePath: number[]; round: number }
    reply: null
  }
  'frame.verify': { payload: { streamId: string; round: number }; reply: null }
  'mark.add': { payload: { note: string }; reply: null }
  /** The URLs are real: the recorder masks them. */
  'requests.seen': { payload: { requests: SeenRequest[] }; reply: null }
}

/** Extension pages to worker. */
export interface UiRequests {
  'tab.state': { payload: { tabId: number }; reply: TabState }
  'recording.startTab': {
    payload: {
      tabId: number
      privacy?: PrivacyLevel
      capture?: Partial<CaptureOptions>
    }
    reply: { sessionId: string }
  }
  /** Resolves when every event of every frame is durable. */
  'recording.stopSession': { payload: { sessionId: string; reason?: EndReason }; reply: null }
  /** Resolves when every event up to now is durable, or its frame does not answer. */
  'recording.catchUp': { payload: { sessionId: string }; reply: null }
  'consent.set': {
    payload: { origin: string; consent: Consent; privacy?: PrivacyLevel }
    reply: null
  }
  /**
   * What shall happen once the browser granted the origin. Sent (not awaited) right before `permissions.request`: the
   * browser's dialog closes the popup, and then the worker carries this out when it hears of the grant.
   */
  'grant.intend': {
    payload: {
      origin: string
      consent?: Consent
      privacy?: PrivacyLevel
      /** Start recording this tab as well. */
      tabId?: number
    }
    reply: null
  }
  /** Changes settings of one origin other than its consent. */
  'site.update': {
    payload: { origin: string; patch: Partial<Omit<SiteSettings, 'origin' | 'consent'>> }
    reply: null
  }
  /** Withdraws consent, gives the grant back and forgets what was set; sessions stay. */
  'site.forget': { payload: { origin: string }; reply: null }
  /** Pins a note to this moment of the recording of the tab. */
  'recording.mark': { payload: { tabId: number; note: string }; reply: null }
  /**
   * Marks on the page what would be recorded of it, or takes the marks away. `profile` is the id of a vendor whose rules
   * are shown instead of ours, `level` one of its levels.
   */
  'preview.toggle': {
    payload: { tabId: number; profile?: string; level?: string }
    reply: { shown: boolean }
  }
  /** Shows the preview where it is not shown yet, and lets the person pick an element. */
  'preview.pick': { payload: { tabId: number }; reply: null }
  /** How many elements of the page, frames and shadow trees included, a selector means. */
  'preview.count': { payload: { tabId: number; selector: string }; reply: { matches: number } }
  /** What would be recorded of the page as it is now, by our rules or another recorder's, element by element. */
  'preview.inspect': {
    payload: { tabId: number; profile?: string; level?: string }
    reply: PreviewReport
  }
  /** What a recording that began now would hold, document by document. Nothing is stored. */
  'preview.wouldBe': {
    payload: { tabId: number }
    reply: { origin: string; url: string; title: string; documents: WouldBeDocument[] }
  }
  /** Bytes that such a recording would hold; those that could not be fetched are left out. */
  'preview.fetch': {
    payload: { tabId: number; items: WouldBeDocument['wanted'] }
    reply: { resources: { key: string; mimeType: string; base64: string }[] }
  }
  /** Turns a buffer into a session that is kept and goes on. */
  'buffer.keep': { payload: { tabId: number }; reply: { sessionId: string } }
  'rules.set': { payload: { origin: string; rules: MaskRule[] }; reply: null }
  /** Encryption was turned on or off, or the library unlocked: the worker does what follows from it, and replies at once. */
  'vault.changed': { payload: null; reply: null }
  /** Cleans up now, as it happens every hour; replies how many sessions the settings made go. */
  'cleaning.run': { payload: { trustClock: boolean }; reply: { hidden: number } }
}

/** Why a page cannot be recorded. */
export type BlockedReason = 'browser-page' | 'store' | 'file' | 'pdf' | 'no-page' | 'never'

/** What a surface needs to know about one tab. */
export interface TabState {
  tabId: number
  url: string
  /** '' where the page has none. */
  origin: string
  /** Absent: the person has not decided about this origin. */
  consent?: Consent
  level: PrivacyLevel
  /** The browser lets us reach this origin without asking. */
  granted: boolean
  /** The tab is in a private window. */
  isPrivate?: true
  /** There was no room for a recording the last time one was stored. */
  full?: true
  /** Key of the sentence that says why recording is impossible here, if it is. */
  blocked?: BlockedReason
  /** Why this page of a site with consent is not being recorded, in the words of `lib/consent/decide.ts`. */
  refusal?: string
  recording?: {
    sessionId: string
    startedAt: number
    level: PrivacyLevel
    events: number
    bytes: number
    /** Cross-origin frames and resources are not reachable under activeTab alone. */
    limited: boolean
    /** The browser says "do not track": masked completely, whatever the level of the site. */
    anonymous?: true
    /** Values that could not be masked: a placeholder was kept. */
    maskFailures?: number
    /** Nothing is recorded until the person does something again. */
    paused?: true
    /** Only the last minutes are kept, until the person says keep. */
    buffer?: true
    /** How many these are. */
    bufferMinutes?: number
  }
}

export type ResourceReport = ResourceRef
