/** Style sheet changes of an rrweb recording. */
import type { RecordEvent, RuleChange } from '../format/events'
import { type Loose, list, loose, num, text } from './importRrwebNodes'
import type { ImportedStream, ImportedStreams } from './importRrwebStreams'
import { RRWEB_SOURCE } from './rrwebTypes'

export interface ImportedSheets {
  convert(data: Loose): { stream: ImportedStream; event: RecordEvent }[]
  forget(): void
}

export function importSheets(streams: ImportedStreams): ImportedSheets {
  /** Which stream a constructed sheet belongs to. */
  const owners = new Map<number, ImportedStream>()

  function adopted(data: Loose): { stream: ImportedStream; event: RecordEvent }[] {
    const place = streams.place(data.id)
    if (!place) return []
    const { stream, node } = place
    const made = list(data.styles)
      .map(loose)
      .map((style) => {
        const sheet = num(style.styleId)
        owners.set(sheet, stream)
        const rules = list(style.rules).map((rule) => text(loose(rule).rule))
        return {
          stream,
          event: { kind: 'sheet', time: 0, sheet, text: rules.join('\n') } as RecordEvent,
        }
      })
    const sheets = list(data.styleIds).filter((id) => typeof id === 'number')
    const root = node.shadow || node.id
    return [...made, { stream, event: { kind: 'adopted', time: 0, root, sheets } }]
  }

  function rules(
    data: Loose,
    changes: RuleChange[],
  ): { stream: ImportedStream; event: RecordEvent }[] {
    if (changes.length === 0) return []
    if (typeof data.styleId === 'number') {
      const stream = owners.get(data.styleId)
      if (!stream) return []
      const owner = { sheet: data.styleId }
      return [{ stream, event: { kind: 'rules', time: 0, owner, changes } }]
    }
    const place = streams.place(data.id)
    if (!place) return []
    const owner = { node: place.node.id }
    return [{ stream: place.stream, event: { kind: 'rules', time: 0, owner, changes } }]
  }

  return {
    forget: () => owners.clear(),
    convert(data) {
      switch (data.source) {
        case RRWEB_SOURCE.adopted:
          return adopted(data)
        case RRWEB_SOURCE.styleSheetRule:
          return rules(data, ruleChanges(data))
        case RRWEB_SOURCE.styleDeclaration:
          return rules(data, declarationChanges(data))
        default:
          return []
      }
    },
  }
}

function path(index: unknown): number[] {
  return Array.isArray(index) ? index.map((each) => num(each)) : [num(index)]
}

function ruleChanges(data: Loose): RuleChange[] {
  const changes: RuleChange[] = []
  for (const add of list(data.adds).map(loose)) {
    changes.push(['insert', path(add.index), text(add.rule)])
  }
  for (const remove of list(data.removes).map(loose)) changes.push(['delete', path(remove.index)])
  const whole = data.replaceSync ?? data.replace
  if (typeof whole === 'string') changes.push(['replace', whole])
  return changes
}

function declarationChanges(data: Loose): RuleChange[] {
  const set = loose(data.set)
  const remove = loose(data.remove)
  const at = path(data.index)
  if (typeof set.property === 'string') {
    return [['set', at, set.property, text(set.value), text(set.priority)]]
  }
  if (typeof remove.property === 'string') return [['set', at, remove.property, '', '']]
  return []
}
