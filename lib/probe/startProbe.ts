import { offerBridge, type ProbeOptions } from '../messages/pageBridge'
import { captureNatives } from '../platform/natives'
import { createPatcher } from '../platform/patch'
import { stopAll } from '../platform/stoppable'
import { createAwaitDefinition } from './awaitDefinition'
import { createOutbox } from './outbox'
import { createPendingRequests } from './pendingRequests'
import { createPreview } from './previewValue'
import type { Probe, ProbeScope, Running } from './probe'
import { probeAnimations } from './probeAnimations'
import { probeCanvas } from './probeCanvas'
import { probeConsole } from './probeConsole'
import { probeEntries } from './probeEntries'
import { probeErrors } from './probeErrors'
import { probeFetch } from './probeFetch'
import { probeFonts } from './probeFonts'
import { probeHighlights } from './probeHighlights'
import { probeInputs } from './probeInputs'
import { probeProperties } from './probeProperties'
import { probeShadow } from './probeShadow'
import { probeSockets } from './probeSockets'
import { probeStates } from './probeStates'
import { probeStorage } from './probeStorage'
import { probeStyles } from './probeStyles'
import { probeXhr } from './probeXhr'

const PROBES: Probe[] = [
  probeEntries,
  probeErrors,
  probeConsole,
  probeFetch,
  probeXhr,
  probeSockets,
  probeStorage,
  probeInputs,
  probeShadow,
  probeStyles,
  probeAnimations,
  probeFonts,
  probeProperties,
  probeHighlights,
  probeStates,
  probeCanvas,
]

/** Until the recorder has spoken: everything that costs little, so that nothing of the page's start is lost. */
const BEFORE_GO: ProbeOptions = {
  console: true,
  network: true,
  networkBodies: false,
  canvas: true,
}

/**
 * Starts in the page's own world. At `document_start` the patches go on at once, before the page can keep a built-in for
 * itself; in a page that is already there they wait until the recorder says so. Never throws into the page.
 */
export function startProbe(): void {
  try {
    start()
  } catch {
    // A page that left us without the means: then there are no diagnostics, and nothing else changes.
  }
}

function start(): void {
  const natives = captureNatives(globalThis)
  let options = BEFORE_GO
  let running: Running[] = []

  const outbox = createOutbox(natives, () => bridge.wake())
  const scope: ProbeScope = {
    natives,
    patcher: createPatcher(natives, ownUrl(natives.Error)),
    outbox,
    pending: createPendingRequests(natives, outbox),
    preview: createPreview(natives),
    entered: (kind, text) => bridge.entered(kind, text),
    drawn: (canvas) => bridge.drawn(canvas),
    options: () => options,
  }
  const starts: (() => Running)[] = []
  for (let i = 0; i < PROBES.length; i++) {
    const probe = PROBES[i]
    if (probe) starts[i] = probe(scope)
  }

  function run(): void {
    if (running.length > 0) return
    for (let i = 0; i < starts.length; i++) {
      const begin = starts[i]
      if (begin) running[running.length] = begin()
    }
  }

  const isBeforePage = document.readyState === 'loading' && document.scripts.length === 0
  if (isBeforePage) run()

  const bridge = offerBridge(natives, {
    go(wanted) {
      options = wanted
      run()
      outbox.setListening(true)
      for (let i = 0; i < running.length; i++) running[i]?.again?.()
    },
    stop() {
      const stopping = running
      running = []
      outbox.setListening(false)
      outbox.clear()
      stopAll(stopping)
    },
    awaitDefinition: createAwaitDefinition(natives, outbox),
    pull: (hand) => outbox.drain(hand),
    last(hand) {
      scope.pending.tellUnfinished()
      outbox.drain(hand)
    },
  })
}

/** Address of this script as stacks show it, to keep it out of the page's stacks. */
function ownUrl(PageError: typeof Error): string {
  const stack = new PageError().stack ?? ''
  return /\w+-extension:\/\/[^)\s]*?(?=:\d)/.exec(stack)?.[0] ?? ''
}
