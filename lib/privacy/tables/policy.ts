/** The tables of this folder as one page for a reviewer: docs/masking-policy.md. Used by nothing that ships. */
import { type AttributeKind, attributeDecisions } from './attributes'
import { KNOWN_AT_RULES, PSEUDO, SHOWN_STRINGS } from './cssPlaces'
import { CSS_PROPERTIES } from './cssWords'
import {
  type FetchDecision,
  headerDecision,
  KNOWN_HEADERS,
  REQUEST_PARTS,
  RESPONSE_PARTS,
} from './fetchParts'
import * as secrets from './secrets'
import { VENDOR_ATTRIBUTES, VENDOR_CLASSES } from './tokens'

/** Per kind: at mask-all, at mask-user-input. At allow everything is as at mask-user-input, but for entries and choices. */
const MEANING: Record<AttributeKind, [string, string]> = {
  text: ['shape kept: letters x, digits 0', 'kept'],
  name: ['kept if made of common words, else hashed', 'kept'],
  names: ['each word as a name', 'kept'],
  class: ['each word as a name, alike in style sheets', 'kept'],
  id: ['as a name, alike in style sheets and references', 'kept'],
  ids: ['each word as an id', 'kept'],
  number: ['kept if it is numbers, else dropped', 'kept'],
  flag: ['kept empty', 'kept'],
  enumerated: ['kept if a word of the specifications, else dropped', 'kept'],
  'css-value': ['masked as CSS', 'kept; addresses in it masked as addresses'],
  css: ['masked as CSS', 'kept; addresses in it masked as addresses'],
  link: ['masked as an address', 'kept but for credentials and what was typed'],
  resource: [
    'masked as an address, pictures are not kept',
    'kept but for credentials and what was typed',
  ],
  'resource-set': ['each address as a resource', 'kept but for credentials and what was typed'],
  entry: ['masked as a value', 'masked where it is a field, else kept (kept at allow)'],
  choice: ['dropped', 'dropped (kept at allow)'],
  type: ['kept if it looks like a type, else dropped', 'kept'],
  language: ['kept if it looks like a language, else dropped', 'kept'],
  namespace: ['kept if of the W3C, else dropped', 'kept'],
  meta: ['kept if it changes rendering, else dropped', 'kept'],
  token: ['kept if it is a token of ours', 'kept if it is a token of ours'],
  drop: ['dropped', 'kept'],
  empty: ['dropped; srcdoc kept empty', 'kept empty'],
  never: ['dropped', 'dropped (also at allow)'],
}

const FETCH_MEANING: Record<FetchDecision, string> = {
  address: 'masked as an address',
  headers: 'each by its name, below',
  body: 'only where bodies are asked for; shape kept at mask-all; secret keys and what was typed masked at every level',
  plain: 'kept',
  text: 'shape kept at mask-all',
  never: 'not recorded',
  method: 'a method: hands out what another line decides about',
}

/** Markdown. */
export function policyPage(): string {
  const { kinds, exceptions } = attributeDecisions()
  const shown = [...CSS_PROPERTIES].filter((name) => SHOWN_STRINGS.test(name)).sort()
  const headersThat = (decision: string): string =>
    list(KNOWN_HEADERS.filter((name) => headerDecision(name) === decision))
  return [
    '# Masking policy: every decision on one page',
    'Made from `lib/privacy/tables` by `policy.ts` there. `npm test` fails where the two differ, and where a list that the browser itself keeps holds a name without a decision (`tests/e2e/maskingPolicy.spec.ts`).',
    'Secrets are masked at every level, whatever stands below. What nobody has heard of is a name: hashed unless it is made of common words.',
    '## Attributes (HTML, ARIA, SVG, MathML)',
    ...kinds.flatMap(([kind, names]) =>
      names.length === 0
        ? []
        : [
            `### ${kind}`,
            `mask-all: ${MEANING[kind][0]}. mask-user-input: ${MEANING[kind][1]}.`,
            list(names),
          ],
    ),
    '### Where one means something else on one element',
    table(['element and attribute', 'kind'], exceptions),
    '### Event handlers',
    'Every attribute that begins with `on` is dropped at mask-all and kept empty at the other levels.',
    '## Style sheets, at mask-all',
    'Keywords, functions, units, numbers and colours of CSS stay. Comments are dropped. Every other identifier is a name, every `url()` an address, every string a name, but where the tables below say otherwise.',
    '### Strings of these are shown: shape kept',
    list(shown),
    '### Properties and descriptors',
    'Their names stay, and those of others that are made of the same words; the rest, and custom properties, are names.',
    list([...CSS_PROPERTIES].sort()),
    '### At-rules',
    `Those that match stay, others are names: \`${KNOWN_AT_RULES.source.replaceAll('|', ' ')}\``,
    '### Pseudo-classes and pseudo-elements',
    list([...PSEUDO].sort()),
    '## Requests and answers',
    table(
      ['member of Request', 'decision'],
      Object.entries(REQUEST_PARTS).map(([name, decision]) => [name, FETCH_MEANING[decision]]),
    ),
    table(
      ['member of Response', 'decision'],
      Object.entries(RESPONSE_PARTS).map(([name, decision]) => [name, FETCH_MEANING[decision]]),
    ),
    '### Headers: filled at every level',
    headersThat('secret'),
    '### Headers: kept while they hold nothing but words of the standards, numbers and dates',
    headersThat('how'),
    '### Headers: shape kept at mask-all, searched for credentials and what was typed at the others (so are all that are in no list)',
    headersThat('text'),
    '## Secrets, at every level',
    table(
      ['what', 'pattern'],
      [
        ['names of parameters, keys, hidden fields', secrets.SECRET_NAME.source],
        ['names of fields: passwords', secrets.PASSWORD_NAME.source],
        ['names of fields: payment, national ids', secrets.SECRET_FIELD_NAME.source],
        ['autocomplete', secrets.SECRET_AUTOCOMPLETE.source],
        ['shapes, wherever they stand', secrets.SECRET_SHAPE.source],
        ['after a word, in addresses and texts', secrets.SECRET_PAIR.source],
      ].map(([what, pattern]) => [what ?? '', code(pattern ?? '')]),
    ),
    '## Tokens of other recorders that are honoured',
    table(
      ['attribute', 'values'],
      [...VENDOR_ATTRIBUTES].map(([name, effects]) => [
        name,
        Object.entries(effects)
          .map(([value, effect]) => `${value === '*' ? 'any' : value}: ${effect}`)
          .join(', '),
      ]),
    ),
    table(['class', 'effect'], [...VENDOR_CLASSES]),
  ]
    .join('\n\n')
    .concat('\n')
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' ')
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function code(pattern: string): string {
  return `\`${pattern.replaceAll('|', '\\|')}\``
}
