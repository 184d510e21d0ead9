import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ReportDraft } from '../format/reportDraft'
import { database } from './database'
import { deleteDraft, getDraft, parseDraft, putDraft } from './drafts'
import { createSession, purgeSession } from './sessions'
import { storedText } from './storedText'
import { newSession } from './testRows'

const draft: ReportDraft = {
  sessionId: 's1',
  changedAt: 5,
  texts: { title: 'The cart stays empty', severity: 'high' },
  span: { fromMs: 100, toMs: 900 },
  level: 'mask-all',
  redactions: [{ selector: '.price', choices: ['p > b', '.price'] }],
  shots: [
    {
      id: 'a',
      atMs: 400,
      caption: 'Here',
      shapes: [
        { kind: 'arrow', x: 1, y: 2, toX: 3, toY: 4 },
        { kind: 'blur', x: 1, y: 2, width: 3, height: 4 },
        { kind: 'text', x: 1, y: 2, text: 'empty' },
      ],
    },
  ],
  format: 'html',
}

describe('drafts of bug reports', () => {
  beforeEach(async () => {
    await database.sessions.clear()
    await database.drafts.clear()
    await createSession(newSession())
  })

  it('are kept per session until they are discarded', async () => {
    expect(await putDraft(draft)).toBe(true)
    expect(await getDraft('s1')).toEqual(draft)
    expect(await getDraft('s2')).toBeUndefined()
    await deleteDraft('s1')
    expect(await getDraft('s1')).toBeUndefined()
  })

  it('are part of what is stored of a session, and go with it', async () => {
    await putDraft(draft)
    expect(await storedText('s1')).toContain('The cart stays empty')
    await purgeSession('s1', 'user')
    expect(await database.drafts.count()).toBe(0)
    expect(await putDraft(draft)).toBe(false)
    expect(await database.drafts.count()).toBe(0)
  })

  it('are read as far as they are whole', () => {
    const broken = {
      sessionId: 's1',
      texts: { title: 3, actual: 'x' },
      level: 'none',
      redactions: [{}, { selector: 'p' }],
      shots: [{ id: 'a', shapes: [{ kind: 'box', x: 1 }, { kind: 'toString' }, null] }, 7],
    }
    expect(parseDraft(broken)).toEqual({
      sessionId: 's1',
      changedAt: 0,
      texts: { actual: 'x' },
      redactions: [{ selector: 'p', choices: [] }],
      shots: [{ id: 'a', atMs: 0, caption: '', shapes: [] }],
    })
    expect(parseDraft({})).toBeUndefined()
  })
})
