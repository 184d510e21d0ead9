/**
 * Bundled into a page: what our recorder writes of it at level `allow`, beside what rrweb-snapshot's `snapshot()` writes
 * of the same moment. Answers every difference; which of them are right is the test's to say.
 */
import { snapshot } from 'rrweb-snapshot'
import { createReferenceTree, type ReferenceNode } from './referenceTree'

/** One node, in words that both can speak. */
interface Told {
  kind: string
  name: string
  svg: boolean
  facts: Record<string, string>
  children: Told[]
}

export interface OracleDifference {
  /** Element names from the root. */
  path: string
  /** What differs: `node`, `text`, `svg`, `missing` (we have it not), `added` (only we have it), or a fact's name. */
  what: string
  tag: string
  ours: string | undefined
  theirs: string | undefined
}

interface Serialized {
  type: number
  tagName?: string
  name?: string
  attributes?: Record<string, unknown>
  textContent?: string
  childNodes?: Serialized[]
  isSVG?: true
  isShadow?: true
  isShadowHost?: true
}

const KINDS = ['document', 'doctype', 'element', 'text', 'cdata', 'comment']

function theirs(node: Serialized): Told {
  const facts: Record<string, string> = {}
  for (const [name, value] of Object.entries(node.attributes ?? {})) facts[name] = String(value)
  const kind = KINDS[node.type] ?? String(node.type)
  const children = (node.childNodes ?? []).filter(({ isShadow }) => !isShadow).map(theirs)
  const inside = (node.childNodes ?? []).filter(({ isShadow }) => isShadow).map(theirs)
  // rrweb keeps the nodes of a shadow root beside the children of its host.
  const isHost = node.isShadowHost === true
  const root = { kind: 'shadow', name: '', svg: false, facts: {}, children: inside }
  if (node.textContent !== undefined) facts.text = node.textContent
  return {
    kind,
    name: node.tagName ?? node.name ?? '',
    svg: node.isSVG === true,
    facts,
    children: isHost ? [root, ...children] : children,
  }
}

function ours(node: ReferenceNode, texts: Map<string, string>): Told {
  const facts: Record<string, string> = { ...node.attributes }
  const { state } = node
  const css = state.cssText ?? texts.get(state.css ?? '')
  if (css !== undefined) facts._cssText = css
  if (state.value !== undefined) facts.value = state.value
  if (state.checked) facts.checked = 'true'
  else if (state.checked === false) delete facts.checked
  if (state.selected) facts.selected = 'true'
  else if (state.selected === false) delete facts.selected
  if (state.top === 'modal') facts.rr_open_mode = 'modal'
  if (state.media) facts.rr_mediaState = state.media.paused ? 'paused' : 'played'
  if (state.scroll?.[0]) facts.rr_scrollLeft = String(state.scroll[0])
  if (state.scroll?.[1]) facts.rr_scrollTop = String(state.scroll[1])
  if (node.text !== undefined) facts.text = node.text
  const children = node.children.map((child) => ours(child, texts))
  return {
    kind: node.kind,
    name: node.name ?? '',
    svg: node.ns === 'svg',
    facts,
    children: node.shadow ? [ours(node.shadow, texts), ...children] : children,
  }
}

/** Rules as the browser writes them: two spellings of one sheet are the same. */
function rulesOf(css: string): string {
  const sheet = new CSSStyleSheet({ baseURL: document.baseURI })
  sheet.replaceSync(css)
  return [...sheet.cssRules].map(({ cssText }) => cssText).join('\n')
}

/** rrweb-snapshot writes the rules of a sheet into an attribute; we keep the text where it stands, or as a resource. */
function compareSheets(mine: Told, other: Told): void {
  const own = mine.facts._cssText ?? mine.children.map(({ facts }) => facts.text).join('')
  const written = other.facts._cssText
  if (written === undefined) return
  if (rulesOf(own) !== rulesOf(written)) return
  for (const { facts } of [mine, other]) {
    delete facts._cssText
    if (mine.name === 'style') continue
    delete facts.rel
    delete facts.href
  }
  if (mine.name !== 'style') return
  mine.children = []
  other.children = []
}

function compare(mine: Told, other: Told, path: string, found: OracleDifference[]): void {
  if (mine.name === 'style' || mine.name === 'link') compareSheets(mine, other)
  const tag = mine.name || mine.kind
  const at = `${path}/${tag}`
  const add = (what: string, ours: string | undefined, theirs: string | undefined) =>
    found.push({ path: at, what, tag, ours, theirs })
  if (mine.kind !== other.kind || mine.name !== other.name) {
    add('node', tag, other.name || other.kind)
    return
  }
  if (mine.svg !== other.svg) add('svg', String(mine.svg), String(other.svg))
  for (const name of new Set([...Object.keys(mine.facts), ...Object.keys(other.facts)]))
    if (mine.facts[name] !== other.facts[name]) add(name, mine.facts[name], other.facts[name])
  const count = Math.max(mine.children.length, other.children.length)
  for (let index = 0; index < count; index++) {
    const [left, right] = [mine.children[index], other.children[index]]
    if (left && right) compare(left, right, at, found)
    else if (left) add('added', left.facts.text ?? left.name, undefined)
    else if (right) add('missing', undefined, right.facts.text ?? right.name)
  }
}

/** Records this document anew and compares with rrweb-snapshot. */
function consultOracle(): OracleDifference[] {
  const policy = { level: 'allow', rules: [] }
  const recorded = window.recorderHarness.start(policy)
  try {
    recorded.stream.flush()
    if (recorded.errors.length > 0) throw new Error(recorded.errors[0])
    const reference = createReferenceTree()
    for (const event of recorded.events) {
      reference.apply(event)
      if (event.kind !== 'scroll' || event.id === 1) continue
      reference.node(event.id).state.scroll = [event.left, event.top]
    }
    const texts = new Map(recorded.kept.map(({ key, text = '' }) => [key, text]))
    const root = ours(reference.node(1), texts)
    const other = snapshot(document, { inlineStylesheet: true, recordCanvas: false })
    if (!other) throw new Error('rrweb-snapshot wrote nothing')
    const found: OracleDifference[] = []
    compare(root, theirs(other as unknown as Serialized), '', found)
    return found
  } finally {
    recorded.stream.stop()
  }
}

declare global {
  interface Window {
    consultOracle(): OracleDifference[]
  }
}
window.consultOracle = consultOracle
