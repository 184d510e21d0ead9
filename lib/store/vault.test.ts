import 'fake-indexeddb/auto'
import Dexie, { liveQuery, type PromiseExtended } from 'dexie'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createKeyPair } from '../crypto/hybrid'
import type { ReportDraft } from '../format/reportDraft'
import { gzip, sha256, utf8 } from '../platform/bytes'
import { readKey, writeIndexKey, writeKey } from '../vault/vaultMemory'
import { appendChunk } from './chunks'
import { convertRows } from './convertRows'
import { database } from './database'
import { listDigests, putDigest, putThumbnail } from './derived'
import { getDraft, putDraft } from './drafts'
import { importSession } from './importSession'
import { storedKeyframes } from './keyframes'
import { addLedgerEntry, listLedger } from './ledger'
import { getRef, getResource, listRefs, storeMissing, storeResource } from './resources'
import { applyRetention } from './retention'
import { rewriteSession } from './rewriteSession'
import { sealBytes } from './sealedBytes'
import {
  clearSessions,
  createSession,
  getSession,
  listSessions,
  nameSession,
  purgeSession,
  updateSession,
} from './sessions'
import { storedText } from './storedText'
import { createStoreSource } from './storeSource'
import { addStream, listStreams, updateStream } from './streams'
import { newSession, newStream } from './testRows'
import { getTombstone } from './tombstones'
import { writeRows } from './vault'
import {
  beginEncryption,
  changePassphrase,
  endEncryption,
  forgetLibrary,
  lockLibrary,
  noteUse,
  setLockMinutes,
  unlockLibrary,
} from './vaultActions'
import { readVault } from './vaultRow'
import { viewVault } from './vaultView'

const PASSPHRASE = 'correct horse battery'
/** The code is the same with few rounds, and the tests are quick. */
const ROUNDS = 10

/** Each stands for something private, wherever it comes from. */
const CANARY = 'kanarienvogel'

beforeEach(async () => {
  fakeBrowser.reset()
  await database.delete()
  await database.open()
})

/** One session with a secret in every place that holds any. */
async function record(sessionId = 's1'): Promise<void> {
  const streamId = `t-${sessionId}`
  await createSession(newSession({ sessionId, url: '', origin: `https://${CANARY}.example` }))
  await addStream(newStream({ sessionId, streamId, url: `https://${CANARY}.example/1` }))
  await updateStream(streamId, { title: `${CANARY} title` })
  await nameSession(sessionId, { url: `https://${CANARY}.example/`, title: `${CANARY} shop` })
  await updateSession(sessionId, { note: `note ${CANARY}`, tags: [CANARY] })
  const sheet = utf8(`.${CANARY} { color: red }`)
  const ref = { sessionId, key: `https://${CANARY}.example/a.css`, mimeType: `text/css;${CANARY}` }
  await storeResource({ ...ref, hash: await sha256(sheet), askedAt: 5 }, sheet)
  await storeMissing({ sessionId, key: `https://${CANARY}.example/b.png`, missing: 'failed' })
  const text = JSON.stringify([{ time: 0, kind: 'mark', note: CANARY }])
  const body = await gzip(text)
  const kept = utf8(`kept ${CANARY}`)
  await appendChunk({
    header: {
      sessionId,
      streamId,
      seq: 0,
      firstTime: 0,
      lastTime: 10,
      events: 1,
      errors: 0,
      snapshot: true,
      rawBytes: text.length,
      storedBytes: body.length,
    },
    body,
    resources: [
      {
        key: `${streamId}/canvas/1`,
        hash: await sha256(kept),
        mimeType: 'text/plain',
        bytes: kept.length,
        body: kept,
      },
    ],
    lastActivityAt: 7,
    actions: 1,
  })
  const state = { sessionId, revision: 0, policy: CANARY }
  await putDigest({ ...state, events: 1, text: CANARY, signals: { rage: 1 }, failedRequests: 1 })
  await putThumbnail({ ...state, mimeType: 'image/png', bytes: utf8(CANARY) })
  await putDraft(draftOf(sessionId))
  await database.keyframes.put(await keyframeOf(sessionId, streamId))
  await addLedgerEntry({ origin: `https://${CANARY}.example`, what: 'recorded-once', by: 'person' })
}

function draftOf(sessionId: string): ReportDraft {
  return { sessionId, changedAt: 5, texts: { title: CANARY }, redactions: [], shots: [] }
}

