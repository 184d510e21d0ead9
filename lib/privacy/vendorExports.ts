/**
 * The rules of a site in the words of other recorders: options of their SDK where it takes selectors, tokens on the
 * page's elements where it does not. Names of options are those of the versions in `profiles/`.
 */
import type { MaskRule, PrivacyLevel, RuleEffect } from '../format/settings'

export interface VendorExport {
  id: string
  name: string
  /** JavaScript or a list for the vendor's settings page, ready to be pasted. */
  text: string
  /** Effects that this vendor cannot express; what is written instead is stricter, or nothing. */
  lost: RuleEffect[]
}

type Grouped = Record<RuleEffect, string[]>

interface Writer {
  id: string
  name: string
  lost: RuleEffect[]
  write(level: PrivacyLevel, rules: Grouped): string
}

const joined = (selectors: string[]) => JSON.stringify(selectors.join(', '))
const list = (selectors: string[]) => JSON.stringify(selectors)

/** One line per option; those without a value are left out. */
function options(entries: Record<string, string | false | undefined>, indent = '  '): string {
  return Object.entries(entries)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .map(([name, value]) => `${indent}${name}: ${value},`)
    .join('\n')
}

/** For vendors that read tokens from the page: puts them there, before the vendor's script starts. */
function tokens(
  comment: string,
  effects: Partial<Record<RuleEffect, [string, string]>>,
  rules: Grouped,
) {
  const lines = Object.entries(effects).flatMap(([effect, [name, value]]) =>
    rules[effect as RuleEffect].map(
      (selector) =>
        `  [${JSON.stringify(selector)}, ${JSON.stringify(name)}, ${JSON.stringify(value)}],`,
    ),
  )
  if (lines.length === 0) return comment
  return `${comment}
// Better: write the attributes into your templates. This does it once, for what is on the page when it runs.
for (const [selector, name, value] of [
${lines.join('\n')}
]) {
  for (const element of document.querySelectorAll(selector)) {
    if (name === 'class') element.classList.add(value)
    else element.setAttribute(name, value)
  }
}`
}

const masksText = (level: PrivacyLevel) => level === 'mask-all'
const masksInput = (level: PrivacyLevel) => level !== 'allow'
const some = (selectors: string[], write: (selectors: string[]) => string) =>
  selectors.length > 0 && write(selectors)

