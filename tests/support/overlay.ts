import { type CDPSession, expect, type Page } from '@playwright/test'

interface CdpNode {
  nodeId: number
  backendNodeId: number
  nodeName: string
  nodeType: number
  nodeValue: string
  attributes?: string[]
  children?: CdpNode[]
  shadowRoots?: CdpNode[]
  contentDocument?: CdpNode
}

/** The masking preview on a page, read through DevTools: its shadow root is closed to everybody else. */
export interface Overlay {
  /** What it says, hidden parts left out; undefined where there is none. */
  text(): Promise<string | undefined>
  /** Centre of the first of its buttons that has this text. */
  press(text: string): Promise<void>
  choose(value: string): Promise<void>
  /** Where its bar begins and ends, from the top of the viewport. */
  bar(): Promise<[top: number, bottom: number]>
}

export async function overlayOf(page: Page): Promise<Overlay> {
  const cdp = await page.context().newCDPSession(page)
  return {
    text: () => overlayText(cdp),
    async press(text) {
      const found = await findIn(cdp, (node) => node.nodeName === 'BUTTON' && textOf(node) === text)
      if (!found) throw new Error(`The overlay has no button ${text}`)
      const { nodeId: _, backendNodeId } = found
      const { model } = await cdp.send('DOM.getBoxModel', { backendNodeId })
      const [x1 = 0, y1 = 0, , , x2 = 0, y2 = 0] = model.content
      await page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
    },
    async bar() {
      const found = await findIn(cdp, ({ nodeName }) => nodeName === 'SECTION')
      const { model } = await cdp.send('DOM.getBoxModel', { backendNodeId: found?.backendNodeId })
      return [model.border[1] ?? 0, model.border[5] ?? 0]
    },
    async choose(value) {
      const found = await findIn(cdp, ({ nodeName }) => nodeName === 'SELECT')
      if (!found) throw new Error('The overlay has no list')
      const { object } = await cdp.send('DOM.resolveNode', { backendNodeId: found.backendNodeId })
      await cdp.send('Runtime.callFunctionOn', {
        objectId: object.objectId,
        functionDeclaration: `function (value) { this.value = value; this.dispatchEvent(new Event('change')) }`,
        arguments: [{ value }],
      })
    },
  }
}

async function hostOf(cdp: CDPSession): Promise<CdpNode | undefined> {
  const { root } = await cdp.send('DOM.getDocument', { depth: 0 })
  const { nodeId } = await cdp.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: 'recount-overlay',
  })
  if (nodeId === 0) return undefined
  const { node } = await cdp.send('DOM.describeNode', { nodeId, depth: -1, pierce: true })
  return node as CdpNode
}

async function findIn(cdp: CDPSession, wanted: (node: CdpNode) => boolean) {
  const host = await hostOf(cdp)
  return host && search(host, wanted)
}

function search(node: CdpNode, wanted: (node: CdpNode) => boolean): CdpNode | undefined {
  if (wanted(node)) return node
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) {
    if (child.attributes?.includes('hidden')) continue
    const found = search(child, wanted)
    if (found) return found
  }
  return undefined
}

function textOf(node: CdpNode): string {
  const texts: string[] = []
  const read = (each: CdpNode) => {
    if (each.attributes?.includes('hidden')) return
    if (each.nodeType === 3) texts.push(each.nodeValue)
    for (const child of [...(each.children ?? []), ...(each.shadowRoots ?? [])]) read(child)
  }
  read(node)
  return texts.join(' ').replace(/\s+/g, ' ').trim()
}

async function overlayText(cdp: CDPSession): Promise<string | undefined> {
  const host = await hostOf(cdp)
  return host && textOf(host)
}

/** Shows or hides it as the panel does. */
export async function togglePreview(
  sessionsPage: Page,
  url: string,
  choice: { profile?: string; level?: string } = {},
): Promise<boolean> {
  const reply = await sessionsPage.evaluate(
    async ([url, choice]) => {
      const tab = (await chrome.tabs.query({})).find((each) => each.url?.startsWith(url))
      return await chrome.runtime.sendMessage({
        name: 'preview.toggle',
        payload: { tabId: tab?.id, ...choice },
      })
    },
    [url, choice] as const,
  )
  expect(reply).toMatchObject({ ok: true })
  return reply.reply.shown
}