/** What `keepKeyframes` makes of a long document, which this one is not. */
async function keyframeOf(sessionId: string, streamId: string) {
  const row = { sessionId, streamId, seq: 1, bytes: await gzip(CANARY) }
  return await writeRows((writing) => sealBytes(writing, 'keyframe', row))
}

/** All rows of all tables, bytes unpacked as text where they can be: what a thief would look through. */
async function everything(): Promise<string> {
  const lines: string[] = []
  for (const table of database.tables) {
    for (const row of (await table.toArray()) as Record<string, unknown>[]) {
      lines.push(
        JSON.stringify(row, (_, value: unknown) =>
          value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value,
        ),
      )
      if ((table.name !== 'bodies' && table.name !== 'keyframes') || row.sealed) continue
      const stream = new Blob([row.bytes as Uint8Array<ArrayBuffer>])
        .stream()
        .pipeThrough(new DecompressionStream('gzip'))
      lines.push(await new Response(stream).text())
    }
  }
  return lines.join('\n')
}

/** What a reader gets of a session, whatever it is stored as. */
async function contents(sessionId = 's1') {
  const source = createStoreSource(sessionId)
  const { storedBytes: _, ...session } = await source.session()
  const refs = (await source.resourceRefs()).sort((a, b) => (a.key < b.key ? -1 : 1))
  return {
    session,
    streams: await source.streams(),
    events: await Promise.all((await source.chunks()).map((chunk) => source.events(chunk))),
    refs: refs.map(({ hash: _, ...ref }) => ref),
    resources: await Promise.all(
      refs.map(async ({ hash }) => {
        const found = hash === undefined ? undefined : await source.resource(hash)
        return found && { type: found.mimeType, text: new TextDecoder().decode(found.bytes) }
      }),
    ),
    ledger: await listLedger(),
    draft: await getDraft(sessionId),
    state: await storedKeyframes(sessionId).read({ streamId: `t-${sessionId}`, seq: 1 }),
  }
}

