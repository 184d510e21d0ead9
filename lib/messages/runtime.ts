import { type Browser, browser } from 'wxt/browser'
import { describeError } from '../platform/describeError'

/** A map of messages as `protocol.ts` writes them: name -> payload and reply. */
type MessagesOf<Messages> = { [Name in keyof Messages]: { payload: unknown; reply: unknown } }
type Reply<T> = { ok: true; reply: T } | { ok: false; error: string }

/** Who sent a message, as the browser says: never what the message claims. */
export type Sender = Browser.runtime.MessageSender

/** Handlers get the payload as `unknown`: each parses what it needs before it acts. */
export type Handlers<Messages> = {
  [Name in keyof Messages]: (
    payload: unknown,
    sender: Sender,
  ) => Promise<Messages[Name] extends { reply: infer R } ? R : never>
}

/** Sends to the worker. Rejects with the handler's own sentence when it refused. */
export async function send<
  Messages extends MessagesOf<Messages>,
  Name extends keyof Messages & string,
>(name: Name, payload: Messages[Name]['payload']): Promise<Messages[Name]['reply']> {
  return unwrap<Messages[Name]['reply']>(await browser.runtime.sendMessage({ name, payload }))
}

/** Sends to the content scripts of a tab, to one frame or document where it is named. */
export async function sendToTab<
  Messages extends MessagesOf<Messages>,
  Name extends keyof Messages & string,
>(
  tab: { tabId: number; frameId?: number; documentId?: string },
  name: Name,
  payload: Messages[Name]['payload'],
): Promise<Messages[Name]['reply']> {
  const { tabId, ...options } = tab
  return unwrap<Messages[Name]['reply']>(
    await browser.tabs.sendMessage(tabId, { name, payload }, options),
  )
}

/**
 * Answers messages by name. Unknown names are left to other listeners. A handler that throws becomes an error reply:
 * a sender never waits for ever. Senders that `accepts` refuses get an error and no handler hears of them. Call
 * synchronously at start, or a waking worker misses the message that woke it.
 */
export function handle<Messages>(
  handlers: Partial<Handlers<Messages>>,
  accepts: (sender: Sender) => boolean = isOwn,
): { stop(): void } {
  const table = new Map<string, (payload: unknown, sender: Sender) => Promise<unknown>>(
    Object.entries(handlers) as [string, (payload: unknown, sender: Sender) => Promise<unknown>][],
  )
  const listener = (message: unknown, sender: Sender, respond: (reply: unknown) => void) => {
    const name = messageName(message)
    const handler = name === undefined ? undefined : table.get(name)
    if (!handler) return undefined
    if (!accepts(sender)) {
      respond({ ok: false, error: `${name} is not for this sender` } satisfies Reply<unknown>)
      return undefined
    }
    const payload = (message as { payload?: unknown }).payload
    Promise.resolve()
      .then(() => handler(payload, sender))
      .then(
        (reply) => respond({ ok: true, reply } satisfies Reply<unknown>),
        (error: unknown) =>
          respond({ ok: false, error: describeError(error) } satisfies Reply<unknown>),
      )
    return true
  }
  browser.runtime.onMessage.addListener(listener)
  return { stop: () => browser.runtime.onMessage.removeListener(listener) }
}

/** From this extension at all. */
export function isOwn(sender: Sender): boolean {
  return sender.id === browser.runtime.id
}

/** From one of our own pages (popup, sessions, options, panel), whether in a tab or not. */
export function isExtensionPage(sender: Sender): boolean {
  return isOwn(sender) && sender.url?.startsWith(browser.runtime.getURL('/')) === true
}

/** From a content script of ours in a tab. */
export function isContentScript(sender: Sender): boolean {
  return isOwn(sender) && sender.tab?.id !== undefined && !isExtensionPage(sender)
}

function messageName(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const { name } = message as { name?: unknown }
  return typeof name === 'string' ? name : undefined
}

function unwrap<T>(reply: unknown): T {
  if (typeof reply !== 'object' || reply === null)
    throw new Error('No answer: nothing is listening there')
  const answer = reply as Reply<T>
  if (answer.ok) return answer.reply
  throw new Error(answer.error)
}

/** The extension was reloaded, updated or removed under this content script: nobody will ever answer it again. */
export function isExtensionGone(): boolean {
  try {
    return browser.runtime?.id === undefined
  } catch {
    return true
  }
}
