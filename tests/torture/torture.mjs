import { performance } from 'node:perf_hooks'
import { startLife } from './browserLife.mjs'
import { compare, parseStored } from './compare.mjs'
import { copyExtension } from './extensionCopy.mjs'
import { startLogServer } from './logServer.mjs'
import { createRandom } from './random.mjs'

/** @typedef {'worker stop' | 'reload' | 'new tab' | 'renderer crash' | 'tab discard' | 'extension reload' | 'extension update' | 'SIGKILL'} Fault */

/** How often each fault comes, relative to the others. A killed browser takes seconds to come back. */
export const ALL_FAULTS = /** @type {const} */ ({
  'worker stop': 60,
  reload: 10,
  'new tab': 5,
  'renderer crash': 4,
  'tab discard': 4,
  'extension reload': 3,
  'extension update': 3,
  SIGKILL: 6,
})

/** Long enough that chunks close by age, too, between two faults. */
const PAUSE_MS = /** @type {const} */ ([100, 2500])
/** A killed browser had this long to record: several flush intervals. */
const LIFE_MS = /** @type {const} */ ([1000, 14_000])

/**
 * Chunks close after 5 s at the latest; a second more is for the batch of the recorder, the way to the worker and the
 * write.
 */
export const BOUND_MS = 6000
/**
 * Where the worker is stopped and messages are spoiled all the time, a chunk may need several tries: a message that is
 * held back 5.5 s, and retries after up to 5 s.
 */
const BOUND_UNDER_FIRE_MS = 20_000

/**
 * @typedef {object} Options
 * @property {string} executablePath
 * @property {number} seed
 * @property {number} [minutes] Ends after that time ...
 * @property {number} [count] ... or after so many faults.
 * @property {Partial<Record<Fault, number>>} [faults] Default: all.
 * @property {number} [spoiledShare] Messages spoiled on their way, 0 to 1.
 * @property {(line: string) => void} [say]
 */
/**
 * @typedef {import('./compare.mjs').Verdict & { faults: Record<string, number>, timeline: string[], sessions: number, played: number, minutes: number }} Report
 * `timeline`: every fault of the harness with its moment, for whoever reads a red report.
 */

/**
 * Records a page that writes down what it does while everything around it breaks, and compares.
 *
 * @param {Options} options
 * @returns {Promise<Report>}
 */
