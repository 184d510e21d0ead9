import { describe, expect, it } from 'vitest'
import { inMemorySource, type TestRecording } from '../../tests/support/inMemorySource'
import { shopRecording } from '../../tests/support/shopRecording'
import type { RecordEvent } from '../format/events'
import { compareStories } from './compareStories'
import { readStory } from './story'

const story = async (recording: TestRecording) => await readStory(inMemorySource(recording))

/** The shop's visit with the events of its first document changed. */
function changed(change: (events: RecordEvent[]) => RecordEvent[]): TestRecording {
  const recording = shopRecording()
  const [first, ...rest] = recording.streams
  if (!first) return recording
  return { ...recording, streams: [{ ...first, events: change(first.events) }, ...rest] }
}

describe('comparing two visits', () => {
  it('finds nothing between the same', async () => {
    expect(compareStories(await story(shopRecording()), await story(shopRecording()))).toEqual({
      commonSteps: 5,
    })
  })

  it('finds the first error and failed request that are new', async () => {
    const good = await story(
      changed((events) => events.filter(({ kind }) => kind !== 'error' && kind !== 'network')),
    )
    const bad = await story(shopRecording())
    expect(compareStories(good, bad)).toMatchObject({
      error: { message: "Cannot read properties of undefined (reading 'total')" },
      request: { text: 'POST /api/buy 500' },
    })
    expect(compareStories(bad, good)).toEqual({ commonSteps: 5 })
  })

  it('finds the step that was another one', async () => {
    const other = await story(
      changed((events) => events.filter((event) => !(event.kind === 'input' && event.selected))),
    )
    expect(compareStories(await story(shopRecording()), other)).toMatchObject({
      commonSteps: 2,
      step: { index: 2, why: 'action', before: { action: 'select' }, after: { action: 'click' } },
    })
  })

  it('finds the step that led elsewhere', async () => {
    const other = await story(
      changed((events) =>
        events.map((event) =>
          event.kind === 'navigation' ? { ...event, url: 'https://shop.example/oops' } : event,
        ),
      ),
    )
    expect(compareStories(await story(shopRecording()), other)).toMatchObject({
      step: { index: 3, why: 'outcome' },
    })
  })

  it('takes another order number and another host as the same', async () => {
    const moved = (url: string) =>
      url.replace('shop.example', 'staging.shop.test').replace('48213', '48999')
    const other = await story(
      changed((events) =>
        events.map((event) =>
          event.kind === 'navigation' || event.kind === 'snapshot' || event.kind === 'network'
            ? { ...event, url: moved(event.url) }
            : event,
        ),
      ),
    )
    expect(compareStories(await story(shopRecording()), other)).toEqual({ commonSteps: 5 })
  })
})
