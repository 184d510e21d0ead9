import { DOCUMENT_ID, type NodeId } from '../format/events'
import { listen } from '../platform/listen'
import { isConnectedNode, ownerDocumentOf } from '../platform/reads'
import { pacedTask } from '../platform/schedule'
import type { Stoppable } from '../platform/stoppable'
import type { Treatment } from '../privacy/masker'
import { toTreatment } from '../privacy/treatment'
import { createFloods, FLOOD_LIMITS, type FloodLimits, OBSERVED } from './floods'
import { createLasting } from './lasting'
import { createDirtyCollector } from './mutationRecords'
import { type MutationDeps, writeMutations } from './mutations'
import { createNodeIds, type NodeIds } from './nodeIds'
import { createRuleWatch } from './ruleWatch'
import type { Scope } from './scope'
import { createSerializer, type Met } from './serializeNode'
import { writeSnapshot } from './snapshot'
import { createWorkload, WORK_LIMITS, type WorkLimits } from './workload'

/** A batch is written when the page is idle, and at the latest after this time: below what a person notices in a replay. */
const BATCH_CAP_MS = 100

/**
 * Share of the time that batches may take before they become rarer, up to the cap: a page that changes the same
 * thousand nodes in every frame is written a dozen times a second, one that changes ten of them in every frame.
 */
const BATCH_SHARE = 0.015

/** Even a small page is not compared more often than this needs to seem: some thirty times a second. */
const LEAST_SWEEP_MS = 0.5

/** How much one walk writes before it leaves the rest to later ones. */
export interface WalkLimits {
  nodes: number
  depth: number
  floods: FloodLimits
  work: WorkLimits
}

const WALK_LIMITS: WalkLimits = {
  nodes: 4000,
  /** Deeper children become inserts of their own: neither the walk nor JSON.stringify may overflow the stack. */
  depth: 256,
  floods: FLOOD_LIMITS,
  work: WORK_LIMITS,
}

/** A slice that took longer is followed by smaller ones: with what the page does besides, a task stays below 50 ms. */
const SLICE_MS = 20
const LEAST_SLICE = 250

/** Possible hosts of closed shadow roots that are asked: those of a whole document, and those of one batch. */
const HOSTS_OF_SNAPSHOT = 5000
const HOSTS_OF_BATCH = 500

/** The recorded tree of one document and what keeps it true. */
export interface RecordedTree extends Stoppable {
  readonly ids: NodeIds
  /** Nothing is left for later slices. */
  readonly isWhole: boolean
  /** Writes the whole document anew and follows it from now on. */
  snapshot(): void
  /** Writes what waits; `all` also what was left for later slices, `due`: a batch that comes in its own time. */
  flush(how?: 'due' | 'all'): void
  /** Writes a batch in its time, whether or not the tree changes. */
  soon(): void
  idOf(node: Node): NodeId
  /** What applies to a node now: what is stored, and what became of it since the last batch. */
  treatment(node: Node): Treatment | undefined
  /** Follows a shadow root that was attached after its host was written. */
  attach(root: ShadowRoot): void
}

interface TreeListener {
  onMet: (met: Met) => void
  onReplaced: () => void
  onTooBusy: () => void
  /** Around each batch, when all that has changed is known: what was done to nodes as they were, or as they are. */
  beforeWriting: () => void
  afterWriting: () => void
}

/** After these a rule such as `:has(:checked)` or `:focus-within` may match other elements, and no mutation says so. */
const STATE_EVENTS = [
  'input',
  'change',
  'click',
  'focusin',
  'focusout',
  'toggle',
  'pointerover',
  'invalid',
  'reset',
  'fullscreenchange',
] as const