describe('an encrypted library', () => {
  it('holds nothing private in clear, and reads as before', async () => {
    await record()
    const before = await contents()
    expect(await everything()).toContain(CANARY)
    await beginEncryption(PASSPHRASE, ROUNDS)
    expect(await convertRows()).toBe(true)
    expect(await everything()).not.toContain(CANARY)
    expect(await contents()).toEqual(before)
    expect(await storedText('s1')).toContain(CANARY)
    expect(await viewVault()).toMatchObject({ status: 'unlocked' })
  })

  it('takes new sessions while it is locked, and shows them when it is unlocked', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await convertRows()
    await lockLibrary()
    // As after a restart of the browser: not even the names of resources are known.
    await fakeBrowser.storage.session.clear()
    await record()
    expect(await everything()).not.toContain(CANARY)
    expect(await viewVault()).toMatchObject({ status: 'locked' })
    expect(await getSession('s1')).toMatchObject({ locked: true, title: '', origin: '', events: 1 })
    expect((await listSessions()).map(({ url }) => url)).toEqual([''])
    expect(await listDigests()).toEqual([])
    await expect(contents()).rejects.toThrow('locked')

    await unlockLibrary(PASSPHRASE)
    const shown = await contents()
    expect(shown.session).toMatchObject({ title: `${CANARY} shop`, note: `note ${CANARY}` })
    expect(shown.streams).toMatchObject([{ title: `${CANARY} title` }])
    expect(shown.events).toMatchObject([[{ kind: 'mark', note: CANARY }]])
    expect(shown.resources.filter((each) => each !== undefined)).toHaveLength(2)
    expect(await listDigests()).toMatchObject([{ text: CANARY, policy: CANARY }])
    expect(shown.ledger).toMatchObject([{ origin: `https://${CANARY}.example` }])
  })

  it('keeps the first name of a session that nobody can read', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await createSession(newSession({ url: '', title: '' }))
    await lockLibrary()
    await nameSession('s1', { url: 'https://a.example/', title: 'first' })
    await nameSession('s1', { url: 'https://b.example/', title: 'second' })
    await unlockLibrary(PASSPHRASE)
    expect(await getSession('s1')).toMatchObject({ url: 'https://a.example/', title: 'first' })
  })

  it('keeps a resource once for several sessions, under a name that is no hash of it', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await record('s1')
    await record('s2')
    expect(await database.resources.count()).toBe(2)
    const hash = await sha256(utf8(`.${CANARY} { color: red }`))
    expect(await database.resources.get(hash)).toBeUndefined()
    await purgeSession('s1', 'user')
    expect((await contents('s2')).resources.filter((each) => each)).toHaveLength(2)
    await purgeSession('s2', 'user')
    expect(await database.resources.count()).toBe(0)
  })

  it('finds an address again that was written under another key of names', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await writeIndexKey(new Uint8Array(32))
    await record()
    await unlockLibrary(PASSPHRASE)
    const key = `https://${CANARY}.example/a.css`
    await storeMissing({ sessionId: 's1', key, missing: 'failed' })
    const refs = (await listRefs('s1')).filter((ref) => ref.key === key)
    expect(refs).toHaveLength(1)
    expect(refs[0]?.hash).toBeDefined()
    expect(await getRef('s1', key)).toBeDefined()
  })

  it('is deleted from, cleaned up and limited while it is locked', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await record('s1')
    await record('s2')
    await updateSession('s1', { status: 'complete', endedAt: 2000 })
    await lockLibrary()
    const limits = { retentionDays: 1, retentionCount: 0, retentionBytes: 0 }
    expect(await applyRetention(limits, Date.now())).toEqual(['s1'])
    await purgeSession('s1', 'retention')
    expect(await getTombstone('s1')).toMatchObject({ reason: 'retention', origin: '' })
    expect(await database.bodies.where({ sessionId: 's1' }).count()).toBe(0)
    expect((await everything()).includes(CANARY)).toBe(false)
    await unlockLibrary(PASSPHRASE)
    expect(await getTombstone('s1')).toMatchObject({ origin: `https://${CANARY}.example` })
    await clearSessions()
    expect(await database.refs.count()).toBe(0)
  })

  it('encrypts what is imported and what is masked again', async () => {
    await record()
    const source = createStoreSource('s1')
    await beginEncryption(PASSPHRASE, ROUNDS)
    const { sessionId } = await importSession(source)
    expect(await rewriteSession('s1', source)).toBe('changed')
    await updateSession('s1', { status: 'complete' })
    expect(await rewriteSession('s1', source)).toBe('rewritten')
    await convertRows()
    expect(await everything()).not.toContain(CANARY)
    expect((await contents(sessionId)).events).toEqual((await contents('s1')).events)
    expect((await contents(sessionId)).resources.filter((each) => each)).toHaveLength(2)
  })

  it('shows a row whose secrets were changed as damaged, beside the others', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await record('s1')
    await record('s2')
    await database.sessions.toCollection().modify((row) => {
      const title = row.sealed?.title
      if (row.sessionId === 's1' && title) title[title.length - 1] = (title.at(-1) ?? 0) ^ 1
    })
    await database.bodies.toCollection().modify((row) => {
      if (row.sessionId === 's1') row.bytes[90] = (row.bytes[90] ?? 0) ^ 1
    })
    const [first, second] = await Promise.all(['s1', 's2'].map((id) => getSession(id)))
    expect(first).toMatchObject({ damage: 'incomplete', title: '' })
    expect(second).toMatchObject({ title: `${CANARY} shop` })
    expect((await contents('s1')).events).toMatchObject([[{ kind: 'gap', reason: 'damaged' }]])
  })
})

