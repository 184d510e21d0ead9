import type { Browser, CDPSession } from '@playwright/test'

/** A target that is driven through the session of the browser: DevTools is no page for Playwright. */
export interface Target {
  evaluate(expression: string): Promise<unknown>
}

interface TargetInfo {
  targetId: string
  type: string
  url: string
}

/** Waits for a target and attaches to it. */
export async function attach(
  session: CDPSession,
  matches: (info: TargetInfo) => boolean,
): Promise<Target> {
  const info = await waitFor(async () => {
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] })
    return (targetInfos as TargetInfo[]).find(matches)
  })
  const { sessionId } = await session.send('Target.attachToTarget', {
    targetId: info.targetId,
    flatten: false,
  })
  let lastId = 0
  return {
    evaluate(expression) {
      lastId += 1
      const id = lastId
      const message = JSON.stringify({
        id,
        method: 'Runtime.evaluate',
        params: { expression, awaitPromise: true, returnByValue: true },
      })
      const answer = new Promise<unknown>((resolve, reject) => {
        const onMessage = (event: { sessionId: string; message: string }) => {
          if (event.sessionId !== sessionId) return
          const reply = JSON.parse(event.message) as {
            id?: number
            error?: { message: string }
            result?: { result: { value: unknown }; exceptionDetails?: { text: string } }
          }
          if (reply.id !== id) return
          session.off('Target.receivedMessageFromTarget', onMessage)
          const problem = reply.error?.message ?? reply.result?.exceptionDetails?.text
          if (problem) reject(new Error(problem))
          else resolve(reply.result?.result.value)
        }
        session.on('Target.receivedMessageFromTarget', onMessage)
      })
      return session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answer)
    },
  }
}

/** The DevTools that opened with a tab. */
export async function attachDevtools(session: CDPSession): Promise<Target> {
  return await attach(session, ({ url, type }) => url.startsWith('devtools://') && type !== 'tab')
}

/** Shows the panel of the extension in the DevTools that opened with the tab, and attaches to it. */
export async function openPanel(browser: Browser, extensionId: string): Promise<Target> {
  const session = await browser.newBrowserCDPSession()
  const devtools = await attachDevtools(session)
  // The panel is added some time after DevTools is there; asking is all one can do.
  await waitFor(() =>
    devtools.evaluate(`(async () => {
      const UI = await import('./ui/legacy/legacy.js')
      const manager = UI.ViewManager.ViewManager.instance()
      const id = [...manager.views.keys()].find((key) => key.startsWith('chrome-extension://'))
      if (id) await manager.showView(id)
      return Boolean(id)
    })()`),
  )
  return await attach(session, ({ url }) =>
    url.startsWith(`chrome-extension://${extensionId}/devtools-panel.html`),
  )
}

const PATIENCE_MS = 20_000
const EVERY_MS = 200

/** Asks until there is an answer. */
export async function waitFor<T>(ask: () => Promise<T | undefined>): Promise<NonNullable<T>> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    const answer = await ask().catch(() => undefined)
    if (answer) return answer
    if (Date.now() > end) throw new Error('DevTools did not get there')
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
}