export function createTree(
  scope: Scope,
  told: TreeListener,
  options: { limits?: Partial<WalkLimits>; earlier?: NodeIds } = {},
): RecordedTree {
  const limits = { ...WALK_LIMITS, ...options.limits }
  let { earlier } = options
  let deps = createDeps()
  let root: Element | null = null
  let isWriting = false
  /** Nodes of the next slice. */
  let slice = limits.nodes
  /** When the document changed last. */
  let dirtyAt = 0
  let dirty = createDirty()
  const batch = pacedTask(
    scope.guard(() => flush('due')),
    { capMs: BATCH_CAP_MS, share: BATCH_SHARE },
  )
  const observer = new MutationObserver(
    scope.guard((records: MutationRecord[]) => {
      // The clock that costs least: a page may make a thousand deliveries a second.
      const startedAt = Date.now()
      dirty.take(records)
      dirtyAt = scope.now()
      const isFlood = floods.delivered(records, dirty)
      account(Date.now() - startedAt)
      if (isFlood) flush('due')
      else batch.request()
    }),
  )
  const floods = createFloods({ observer, isKnown, now: scope.now, limits: limits.floods })

  const workload = createWorkload(limits.work)
  /** The document has been written to its end once. */
  let wasWhole = false

  function pace(durationMs: number): void {
    const factor = Math.min(2, SLICE_MS / Math.max(durationMs, 1))
    const least = Math.min(LEAST_SLICE, limits.nodes)
    slice = Math.min(limits.nodes, Math.max(least, Math.round(slice * factor)))
  }

  /** A page that asks for more than its share is left alone at once; somebody decides when to begin anew. */
  function account(durationMs: number): void {
    if (durationMs <= 0 || !workload.spent(durationMs)) return
    observer.disconnect()
    floods.reset()
    batch.cancel()
    told.onTooBusy()
  }

  const { distantRules } = scope.masker
  const roots = new Set<ShadowRoot>()
  const watch = distantRules && createRuleWatch(distantRules, treesNow)
  const states = distantRules?.state
    ? listen(
        scope.document,
        STATE_EVENTS,
        scope.guard(() => {
          watch?.stateChanged()
          batch.request()
        }),
        { capture: true, passive: true },
      )
    : { stop() {} }

  function* treesNow(): Generator<ParentNode> {
    yield scope.document
    for (const root of roots) {
      if (isHere(root)) yield root
      else roots.delete(root)
    }
  }

  function createDeps(): MutationDeps {
    const ids = createNodeIds(scope.document, scope.masker.root, earlier)
    earlier = ids
    const lasting = createLasting(ids, scope.masker)
    return {
      scope,
      ids,
      lasting,
      serializer: createSerializer(scope, { ids, lasting }, limits.depth),
      unwritten: new Map(),
      isRestClean: true,
    }
  }

  function isKnown(node: Node): boolean {
    return deps.ids.id(node) !== 0
  }

  function createDirty() {
    return createDirtyCollector(isKnown)
  }

  /** Connected in another document does not count: the id it may carry is of its life here. */
  function isHere(node: Node): boolean {
    return (
      node === scope.document || (isConnectedNode(node) && ownerDocumentOf(node) === scope.document)
    )
  }

  function takeMet(): void {
    const met = deps.serializer.takeMet()
    for (const root of met.shadowRoots) {
      observer.observe(root, OBSERVED)
      if (watch) roots.add(root)
    }
    if (met.elements.length + met.shadowRoots.length + met.hosts.length > 0) told.onMet(met)
  }

  function takeRest(): void {
    for (const { parent, next } of deps.serializer.takeCursors()) deps.unwritten.set(parent, next)
    takeMet()
    if (deps.unwritten.size > 0) batch.requestNow()
  }

  function takeLast(how: 'due' | 'all' | undefined): void {
    const last = observer.takeRecords()
    if (last.length > 0) {
      dirty.take(last)
      dirtyAt = scope.now()
    }
    // Nobody heard when it changed.
    if (floods.isOn && floods.sweep(dirty, how !== undefined)) dirtyAt = scope.now()
  }

  function flush(how?: 'due' | 'all'): void {
    if (isWriting) return
    isWriting = true
    try {
      write(how)
    } finally {
      isWriting = false
    }
  }

  function write(how: 'due' | 'all' | undefined): void {
    const startedAt = performance.now()
    takeLast(how)
    batch.cancel()
    if (scope.document.documentElement !== root && root !== null) {
      const isThere = scope.document.documentElement !== null
      // `document.open` is on its way: the new document comes in a moment.
      if (!isThere && how !== 'all') return
      root = scope.document.documentElement
      dirty = createDirty()
      told.onReplaced()
      return
    }
    told.beforeWriting()
    do {
      if (dirty.isEmpty && deps.unwritten.size === 0 && !watch?.isDue) break
      const taken = dirty
      dirty = createDirty()
      const { serializer } = deps
      serializer.budget = slice
      serializer.hostBudget = Math.max(serializer.hostBudget, HOSTS_OF_BATCH)
      const hasRest = deps.unwritten.size > 0
      const event = writeMutations(deps, taken, watch?.changed(taken))
      if (event) {
        // The document has looked like this since its last change, not since now; but events stay in order.
        if (!hasRest) event.time = Math.max(dirtyAt, scope.lastTime)
        scope.emit(event)
      }
      takeMet()
      batch.took(performance.now() - startedAt)
      if (how !== 'all') pace(performance.now() - startedAt)
      // The first writing of what is there comes to an end by itself; to begin it anew would not.
      if (wasWhole) account(performance.now() - startedAt)
      else wasWhole = deps.unwritten.size === 0
    } while (how === 'all')
    told.afterWriting()
    floods.begin()
    if (deps.unwritten.size > 0) batch.requestNow()
    else if (floods.isOn) {
      batch.took(Math.max(performance.now() - startedAt, LEAST_SWEEP_MS))
      batch.request()
    }
  }

  return {
    get ids() {
      return deps.ids
    },
    get isWhole() {
      return deps.unwritten.size === 0
    },
    snapshot() {
      observer.disconnect()
      observer.takeRecords()
      floods.reset()
      dirty = createDirty()
      if (deps.ids.next > DOCUMENT_ID + 1) deps = createDeps()
      root = scope.document.documentElement
      const { ids, serializer } = deps
      const startedAt = performance.now()
      serializer.budget = slice
      serializer.hostBudget = HOSTS_OF_SNAPSHOT
      // After a gap nodes carry what applied to them before it.
      serializer.mayBeKnown = ids.depth > 0
      scope.emit(writeSnapshot(scope, ids, serializer))
      observer.observe(scope.document, OBSERVED)
      serializer.mayBeKnown = true
      roots.clear()
      takeRest()
      pace(performance.now() - startedAt)
      watch?.begin()
    },
    flush,
    soon: () => batch.request(),
    idOf(node) {
      if (!isHere(node)) return 0
      const id = deps.ids.id(node)
      if (id !== 0 || isWriting || (dirty.isEmpty && !floods.isOn)) return id
      flush()
      return isHere(node) ? deps.ids.id(node) : 0
    },
    treatment(node) {
      const stored = isHere(node) ? deps.ids.treatment(node) : undefined
      const isHeard = isWriting || !floods.isOn
      if (stored === undefined || (!watch && isHeard && !dirty.mayUnmask)) return stored
      return toTreatment(stored | scope.masker.resolve(node))
    },
    attach(root) {
      const { ids, serializer } = deps
      const hostId = ids.id(root.host)
      const treatment = ids.treatment(root.host)
      if (hostId === 0 || treatment === undefined || ids.id(root) !== 0) return
      flush()
      const inside = deps.lasting.inside(root.host)
      if (ids.id(root) !== 0 || inside === undefined || scope.masker.isBlocked(treatment)) return
      const firstId = ids.next
      serializer.budget = slice
      const node = serializer.shadow(root, inside)
      scope.emit({ kind: 'mutation', time: scope.now(), inserts: [[hostId, 0, firstId, node]] })
      takeRest()
    },
    stop() {
      states.stop()
      batch.stop()
      observer.disconnect()
      dirty = createDirty()
    },
  }
}