describe('turning encryption on and off', () => {
  it('goes on where it was interrupted, at whatever row', async () => {
    await record('s1')
    await record('s2')
    const before = [await contents('s1'), await contents('s2')]
    await beginEncryption(PASSPHRASE, ROUNDS)
    // Lots of four: some are written, one is half written, others have not begun.
    const convert = () => convertRows(4)
    const writes = await countWrites(convert)
    for (let allowed = 0; allowed < writes; allowed += 3) {
      await endEncryption(PASSPHRASE)
      await convertRows()
      expect(await viewVault()).toMatchObject({ status: 'off' })
      expect([await contents('s1'), await contents('s2')]).toEqual(before)
      await beginEncryption(PASSPHRASE, ROUNDS)
      await expect(failAfter(allowed, convert)).rejects.toThrow('killed')
      // Half done, everything is there all the same.
      expect([await contents('s1'), await contents('s2')]).toEqual(before)
      expect(await convertRows()).toBe(true)
      expect(await everything()).not.toContain(CANARY)
    }
  })

  it('waits for the disk once for hundreds of rows, and tells how far it is', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => newSession({ sessionId: `s${n}` }))
    await database.sessions.bulkAdd(rows)
    await beginEncryption(PASSPHRASE, ROUNDS)
    const told: unknown[] = []
    const subscription = liveQuery(readVault).subscribe((vault) => told.push(vault?.progress?.done))
    const waits = new Set<IDBTransaction>()
    const stop = onWrite((transaction) => waits.add(transaction))
    expect(await convertRows()).toBe(true)
    stop()
    subscription.unsubscribe()
    // One for the words at the beginning, three for the rows, one for the end.
    expect(waits.size).toBe(5)
    expect(told).toEqual(expect.arrayContaining([200, 400]))
    expect((await listSessions()).filter(({ title }) => title === rows[0]?.title)).toHaveLength(500)
  })

  it('decrypts all the others beside rows that were changed, which are damaged and no longer encrypted', async () => {
    await record('s1')
    await record('s2')
    const before = await contents('s2')
    await beginEncryption(PASSPHRASE, ROUNDS)
    await convertRows()
    const spoil = (bytes?: Uint8Array) => bytes?.set([(bytes.at(-1) ?? 0) ^ 1], bytes.length - 1)
    const isFirst = (row: { sessionId: string }) => row.sessionId === 's1'
    await database.sessions.filter(isFirst).modify(({ sealed }) => void spoil(sealed?.title))
    await database.streams.filter(isFirst).modify(({ sealed }) => void spoil(sealed?.url))
    await database.bodies.filter(isFirst).modify(({ bytes }) => void spoil(bytes))
    await database.refs.filter(isFirst).modify(({ sealed }) => void spoil(sealed))
    await database.drafts.filter(isFirst).modify(({ sealed }) => void spoil(sealed))
    await database.ledger.limit(1).modify(({ sealed }) => void spoil(sealed))
    await endEncryption(PASSPHRASE)
    expect(await convertRows()).toBe(true)
    expect(await viewVault()).toMatchObject({ status: 'off' })
    const encrypted = database.tables.map((table) => table.filter(({ sealed }) => sealed).count())
    expect(await Promise.all(encrypted)).toEqual(encrypted.map(() => 0))
    const { ledger, ...others } = await contents('s2')
    expect(others).toEqual({ ...before, ledger: undefined })
    expect(ledger.map(({ origin }) => origin).toSorted()).toEqual(['', `https://${CANARY}.example`])
    const first = await contents('s1')
    expect(first.session).toMatchObject({ title: '', note: `note ${CANARY}` })
    expect(first.events).toMatchObject([[{ kind: 'gap', reason: 'damaged' }]])
  })

  it('encrypts all the others beside a row that cannot be read', async () => {
    await record('s1')
    await record('s2')
    await beginEncryption(PASSPHRASE, ROUNDS)
    const failed = new DOMException('Failed to read large IndexedDB value', 'DataError')
    const { sessions } = database
    const get = sessions.get.bind(sessions) as (key: unknown) => PromiseExtended
    vi.spyOn(sessions, 'bulkGet').mockImplementation(() => Dexie.Promise.reject(failed))
    vi.spyOn(sessions, 'get').mockImplementation((key: unknown) =>
      key === 's1' ? Dexie.Promise.reject(failed) : get(key),
    )
    expect(await convertRows()).toBe(true)
    vi.restoreAllMocks()
    const titles = (await sessions.toArray()).map(({ title }) => title)
    expect(titles).toEqual([`${CANARY} shop`, ''])
    expect((await contents('s2')).session.title).toBe(`${CANARY} shop`)
  })

  it('decrypts nothing where the key in memory is another one', async () => {
    await record()
    const before = await contents()
    await beginEncryption(PASSPHRASE, ROUNDS)
    await convertRows()
    await endEncryption(PASSPHRASE)
    const right = await readKey()
    // What is made of a key is forgotten when somebody looks at a locked library.
    const lock = async () => {
      await lockLibrary()
      expect(await viewVault()).toMatchObject({ status: 'locked' })
    }
    await lock()
    const { privateKey } = await createKeyPair()
    if (right) await writeKey({ ...right, privateKey })
    await expect(convertRows()).rejects.toThrow('cannot be decrypted')
    await lock()
    await unlockLibrary(PASSPHRASE)
    expect(await convertRows()).toBe(true)
    expect(await contents()).toEqual(before)
  })

  it('encrypts what is written while it happens', async () => {
    await record('s1')
    const writing = record('s2')
    await beginEncryption(PASSPHRASE, ROUNDS)
    await writing
    await convertRows()
    expect(await everything()).not.toContain(CANARY)
  })

  it('prepares again what was prepared before it was turned on, and not yet written', async () => {
    const prepared: string[] = []
    let turned = () => {}
    const turning = new Promise<void>((resolve) => {
      turned = resolve
    })
    let begin = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const writing = writeRows(async ({ sealer, check }) => {
      prepared.push(sealer ? 'sealed' : 'clear')
      begin()
      await turning
      await database.transaction('rw', database.settings, check)
      prepared.push('written')
    })
    await begun
    await beginEncryption(PASSPHRASE, ROUNDS)
    turned()
    await writing
    expect(prepared).toEqual(['clear', 'sealed', 'written'])
  })

  it('needs the key to decrypt, and leaves nothing of it behind', async () => {
    await record()
    const before = await contents()
    await beginEncryption(PASSPHRASE, ROUNDS)
    await convertRows()
    await expect(endEncryption('wrong passphrase')).rejects.toThrow('does not open')
    await endEncryption(PASSPHRASE)
    await lockLibrary()
    await expect(convertRows()).rejects.toThrow('locked')
    expect(await viewVault()).toMatchObject({ status: 'locked', work: { direction: 'opening' } })
    await unlockLibrary(PASSPHRASE)
    expect(await convertRows()).toBe(true)
    expect(await readVault()).toBeUndefined()
    expect(await contents()).toEqual(before)
    expect(await everything()).not.toContain('sealed')
  })
})

