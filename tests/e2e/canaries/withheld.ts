import type { PrivacyLevel } from '../../../lib/format/settings'

/** Channels that a level lets through and that are not stored all the same, by reason. Everything else must be there. */
const NEVER: Record<string, string[]> = {
  'shown to nobody: no part of a replay, and a place for secrets': [
    'text noscript',
    'text template',
    'text comment',
    'text script json',
    'text script',
    'head json-ld',
    'attr href script',
    'attr onclick',
  ],
  'a linked sheet is read by its rules, which have no comments': ['sheet comment'],
  'stands in a part that the page itself blocks': ['dynamic token added'],
  'not part of a recording': [
    'performance mark',
    'window name',
    'validity message',
    'fetch abort reason word',
  ],
  'kept as pixels, not as the text it was drawn from': ['dynamic blob image'],
}

const ENTERED: Record<string, string[]> = {
  'what can be chosen is masked with what is chosen': [
    'text option',
    'attr option value',
    'attr option label',
    'attr optgroup',
    'attr datalist',
  ],
  'shows what came out of entries': ['text output'],
  'forms put what was entered into queries': [
    'attr href query',
    'attr href query key',
    'attr iframe src',
    'fetch query',
    'xhr url',
  ],
  'bodies, messages and stores hold what was entered': [
    'fetch body text',
    'fetch body form',
    'fetch response',
    'session storage',
    'eventsource message',
  ],
}

const OPEN: Record<string, string[]> = {
  'stands in a part that the page masks or ignores': [
    'field in rule allowed around',
    'field ignored',
  ],
  'names of files are never kept': ['file name', 'file name sent'],
  'kept as pixels, not as the text it was drawn from': ['picture chosen, shown as blob'],
}

/** Over after 50 ms: the recorder may have looked before, or not. */
export const FLEETING: readonly string[] = ['dynamic animation']

export const WITHHELD: Record<PrivacyLevel, string[]> = {
  'mask-all': [],
  'mask-user-input': listed(NEVER, ENTERED),
  allow: listed(NEVER, OPEN),
}

function listed(...tables: Record<string, string[]>[]): string[] {
  return tables.flatMap((table) => Object.values(table).flat())
}
