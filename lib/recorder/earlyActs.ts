import { listen } from '../platform/listen'
import { type Stoppable, stopAll } from '../platform/stoppable'
import { POINTER_ACTIONS } from './pointerActions'
import { targetOf } from './targetOf'

/** What was pasted or dropped, which can be read only while it is. */
export interface EnteredData {
  text: string
  files: string[]
}

/** Something done in a document whose recording had not begun. */
export interface EarlyAct {
  event: Event
  target: EventTarget | null
  /** Where the document was then. */
  url: string
  data?: EnteredData
}

/**
 * What is done between the document's beginning and that of its recording: the worker may have to be started for the
 * answer, and tests click as soon as there is something to click. Lives here until it is taken, and goes with a no.
 */
export interface EarlyActs extends Stoppable {
  start(): void
  /** Stops listening. */
  take(): EarlyAct[]
}

/** More than a person does meanwhile. */
const MAX_ACTS = 200

const PERSON = [...Object.keys(POINTER_ACTIONS), 'keydown', 'paste', 'drop']
/** Tools that act for a person send these by script. */
const FIELDS = ['input', 'change']

export function createEarlyActs(window: Window): EarlyActs {
  let acts: EarlyAct[] = []
  let listening: Stoppable[] = []
  const heard = (event: Event): void => {
    if (acts.length >= MAX_ACTS || (!event.isTrusted && !FIELDS.includes(event.type))) return
    const data = enteredData(event)
    const url = window.document.URL
    acts.push({ event, target: targetOf(event), url, ...(data ? { data } : {}) })
  }
  function stop(): void {
    stopAll(listening)
    listening = []
    acts = []
  }
  return {
    start() {
      if (listening.length > 0) return
      const options = { capture: true, passive: true }
      listening = [listen(window, [...new Set([...PERSON, ...FIELDS])], heard, options)]
    },
    take() {
      const taken = acts
      stop()
      return taken
    },
    stop,
  }
}

/** Undefined for events that carry none. */
export function enteredData(event: Event): EnteredData | undefined {
  const data = 'clipboardData' in event ? event.clipboardData : (event as DragEvent).dataTransfer
  if (!(data instanceof DataTransfer)) return undefined
  return { text: data.getData('text/plain'), files: [...data.files].map(({ name }) => name) }
}
