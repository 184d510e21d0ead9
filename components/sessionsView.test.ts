import { describe, expect, it } from 'vitest'
import type { Player } from '../lib/player/player'
import { createSessionsView, type SessionsView } from './sessionsView'

function fakePlayer(): Player {
  return { setScale: () => undefined } as unknown as Player
}

/** A page whose fragment changes as a browser's: the listeners hear of it later. */
function createPage(): Pick<Window, 'location' | 'addEventListener' | 'removeEventListener'> {
  const location = { hash: '' }
  return {
    location,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  } as unknown as Window
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol()
  return (await Promise.race([promise.catch(() => undefined), Promise.resolve(open)])) !== open
}

async function shown(view: SessionsView, player: Player): Promise<void> {
  const opening = view.open('a')
  view.ready('a', player)
  expect(await opening).toBe(player)
}

describe('the view of a session', () => {
  it('is the one that is shown, where it is still there', async () => {
    const view = createSessionsView(createPage())
    const player = fakePlayer()
    await shown(view, player)
    const { value } = view.attempt
    expect(await view.open('a')).toBe(player)
    expect(view.attempt.value).toBe(value)
  })

  it('is opened anew where the page left it, also before anybody was told', async () => {
    const page = createPage()
    const view = createSessionsView(page)
    await shown(view, fakePlayer())
    const { value } = view.attempt
    page.location.hash = ''
    const opening = view.open('a')
    await Promise.resolve()
    expect(await isSettled(opening)).toBe(false)
    expect(view.attempt.value).toBe(value + 1)
    expect(view.route.value).toMatchObject({ view: 'session', sessionId: 'a' })
    view.closed('a')
    const again = fakePlayer()
    view.ready('a', again)
    expect(await opening).toBe(again)
  })

  it('is opened anew where it failed before', async () => {
    const view = createSessionsView(createPage())
    const first = view.open('a')
    view.failed('a', 'no reason')
    await expect(first).rejects.toThrow('no reason')
    const { value } = view.attempt
    const second = view.open('a')
    expect(view.attempt.value).toBe(value + 1)
    const player = fakePlayer()
    view.ready('a', player)
    expect(await second).toBe(player)
  })
})
