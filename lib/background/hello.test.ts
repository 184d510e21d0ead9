import { expect, it } from 'vitest'
import { createHello } from './hello'

it('a document that greets without waiting does not hold the queue of its tab', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let queued = 0
  const answer = { record: false, reason: 'undecided' }
  const inTab = async () => {
    queued++
    await held
    return answer as never
  }
  const hello = createHello(inTab, async () => {})
  const message = { streamId: 'stream-1', url: 'https://x.example', framePath: [], startedAt: 1 }
  const sender = (documentId: string) => ({ tab: { id: 1 }, frameId: 0, documentId }) as never
  const greetings = Array.from({ length: 100 }, () => hello(message, sender('flooding')))
  const others = [hello(message, sender('other')), hello(message, sender('another'))]
  const settled = Promise.allSettled(greetings)
  release()
  const refused = (await settled).filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(96)
  expect(await Promise.all(others)).toEqual([answer, answer])
  expect(queued).toBe(6)
  // Once it was answered it may ask again.
  expect(await hello(message, sender('flooding'))).toEqual(answer)
})
