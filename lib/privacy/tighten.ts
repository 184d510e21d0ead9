import type {
  AnimationEvent,
  InputEvent,
  NetworkEvent,
  NodeId,
  Preview,
  RecordEvent,
  RuleChange,
  RulesEvent,
  TargetDescription,
} from '../format/events'
import type { Policy } from '../format/settings'
import { createMasker } from './createMasker'
import type { Masker, PayloadUse, Treatment } from './masker'
import { nameInSelector } from './nameInSelector'
import { isErrorCode } from './payloads'
import { createTightenTree, type TightenTree } from './tightenTree'

/**
 * Masks stored events of one stream again under a stricter policy, in their order. What is masked already stays as it
 * is, so this can only tighten. An event that may not be kept at all comes back as undefined.
 */
export interface Tightener {
  event(event: RecordEvent): RecordEvent | undefined
  readonly masker: Masker
}

export interface TightenOptions {
  /** Any document; a new inert one is made from it, and nothing is loaded. */
  document: Document
  /** What addresses in the stream are relative to. */
  baseUrl: string
  /** Addresses from masked parts; shared by the streams of a recording and its resources. */
  hidden?: Set<string>
  /** Elements that are masked for themselves, by their numbers since the last snapshot. */
  marked?: ReadonlySet<NodeId>
}

export function createTightener(
  policy: Policy,
  { document, baseUrl, hidden, marked }: TightenOptions,
): Tightener {
  let base = baseUrl
  const masker = createMasker(policy, { baseUrl: () => base, ...(hidden ? { hidden } : {}) })
  const tree = createTightenTree(masker, document.implementation.createHTMLDocument(''), marked)

  return {
    masker,
    event(event) {
      if (event.kind === 'snapshot') {
        base = event.baseUrl ?? event.url
        return {
          ...event,
          url: masker.url(event.url, 'page'),
          title: masker.title(event.title),
          ...(event.baseUrl === undefined ? {} : { baseUrl: masker.url(event.baseUrl, 'page') }),
          children: tree.reset(event.children),
        }
      }
      return tightenEvent(event, { masker, tree, base })
    },
  }
}

/** All events of one stream. */
export function tighten(
  events: readonly RecordEvent[],
  policy: Policy,
  options: TightenOptions,
): RecordEvent[] {
  const tightener = createTightener(policy, options)
  return events.flatMap((event) => tightener.event(event) ?? [])
}

interface Deps {
  masker: Masker
  tree: TightenTree
  base: string
}

function tightenEvent(
  event: Exclude<RecordEvent, { kind: 'snapshot' }>,
  deps: Deps,
): RecordEvent | undefined {
  const { masker, tree, base } = deps
  switch (event.kind) {
    case 'mutation':
      return tree.mutate(event)
    case 'sheet':
      return { ...event, text: masker.css(event.text, masker.root, base) }
    case 'rules':
      return tightenRules(event, deps)
    case 'highlight': {
      const name = nameInSelector(masker, '::highlight', event.name)
      return name === undefined ? undefined : { ...event, name }
    }
    case 'state': {
      const element = tree.element(event.id)
      if (!element) return event
      const given = Object.fromEntries(
        Object.entries(event.state).filter(([, value]) => value !== null),
      )
      const cleared = Object.fromEntries(
        Object.entries(event.state).filter(([, value]) => value === null),
      )
      return {
        ...event,
        state: { ...tree.state(element, given, tree.treatment(event.id)), ...cleared },
      }
    }
    case 'input':
      return tightenInput(event, deps)
    case 'pointer':
    case 'key':
    case 'frame':
      return event.target
        ? { ...event, target: tightenTarget(event.target, tree.treatment(event.id), masker) }
        : event
    case 'canvas':
      return masker.keepsImages(tree.treatment(event.id)) ? event : undefined
    case 'animation':
      return tightenAnimation(event, deps)
    case 'navigation':
      return { ...event, url: masker.url(event.url, 'page'), title: masker.title(event.title) }
    case 'console':
      return {
        ...event,
        args: event.args.map((arg) => tightenPreview(arg, masker)),
        ...(event.stack === undefined ? {} : { stack: masker.payload(event.stack, 'stack') }),
      }
    case 'error':
      return {
        ...event,
        message: masker.payload(event.message, 'error'),
        ...(event.name === undefined ? {} : { name: masker.name(event.name) }),
        ...(event.stack === undefined ? {} : { stack: masker.payload(event.stack, 'stack') }),
        ...(event.source === undefined ? {} : { source: masker.url(event.source, 'request') }),
      }
    case 'network':
      return tightenNetwork(event, masker)
    case 'socket':
      return {
        ...event,
        ...(event.url === undefined ? {} : { url: masker.url(event.url, 'request') }),
        ...(event.body === undefined ? {} : { body: masker.payload(event.body, 'socket') }),
      }
    case 'storage': {
      const use: PayloadUse = event.area === 'cookie' ? 'cookie' : 'storage'
      return {
        ...event,
        ...(event.key === undefined ? {} : { key: masker.name(event.key) }),
        ...(event.value === undefined
          ? {}
          : { value: masker.payload(event.value, use, event.key) }),
      }
    }
    default:
      // Positions, times and what the person wrote as a note: nothing of the page's words.
      return event
  }
}

