import { hashOf } from './logServer.mjs'

/**
 * An end of a document that may cost what was not acked yet.
 *
 * @typedef {object} Cut
 * @property {number} at Epoch ms.
 * @property {string} what
 */
/**
 * @typedef {object} StoredChunk
 * @property {string} sessionId
 * @property {string} streamId
 * @property {number} seq
 * @property {string} body JSON text of its events.
 */
/**
 * @typedef {object} Verdict
 * @property {string[]} problems
 * @property {number} events Events the pages did.
 * @property {number} acked Events that were acked.
 * @property {number} compared Events found in what is stored.
 * @property {number} chunks
 * @property {number} lost Events that were never acked and are not stored, all of them right before a cut.
 * @property {number} longestLossMs From the oldest of them to the cut.
 * @property {number} unseen Documents that were gone before their recorder had begun, and with them what they did.
 * @property {number} longestUnseenMs From the first thing such a document did to the last.
 * @property {Record<string, number>} lossesByCut Longest loss, by what cut it off.
 */

const TOKEN = /~(d\d+)\.(text|attribute|console)\.(\d+)~/g

/**
 * Compares what pages did with what is stored.
 *
 * @param {object} input
 * @param {Iterable<import('./logServer.mjs').DocumentLog>} input.documents
 * @param {import('./logServer.mjs').Ack[]} input.acks
 * @param {StoredChunk[]} input.chunks
 * @param {(doc: string) => Cut | undefined} input.cutOf Undefined: its end may cost nothing.
 * @param {(doc: string, at: number) => boolean} input.isBlind Nobody listened at that moment, and it is known why.
 * @param {number} input.boundMs
 * @returns {Verdict}
 */
export function compare({ documents, acks, chunks, cutOf, isBlind, boundMs }) {
  /** @type {string[]} */
  const problems = []
  const byKey = new Map(chunks.map((chunk) => [`${chunk.streamId}/${chunk.seq}`, chunk]))

  for (const { streamId, seq, hash } of acks) {
    const stored = byKey.get(`${streamId}/${seq}`)
    if (!stored) problems.push(`ACKED AND LOST: part ${seq} of ${streamId}`)
    else if (hashOf(stored.body) !== hash)
      problems.push(`ACKED AND CHANGED: part ${seq} of ${streamId}`)
  }
  for (const [streamId, seqs] of sequences(chunks)) {
    if (seqs.some((seq, index) => seq !== index))
      problems.push(`HOLE: ${streamId} has the parts ${seqs.join(' ')}`)
  }

  const ackedTokens = new Set(acks.flatMap((ack) => ack.tokens))
  const { seen, inSnapshots, disorder } = readTokens(chunks)
  /** @type {Set<string>} */
  const seenDocuments = new Set()
  for (const { body } of chunks)
    for (const [, doc = ''] of body.matchAll(/Document (d\d+)/g)) seenDocuments.add(doc)
  problems.push(...disorder)

  let events = 0
  let compared = 0
  let lost = 0
  let longestLossMs = 0
  /** @type {Record<string, number>} */
  const lossesByCut = {}
  /** @type {Set<string>} */
  const known = new Set()
  let unseen = 0
  let longestUnseenMs = 0
  for (const { doc, done } of documents) {
    const isSeen = seenDocuments.has(doc)
    if (!isSeen && done.length > 0) {
      unseen++
      const livedMs = (done.at(-1)?.at ?? 0) - (done[0]?.at ?? 0)
      longestUnseenMs = Math.max(longestUnseenMs, livedMs)
      if (livedMs > boundMs) problems.push(`NEVER RECORDED: ${doc}, which lived ${livedMs} ms`)
    }
    for (const { kind, n, at } of done) {
      const token = `~${doc}.${kind}.${n}~`
      known.add(token)
      events++
      if (seen.has(token) || inSnapshots.has(token)) {
        compared++
        continue
      }
      if (ackedTokens.has(token)) problems.push(`ACKED AND LOST: ${token}`)
      if (!isSeen || isBlind(doc, at)) continue
      const cut = cutOf(doc)
      const beforeMs = cut ? cut.at - at : Number.POSITIVE_INFINITY
      if (!cut || beforeMs > boundMs) {
        problems.push(
          `LOST: ${token}, ${cut ? `${beforeMs} ms before ${cut.what}` : 'for no reason'}`,
        )
        continue
      }
      lost++
      longestLossMs = Math.max(longestLossMs, beforeMs)
      lossesByCut[cut.what] = Math.max(lossesByCut[cut.what] ?? 0, beforeMs)
    }
  }
  for (const token of seen.keys())
    if (!known.has(token)) problems.push(`INVENTED: ${token} was recorded and never done`)
  return {
    problems,
    events,
    acked: ackedTokens.size,
    compared,
    chunks: chunks.length,
    lost,
    longestLossMs,
    unseen,
    longestUnseenMs,
    lossesByCut,
  }
}

/** @param {StoredChunk[]} chunks */
function sequences(chunks) {
  /** @type {Map<string, number[]>} */
  const all = new Map()
  for (const { streamId, seq } of chunks) {
    const seqs = all.get(streamId) ?? []
    seqs.push(seq)
    all.set(streamId, seqs)
  }
  for (const seqs of all.values()) seqs.sort((a, b) => a - b)
  return all
}

/**
 * Tokens outside of snapshots, each expected once and in the order of its kind.
 *
 * @param {StoredChunk[]} chunks
 */
function readTokens(chunks) {
  /** @type {Map<string, string>} */
  const seen = new Map()
  /** @type {Set<string>} */
  const inSnapshots = new Set()
  /** @type {string[]} */
  const disorder = []
  /** @type {Map<string, number>} */
  const last = new Map()
  const inOrder = chunks.toSorted((a, b) =>
    a.streamId === b.streamId ? a.seq - b.seq : a.streamId < b.streamId ? -1 : 1,
  )
  for (const { streamId, body } of inOrder) {
    for (const event of JSON.parse(body)) {
      // The man in the middle and the log are requests of the page too; only what the page did counts.
      if (event.kind === 'network') continue
      const tokens = new Set(JSON.stringify(event).match(TOKEN) ?? [])
      for (const token of tokens) {
        const [doc = '', kind = '', n = ''] = token.slice(1, -1).split('.')
        if (event.kind === 'snapshot') {
          inSnapshots.add(token)
          continue
        }
        const before = seen.get(token)
        if (before === streamId) disorder.push(`TWICE: ${token} in ${streamId}`)
        seen.set(token, streamId)
        const place = `${streamId} ${doc} ${kind}`
        if (Number(n) <= (last.get(place) ?? -1))
          disorder.push(`OUT OF ORDER: ${token} after ${last.get(place)} in ${streamId}`)
        last.set(place, Number(n))
      }
    }
  }
  return { seen, inSnapshots, disorder }
}

/**
 * The chunks in what `recount.stored` answers: a line that names a chunk is followed by the line of its events.
 *
 * @param {string} text
 * @returns {StoredChunk[]}
 */
export function parseStored(text) {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    const body = lines[index + 1] ?? ''
    if (!line.startsWith('{') || !body.startsWith('[')) return []
    const { sessionId, streamId, seq } = JSON.parse(line)
    return seq === undefined ? [] : [{ sessionId, streamId, seq, body }]
  })
}
