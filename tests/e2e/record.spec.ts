import { expect } from '@playwright/test'
import { PERSON } from '../demo/visit.mjs'
import { test } from './fixtures'

/** Three digits turn up by chance in times and ids: a short value counts only where it stands as a text. */
function holds(stored: string, value: string): boolean {
  return value.length > 4
    ? stored.includes(value)
    : new RegExp(`["'>\\s]${value}["'<\\s]`).test(stored)
}

test('a visit of the shop is recorded without anything that was shown or typed', async ({
  recordShop,
  recount,
}) => {
  const { sessionId } = await recordShop()

  const [session] = await recount.list()
  expect(session).toMatchObject({ sessionId, status: 'complete' })
  expect(session?.endedAt).toBeGreaterThan(session?.startedAt ?? Number.POSITIVE_INFINITY)
  expect(session?.events).toBeGreaterThan(100)
  const stored = await recount.stored(sessionId)
  const typed = Object.values(PERSON).filter((value) => holds(stored, value))
  expect(typed).toEqual([])
  for (const shown of ['Moth orchid', 'Copenhagen', 'Place order', 'LC-20417']) {
    expect(stored, shown).not.toContain(shown)
  }
})
