/** Changed attributes of an rrweb recording: styles come as differences, live state under names of its own. */
import type { RecordEvent } from '../format/events'
import { type ImportedNode, type Loose, list, loose, text } from './importRrwebNodes'

/** Events with time 0; the caller knows when. */
export function importMutationStyle(node: ImportedNode, changes: Loose): RecordEvent[] {
  const attributes: [number, string, string | null][] = []
  const events: RecordEvent[] = []
  for (const [name, value] of Object.entries(changes)) {
    if (name === '_cssText') {
      const state = { cssText: text(value) }
      events.push({ kind: 'state', time: 0, id: node.id, state })
    } else if (name === 'rr_open_mode') {
      const state = { top: value === 'modal' ? ('modal' as const) : null }
      events.push({ kind: 'state', time: 0, id: node.id, state })
    } else if (name === 'rr_dataURL') {
      events.push({ kind: 'state', time: 0, id: node.id, state: { image: text(value) } })
    } else if (name.startsWith('rr_')) {
    } else if (name === 'style' && typeof value === 'object' && value !== null) {
      node.style = patchStyle(node.style, loose(value))
      attributes.push([node.id, 'style', node.style])
    } else if (name === 'value' && node.tag === 'textarea') {
      events.push({ kind: 'input', time: 0, id: node.id, value: text(value), byScript: true })
    } else {
      const kept = value === null || value === false ? null : value === true ? '' : String(value)
      if (name === 'style') node.style = kept ?? ''
      if (kept === null) node.attributes.delete(name)
      else node.attributes.set(name, kept)
      if (name === 'open' && kept === null && node.tag === 'dialog') {
        events.push({ kind: 'state', time: 0, id: node.id, state: { top: null } })
      }
      attributes.push([node.id, name, kept])
    }
  }
  if (attributes.length > 0) events.push({ kind: 'mutation', time: 0, attributes })
  return events
}

/** The style text with some declarations set (`value` or `[value, priority]`) or taken out (`false`). */
function patchStyle(style: string, changes: Loose): string {
  const declarations = new Map<string, string>()
  for (const part of style.match(/(?:[^;"'(]|"[^"]*"|'[^']*'|\([^)]*\))+/g) ?? []) {
    const colon = part.indexOf(':')
    if (colon > 0) declarations.set(part.slice(0, colon).trim(), part.slice(colon + 1).trim())
  }
  for (const [property, value] of Object.entries(changes)) {
    if (value === false || value === null) declarations.delete(property)
    else if (Array.isArray(value)) {
      const [written, priority] = list(value)
      declarations.set(property, `${text(written)}${priority ? ` !${text(priority)}` : ''}`)
    } else declarations.set(property, text(value))
  }
  return [...declarations].map(([property, value]) => `${property}: ${value};`).join(' ')
}