export async function torture(options) {
  const { executablePath, seed, minutes = 30, count = Number.POSITIVE_INFINITY } = options
  const { faults: weights = ALL_FAULTS, spoiledShare = 0.1, say = () => {} } = options
  const random = createRandom(seed)
  const log = await startLogServer()
  const extension = copyExtension({ logOrigin: log.origin, spoiledShare })
  const start = performance.now()
  const endsAt = start + minutes * 60_000
  /** @type {Record<string, number>} */
  const faults = {}
  /** @type {string[]} */
  const timeline = []
  /** @type {Map<string, import('./compare.mjs').Cut>} */
  const cuts = new Map()
  /** Documents that an extension left behind, and when. @type {Map<string, number>} */
  const orphans = new Map()
  /** @type {string[]} */
  const problems = []
  let played = 0

  const openDocuments = () => [...log.documents.keys()].filter((doc) => !ended.has(doc))
  /** @type {Set<string>} */
  const ended = new Set()
  /** @param {{ at: number, what: string } | undefined} cut */
  const endDocuments = (cut) => {
    for (const doc of openDocuments()) {
      ended.add(doc)
      if (cut) cuts.set(doc, cut)
    }
  }

  let life = await startLife({ executablePath, extension, log })
  await life.consent()
  await life.openPage()

  /** @type {Record<Fault, () => Promise<void>>} */
  const inject = {
    'worker stop': () => life.stopWorker(),
    // Leaving a page gives its last chunk one try; a worker that is stopped or a message that is spoiled in that
    // moment costs what a kill would.
    async reload() {
      endDocuments(underFire ? { at: Date.now(), what: 'reload' } : undefined)
      await life.reloadPage()
    },
    async 'new tab'() {
      const before = openDocuments()
      await life.newTab()
      const at = Date.now()
      for (const doc of before) {
        ended.add(doc)
        if (underFire) cuts.set(doc, { at, what: 'new tab' })
      }
    },
    async 'renderer crash'() {
      endDocuments({ at: await life.crashPage(), what: 'renderer crash' })
      await life.openPage()
    },
    async 'tab discard'() {
      endDocuments({ at: await life.discardPage(), what: 'tab discard' })
      await life.openPage()
    },
    async 'extension reload'() {
      await reloadExtension('extension reload')
    },
    async 'extension update'() {
      extension.update()
      await reloadExtension('extension update')
    },
    async SIGKILL() {
      endDocuments({ at: await life.kill(), what: 'SIGKILL' })
      life = await startLife({ executablePath, extension, log })
      await checkInterrupted()
      await life.openPage()
    },
  }
  const underFire = spoiledShare > 0 || (weights['worker stop'] ?? 0) > 0

  /** @param {string} what */
  async function reloadExtension(what) {
    const at = await life.reloadExtension()
    for (const doc of openDocuments()) {
      cuts.set(doc, { at, what })
      orphans.set(doc, at)
    }
    await checkInterrupted()
    await pause(300)
    endDocuments({ at, what })
    await life.reloadPage()
  }

  /** After a restart nothing says that it is still being recorded, and the last session plays to its end. */
  async function checkInterrupted() {
    const sessions = await settled(() => life.ask('list'))
    const running = sessions.filter((/** @type {any} */ each) => each.status === 'recording')
    if (running.length > 0)
      problems.push(`STILL RECORDING after a restart: ${running[0].sessionId}`)
    const last = sessions
      .filter((/** @type {any} */ each) => each.status === 'interrupted' && each.events > 0)
      .sort((/** @type {any} */ a, /** @type {any} */ b) => b.startedAt - a.startedAt)[0]
    if (!last) return
    const chunks = parseStored(await life.ask('stored', last.sessionId))
    const wanted = lastText(chunks, log.documents)
    // Cut off before the first part of the page itself was acked, though a frame's was: there is nothing to play.
    if (wanted === '') return
    const shown = await life.playToEnd(last.sessionId)
    if (!shown.includes(wanted))
      problems.push(`NOT PLAYABLE to its end: ${last.sessionId} does not show ${wanted}`)
    played++
  }

  /** Recovery runs when the worker starts; whoever asks first may be faster. @param {() => Promise<any[]>} list */
  async function settled(list) {
    for (let attempt = 0; attempt < 50; attempt++) {
      const sessions = await list()
      if (!sessions.some((each) => each.status === 'recording')) return sessions
      await pause(100)
    }
    return await list()
  }

  let injected = 0
  while (performance.now() < endsAt && injected < count) {
    const fault = random.pick(weights)
    const [shortest, longest] = fault === 'SIGKILL' ? LIFE_MS : PAUSE_MS
    await pause(random.between(shortest, longest))
    timeline.push(`${((performance.now() - start) / 1000).toFixed(1)} s ${fault}`)
    await inject[fault]().catch(async (error) => {
      // A browser that is left open would keep this process alive for ever.
      await life.kill()
      await log.stop()
      extension.remove()
      throw new Error(
        `Fault ${injected + 1} (${fault}) could not be injected after ${timeline.join(', ')}`,
        { cause: error },
      )
    })
    injected++
    faults[fault] = (faults[fault] ?? 0) + 1
    if (injected % 10 === 0)
      say(`${injected} faults, ${Math.round((performance.now() - start) / 1000)} s`)
  }

  // What is alive at the end is flushed: nothing of it may be missing.
  await pause(1000)
  const summaries = await life.ask('list')
  for (const { sessionId, status } of summaries)
    if (status === 'recording') await life.ask('stop', sessionId)
  const stoppedAt = Date.now()
  /** @type {import('./compare.mjs').StoredChunk[]} */
  const chunks = []
  for (const { sessionId } of await life.ask('list'))
    chunks.push(...parseStored(await life.ask('stored', sessionId)))
  await life.close()
  await log.stop()
  extension.remove()

  const verdict = compare({
    documents: log.documents.values(),
    acks: log.acks,
    chunks,
    cutOf: (doc) => cuts.get(doc),
    isBlind(doc, at) {
      // What a page does while it is being stopped, and after it.
      if (!ended.has(doc)) return at > stoppedAt - 1500
      return at >= (orphans.get(doc) ?? Number.POSITIVE_INFINITY)
    },
    boundMs: underFire ? BOUND_UNDER_FIRE_MS : BOUND_MS,
  })
  if (log.acks.length === 0) problems.push('No ack was seen: the man in the middle stands aside')
  if (verdict.compared === 0)
    problems.push('Nothing was compared: what is stored was not understood')
  for (const [name, times] of Object.entries(log.faults)) faults[`message ${name}`] = times
  return {
    ...verdict,
    problems: [...problems, ...verdict.problems],
    faults,
    timeline,
    sessions: summaries.length,
    played,
    minutes: (performance.now() - start) / 60_000,
  }
}

const SIGNS = /~d(\d+)\.text\.(\d+)~|Document d(\d+)/g

/**
 * The last text that the last top document of a session is known to have added.
 *
 * @param {import('./compare.mjs').StoredChunk[]} chunks
 * @param {Map<string, import('./logServer.mjs').DocumentLog>} documents
 */
function lastText(chunks, documents) {
  let last = { doc: -1, n: -1, token: '' }
  for (const { body } of chunks) {
    for (const event of JSON.parse(body)) {
      if (event.kind !== 'mutation' && event.kind !== 'snapshot') continue
      const text = JSON.stringify(event)
      // A document that has only just begun shows its heading.
      for (const [token, texts, n = -1, begun] of text.matchAll(SIGNS)) {
        const number = texts ?? begun
        if (!documents.get(`d${number}`)?.isTop) continue
        const found = { doc: Number(number), n: Number(n), token }
        if (found.doc > last.doc || (found.doc === last.doc && found.n > last.n)) last = found
      }
    }
  }
  return last.token
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
