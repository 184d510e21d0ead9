import { browser } from 'wxt/browser'
import type { ContentCommands } from '../messages/protocol'
import { type Sender, sendToTab } from '../messages/runtime'
import { MOST_MARKS, parseMarks } from '../privacy/earlier'
import type { InTab } from './hello'
import { ENTRIES_PREFIX, getRun, type Run, runsOf } from './runs'

/**
 * What was entered in the documents of a session, by keyed hash: a page that a form was sent to repeats it. Lives in
 * memory only, as the key does, and goes with the tab's recording. Of too many the oldest go first.
 */
export async function entryMarksOf(run: Run): Promise<string[]> {
  const tabs = new Set([run, ...(await runsOf(run.sessionId))].map(({ tabId }) => tabId))
  const lists = await Promise.all([...tabs].map(marksOfTab))
  return [...new Set(lists.flat())].slice(-MOST_MARKS)
}

async function marksOfTab(tabId: number): Promise<string[]> {
  const key = ENTRIES_PREFIX + tabId
  return parseMarks((await browser.storage.session.get(key))[key])
}

/** A document of the tab's session says what was entered in it. In the tab's queue: the next page greets after it. */
export function createEntryMarks(inTab: InTab) {
  return async (payload: unknown, sender: Sender): Promise<null> => {
    const tabId = sender.tab?.id
    if (tabId === undefined || typeof payload !== 'object' || payload === null) return null
    const marks = parseMarks('marks' in payload ? payload.marks : undefined)
    await inTab(tabId, async () => {
      if (marks.length === 0 || !(await getRun(tabId))) return
      const all = new Set([...(await marksOfTab(tabId)), ...marks])
      await browser.storage.session.set({
        [ENTRIES_PREFIX + tabId]: [...all].slice(-MOST_MARKS),
      })
      // Frames of other sites beside it may show it as well.
      sendToTab<ContentCommands, 'entries.known'>({ tabId }, 'entries.known', { marks }).catch(
        () => null,
      )
    })
    return null
  }
}