describe('the passphrase', () => {
  it('is answered with one sentence when it is wrong, however wrong it is', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await lockLibrary()
    for (const wrong of ['', 'x', `${PASSPHRASE} `, PASSPHRASE.toUpperCase()]) {
      await expect(unlockLibrary(wrong)).rejects.toThrow(
        'That passphrase does not open this library.',
      )
    }
    expect(await readKey()).toBeUndefined()
  })

  it('can be changed without anything being encrypted anew', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await record()
    const bodies = await database.bodies.toArray()
    await expect(changePassphrase('wrong one', 'another one')).rejects.toThrow('does not open')
    await expect(changePassphrase(PASSPHRASE, 'short')).rejects.toThrow('at least 8')
    await changePassphrase(PASSPHRASE, 'another passphrase')
    await lockLibrary()
    await expect(unlockLibrary(PASSPHRASE)).rejects.toThrow('does not open')
    await unlockLibrary('another passphrase')
    expect(await database.bodies.toArray()).toEqual(bodies)
    expect((await contents()).session.title).toBe(`${CANARY} shop`)
  })

  it('when it is lost, leaves a library that is empty and works', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await record()
    await lockLibrary()
    await forgetLibrary()
    expect(await viewVault()).toMatchObject({ status: 'off' })
    expect(await everything()).not.toContain('sealed')
    await record()
    expect((await contents()).session.title).toBe(`${CANARY} shop`)
  })

  it('is asked for again after the minutes of the settings without anything done', async () => {
    await beginEncryption(PASSPHRASE, ROUNDS)
    await setLockMinutes(1)
    const key = await readKey()
    await noteUse(Date.now() + 30_000)
    expect((await readKey())?.usedAt).toBeGreaterThan(key?.usedAt ?? 0)
    await noteUse(Date.now() + 120_000)
    expect(await viewVault()).toMatchObject({ status: 'locked' })
    expect(await getResource('none')).toBeUndefined()
    expect(await listStreams('s1')).toEqual([])
  })
})

/** How often a run writes to the database. */
async function countWrites(run: () => Promise<unknown>): Promise<number> {
  let count = 0
  const stop = onWrite(() => {
    count++
  })
  await run()
  stop()
  return count
}

async function failAfter(allowed: number, run: () => Promise<unknown>): Promise<void> {
  let count = 0
  const stop = onWrite(() => {
    if (count++ >= allowed) throw new Error('killed')
  })
  try {
    await run()
  } finally {
    stop()
  }
}

/** Below Dexie, as in `fullDisk.test.ts`: whatever writes comes through here. */
function onWrite(listener: (transaction: IDBTransaction) => void): () => void {
  const prototype = IDBObjectStore.prototype
  const { put, add } = prototype
  prototype.put = function (...args: Parameters<typeof put>) {
    listener(this.transaction)
    return put.apply(this, args)
  }
  prototype.add = function (...args: Parameters<typeof add>) {
    listener(this.transaction)
    return add.apply(this, args)
  }
  return () => {
    prototype.put = put
    prototype.add = add
  }
}