function tightenInput(event: InputEvent, { masker, tree }: Deps): InputEvent | undefined {
  const treatment = tree.treatment(event.id)
  const element = tree.element(event.id)
  if (masker.isIgnored(treatment)) return undefined
  const masked = { ...event }
  if (event.value !== undefined)
    masked.value = element ? masker.value(element, event.value, treatment) : ''
  if (!element || !masker.keepsChoice(element, treatment)) {
    delete masked.checked
    delete masked.indeterminate
    delete masked.selected
  }
  return masked
}

function tightenTarget(
  target: TargetDescription,
  treatment: Treatment,
  masker: Masker,
): TargetDescription {
  const masked = { ...target }
  for (const member of ['name', 'label', 'text', 'placeholder'] as const) {
    const text = target[member]
    if (text !== undefined) masked[member] = masker.text(text, null, treatment)
  }
  for (const member of ['testId', 'css', 'within'] as const) {
    const text = target[member]
    if (text !== undefined && !masker.keepsImages(treatment))
      masked[member] = text.replace(/[\w-]+/g, (name) => masker.name(name))
  }
  if (target.hosts && !masker.keepsImages(treatment))
    masked.hosts = target.hosts.map((host) => host.replace(/[\w-]+/g, (name) => masker.name(name)))
  return masked
}

function tightenNetwork(event: NetworkEvent, masker: Masker): NetworkEvent {
  const headers = (list: [string, string][]): [string, string][] =>
    list.map(([name, value]) => [masker.name(name), masker.header(name, value)])
  return {
    ...event,
    url: masker.url(event.url, 'request'),
    ...(event.statusText === undefined
      ? {}
      : { statusText: masker.payload(event.statusText, 'error') }),
    ...(event.error === undefined || isErrorCode(event.error)
      ? {}
      : { error: masker.payload(event.error, 'error') }),
    ...(event.redirects
      ? {
          redirects: event.redirects.map(({ status, url }) => ({
            status,
            url: masker.url(url, 'request'),
          })),
        }
      : {}),
    ...(event.requestHeaders ? { requestHeaders: headers(event.requestHeaders) } : {}),
    ...(event.responseHeaders ? { responseHeaders: headers(event.responseHeaders) } : {}),
    ...(event.requestBody === undefined
      ? {}
      : { requestBody: masker.payload(event.requestBody, 'body') }),
    ...(event.responseBody === undefined
      ? {}
      : { responseBody: masker.payload(event.responseBody, 'response') }),
  }
}

function tightenRules(event: RulesEvent, { masker, tree, base }: Deps): RulesEvent {
  const treatment = 'node' in event.owner ? tree.treatment(event.owner.node) : masker.root
  const css = (text: string): string => masker.css(text, treatment, base)
  const changes = event.changes.map((change): RuleChange => {
    switch (change[0]) {
      case 'insert':
        return ['insert', change[1], css(change[2])]
      case 'set': {
        const declaration = css(`${change[2]}:${change[3]}`)
        const colon = declaration.indexOf(':')
        return [
          'set',
          change[1],
          declaration.slice(0, colon).trim(),
          declaration.slice(colon + 1).trim(),
          change[4],
        ]
      }
      case 'selector':
        return ['selector', change[1], css(`${change[2]}{}`).replace(/\{\s*\}\s*$/, '')]
      case 'replace':
        return ['replace', css(change[1])]
      case 'media':
        return ['media', css(`@media ${change[1]}{}`).replace(/^@media\s*|\{\s*\}\s*$/g, '')]
      default:
        return change
    }
  })
  return { ...event, changes }
}

function tightenAnimation(event: AnimationEvent, { masker, tree, base }: Deps): AnimationEvent {
  if (!event.keyframes) return event
  const treatment = tree.treatment(event.id)
  const keyframes = event.keyframes.map((frame) =>
    Object.fromEntries(
      Object.entries(frame).map(([name, value]) => {
        if (typeof value !== 'string' || /^(?:easing|composite)$/.test(name)) return [name, value]
        const isCustom = name.startsWith('--')
        const property = isCustom
          ? name
          : name.replace(/[A-Z]/g, (char) => `-${char.toLowerCase()}`)
        const masked = masker.css(`${property}:${value}`, treatment, base)
        const colon = masked.indexOf(':')
        return [isCustom ? masked.slice(0, colon) : name, masked.slice(colon + 1)]
      }),
    ),
  )
  return { ...event, keyframes }
}

function tightenPreview(value: Preview, masker: Masker): Preview {
  if (typeof value === 'string') return masker.payload(value, 'console')
  if (typeof value !== 'object' || value === null) return value
  const text = masker.payload(JSON.stringify(value), 'console')
  try {
    return JSON.parse(text) as Preview
  } catch {
    return text
  }
}
