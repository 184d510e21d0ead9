import { captureNatives } from '../../platform/natives'
import { createPatcher, type Patcher } from '../../platform/patch'
import { createRequests } from './requests'
import { datadogCalls, dynatraceCalls, recountApi, standIn, type VendorCalls } from './standIns'

/** A vendor's script that has not come by then is absent: what waits for it is answered by the stand-in. */
const VENDOR_WAIT_MS = 3000

/**
 * The page API, only where the person switched it on: `window.recount`, and stand-ins for the vendors' calls, so that a
 * consent flow can be tried without the vendor. Where the vendor's script is there (or comes later) its calls are only
 * watched. Never throws into the page.
 */
export function startPageApi(world: Window & typeof globalThis = window): void {
  try {
    const natives = captureNatives(world)
    const patcher = createPatcher(natives, '')
    const { ask, last } = createRequests(world)
    define(world, 'recount', recountApi(ask, last))
    offer({ world, patcher, name: 'dtrum', calls: dynatraceCalls(ask) })
    offer({ world, patcher, name: 'DD_RUM', calls: datadogCalls(ask), queue: [] })
  } catch {
    // A page that left us without the means has no page API.
  }
}

interface Offer {
  world: Window & typeof globalThis
  patcher: Patcher
  name: string
  calls: VendorCalls
  /** Callbacks of `onReady`, where the vendor's script looks for them when it arrives. */
  queue?: unknown[]
}

function offer({ world, patcher, name, calls, queue }: Offer): void {
  const present: unknown = Reflect.get(world, name)
  if (present !== undefined) {
    watchVendor(patcher, present, calls)
    return
  }
  let vendor: unknown
  const own = standIn(calls, queue ? { q: queue, onReady: (run: unknown) => queue.push(run) } : {})
  Object.defineProperty(world, name, {
    configurable: true,
    enumerable: true,
    get: () => vendor ?? own,
    set(value: unknown) {
      vendor = value
      watchVendor(patcher, value, calls)
    },
  })
  if (!queue) return
  const answer = () => {
    if (vendor !== undefined) return
    const push = (run: unknown) => {
      if (typeof run === 'function') Reflect.apply(run, undefined, [])
    }
    for (const run of queue.splice(0)) world.setTimeout(push, 0, run)
    queue.push = (...runs) => {
      for (const run of runs) world.setTimeout(push, 0, run)
      return 0
    }
  }
  world.addEventListener('load', () => world.setTimeout(answer, VENDOR_WAIT_MS), { once: true })
}

function define(world: object, name: string, value: unknown): void {
  if (name in world) return
  Object.defineProperty(world, name, { configurable: true, enumerable: true, value })
}

/** Hears of the vendor's calls after they succeeded, without changing them. */
function watchVendor(patcher: Patcher, vendor: unknown, calls: VendorCalls): void {
  if (typeof vendor !== 'object' || vendor === null) return
  for (const [name, note] of Object.entries(calls)) {
    patcher.after(vendor, name, (_self, args) => note(args))
  }
}