const WRITERS: readonly Writer[] = [
  {
    id: 'datadog',
    name: 'Datadog',
    lost: ['ignore'],
    write: (level, rules) => {
      const privacy = { 'mask-all': 'mask', 'mask-user-input': 'mask-user-input', allow: 'allow' }
      return tokens(
        `datadogRum.init({\n  // ...\n  defaultPrivacyLevel: '${privacy[level]}',\n})`,
        {
          mask: ['data-dd-privacy', 'mask'],
          block: ['data-dd-privacy', 'hidden'],
          allow: ['data-dd-privacy', 'allow'],
          ignore: ['data-dd-privacy', 'mask'],
        },
        rules,
      )
    },
  },
  {
    id: 'dynatrace',
    name: 'Dynatrace',
    lost: ['allow', 'ignore', 'block'],
    write: (level, rules) =>
      tokens(
        `// Settings > Session Replay > Privacy: recording masking "${
          { 'mask-all': 'Mask all', 'mask-user-input': 'Mask user input', allow: 'Allow list' }[
            level
          ]
        }".`,
        {
          mask: ['data-dtrum-mask', ''],
          block: ['data-dtrum-mask', ''],
          ignore: ['data-dtrum-mask', ''],
        },
        rules,
      ),
  },
  {
    id: 'sentry',
    name: 'Sentry',
    lost: [],
    write: (level, rules) => `Sentry.replayIntegration({
${options({
  maskAllText: String(masksText(level)),
  maskAllInputs: String(masksInput(level)),
  blockAllMedia: String(masksText(level)),
  mask: some(rules.mask, list),
  block: some(rules.block, list),
  unmask: some(rules.allow, list),
  unblock: some(rules.allow, list),
  ignore: some(rules.ignore, list),
})}
})`,
  },
  {
    id: 'posthog',
    name: 'PostHog',
    lost: ['allow', 'ignore'],
    write: (level, rules) => {
      const text = masksText(level) ? ['*'] : rules.mask
      return `posthog.init('YOUR_TOKEN', {
  session_recording: {
${options(
  {
    maskAllInputs: String(masksInput(level)),
    maskTextSelector: some(text, joined),
    maskAllElementAttributes: masksText(level) && 'true',
    blockSelector: some([...rules.block, ...rules.ignore], joined),
  },
  '    ',
)}
  },
})`
    },
  },
  {
    id: 'openreplay',
    name: 'OpenReplay',
    lost: ['ignore'],
    write: (level, rules) =>
      tokens(
        `new Tracker({\n  // ...\n${options({
          privateMode: masksText(level) && 'true',
          defaultInputMode: masksInput(level) ? '1' : '0',
        })}\n})`,
        {
          mask: ['data-openreplay-obscured', ''],
          block: ['data-openreplay-hidden', ''],
          allow: ['data-openreplay-unmask', ''],
          ignore: ['data-openreplay-obscured', ''],
        },
        rules,
      ),
  },
  {
    id: 'clarity',
    name: 'Microsoft Clarity',
    lost: ['block', 'ignore'],
    write: (level, rules) =>
      tokens(
        `// Settings > Masking: mode "${
          { 'mask-all': 'Strict', 'mask-user-input': 'Balanced', allow: 'Relaxed' }[level]
        }".`,
        {
          mask: ['data-clarity-mask', 'true'],
          block: ['data-clarity-mask', 'true'],
          ignore: ['data-clarity-mask', 'true'],
          allow: ['data-clarity-unmask', 'true'],
        },
        rules,
      ),
  },
  {
    id: 'fullstory',
    name: 'FullStory',
    lost: ['ignore'],
    write: (level, rules) =>
      tokens(
        `// Settings > Privacy: ${masksText(level) ? 'Private by Default on' : 'Private by Default off'}.`,
        {
          mask: ['class', 'fs-mask'],
          block: ['class', 'fs-exclude'],
          allow: ['class', 'fs-unmask'],
          ignore: ['class', 'fs-exclude'],
        },
        rules,
      ),
  },
  {
    id: 'logrocket',
    name: 'LogRocket',
    lost: ['allow', 'ignore'],
    write: (level, rules) => `LogRocket.init('YOUR/APP', {
  dom: {
${options(
  {
    textSanitizer: String(masksText(level)),
    inputSanitizer: String(masksInput(level)),
    imageSanitizer: String(masksText(level)),
    redactSelectors: some([...rules.mask, ...rules.ignore], list),
    hideSelectors: some(rules.block, list),
  },
  '    ',
)}
  },
})`,
  },
  {
    id: 'hotjar',
    name: 'Hotjar',
    lost: ['block', 'ignore'],
    write: (_level, rules) =>
      tokens(
        '// Hotjar suppresses what is typed by default. What an element allows does not hold for what is in it.',
        {
          mask: ['data-hj-suppress', ''],
          block: ['data-hj-suppress', ''],
          ignore: ['data-hj-suppress', ''],
          allow: ['data-hj-allow', ''],
        },
        rules,
      ),
  },
  {
    id: 'amplitude',
    name: 'Amplitude',
    lost: ['ignore'],
    write: (level, rules) => `sessionReplayPlugin({
  privacyConfig: {
${options(
  {
    defaultMaskLevel: `'${{ 'mask-all': 'conservative', 'mask-user-input': 'medium', allow: 'light' }[level]}'`,
    maskSelector: some([...rules.mask, ...rules.ignore], list),
    blockSelector: some(rules.block, list),
    unmaskSelector: some(rules.allow, list),
  },
  '    ',
)}
  },
})`,
  },
  {
    id: 'mixpanel',
    name: 'Mixpanel',
    lost: ['ignore'],
    write: (level, rules) => `mixpanel.init('YOUR_TOKEN', {
${options({
  record_mask_all_text: String(masksText(level)),
  record_mask_all_inputs: String(masksInput(level)),
  record_mask_text_selector: some(rules.mask, list),
  record_mask_input_selector: some([...rules.mask, ...rules.ignore], list),
  record_unmask_text_selector: some(rules.allow, list),
  record_unmask_input_selector: some(rules.allow, list),
  record_block_selector: some(rules.block, joined),
})}
})`,
  },
  {
    id: 'newrelic',
    name: 'New Relic',
    lost: ['allow', 'ignore'],
    write: (level, rules) => {
      const text = masksText(level) ? ['*'] : [...rules.mask, ...rules.ignore]
      return `// In NREUM.init, or the init of the npm agent:
session_replay: {
${options({
  enabled: 'true',
  mask_all_inputs: String(masksInput(level)),
  mask_text_selector: some(text, joined) || "''",
  block_selector: joined(rules.block),
})}
}`
    },
  },
]

/** Every vendor the rules can be written for. */
export const EXPORT_VENDORS: readonly { id: string; name: string }[] = WRITERS

/** Undefined for a vendor that is not known. */
export function exportForVendor(
  id: string,
  level: PrivacyLevel,
  rules: readonly MaskRule[],
): VendorExport | undefined {
  const writer = WRITERS.find((each) => each.id === id)
  if (!writer) return undefined
  const grouped: Grouped = { mask: [], block: [], allow: [], ignore: [] }
  for (const { selector, effect } of rules) grouped[effect].push(selector)
  const { name } = writer
  const lost = writer.lost.filter((effect) => grouped[effect].length > 0)
  return { id, name, text: `${writer.write(level, grouped)}\n`, lost }
}
