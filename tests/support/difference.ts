import type { ElementView, NodeView } from './pageState'

/** Enough to see a pattern; the rest of a broken page is noise. */
const MOST = 25

/**
 * Where two views of a page differ, in words, each with its path. Empty when they are the same.
 *
 * @param live What the page showed.
 * @param replayed What the player shows.
 */
export function differences(live: NodeView[], replayed: NodeView[]): string[] {
  const found: string[] = []
  compareLists(live, replayed, '', found)
  return found.length > MOST ? [...found.slice(0, MOST), `and ${found.length - MOST} more`] : found
}

function compareLists(live: NodeView[], replayed: NodeView[], path: string, found: string[]): void {
  const count = Math.max(live.length, replayed.length)
  for (let index = 0; index < count; index += 1) {
    const [one, other] = [live[index], replayed[index]]
    const place = `${path}/${index}:${nameOf(one ?? other)}`
    if (one === undefined) found.push(`${place} only in the replay: ${describe(other)}`)
    else if (other === undefined) found.push(`${place} missing in the replay: ${describe(one)}`)
    else if (typeof one === 'string' || typeof other === 'string' || one.tag !== other.tag) {
      if (one === other) continue
      found.push(`${place} was ${describe(one)}, replayed as ${describe(other)}`)
      // After another element everything is out of step: one line says it.
      if (typeof one !== typeof other) return
    } else compareElements(one, other, place, found)
  }
}

function compareElements(
  live: ElementView,
  replayed: ElementView,
  path: string,
  found: string[],
): void {
  compareRecords(live.attributes, replayed.attributes, `${path} attribute`, found)
  compareRecords(live.state, replayed.state, `${path} state`, found)
  compareLists(live.children, replayed.children, path, found)
  if (live.shadow || replayed.shadow) {
    compareLists(live.shadow ?? [], replayed.shadow ?? [], `${path}#shadow`, found)
  }
  if (live.frame || replayed.frame) {
    compareLists(live.frame ?? [], replayed.frame ?? [], `${path}#frame`, found)
  }
}

function compareRecords(
  live: Record<string, string | number | boolean>,
  replayed: Record<string, string | number | boolean>,
  path: string,
  found: string[],
): void {
  for (const name of new Set([...Object.keys(live), ...Object.keys(replayed)])) {
    if (isSame(live[name], replayed[name])) continue
    found.push(`${path} ${name}: ${short(live[name])} replayed as ${short(replayed[name])}`)
  }
}

/** A scroll offset may be off by one pixel: it is rounded on the way. */
function isSame(one: string | number | boolean | undefined, other: typeof one): boolean {
  if (typeof one === 'number' || typeof other === 'number') {
    return Math.abs(Number(one ?? 0) - Number(other ?? 0)) <= 1
  }
  return one === other
}

function nameOf(node: NodeView | undefined): string {
  return typeof node === 'object' ? node.tag : 'text'
}

function describe(node: NodeView | undefined): string {
  if (typeof node !== 'object') return short(node)
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${value}"`)
  return `<${node.tag}${attributes.join('').slice(0, 80)}>`
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 120 ? `${text.slice(0, 120)} ...` : text
}
