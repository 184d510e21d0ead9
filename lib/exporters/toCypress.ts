import type { TargetDescription } from '../format/events'
import { assertNever } from '../platform/assertNever'
import { escapeRegExp } from '../platform/escapeRegExp'
import type { Exporter, ExportInput } from './exporter'
import { type Failure, failuresOf } from './failures'
import { placeIn, quote, valueCode } from './playwrightCode'
import { type Locator, rankLocators } from './selectors'
import type { FrameHop, LocatedStep, Step, StepValue } from './step'
import { readStory, type Story } from './story'
import {
  collectValues,
  namedStep,
  oneLine,
  type ScriptValue,
  withoutFirstViewport,
} from './toPlaywright'
import { expectedUrl, isSteady, parseUrl } from './urlPattern'

/** A test in TypeScript for Cypress: the steps of the Playwright test in Cypress' words. */
export const cypressExporter: Exporter = {
  id: 'cypress',
  label: 'cypress',
  extension: 'cy.ts',
  mimeType: 'text/typescript',
  async *parts({ source, options }: ExportInput) {
    yield cypressScript(await readStory(source), options.report?.title)
  },
}

/** The script as text. */
export function cypressScript(story: Story, title?: string): string {
  const { session } = story
  const steps = withoutFirstViewport(story.steps)
  const viewport = story.steps.find((step) => step.action === 'viewport')
  const failures = failuresOf(story)
  const values = collectValues(steps)
  const body = steps.flatMap((step) => statementsOf(namedStep(step, values)))
  const name = title || session.title || parseUrl(session.url)?.pathname || session.url
  const when = new Date(session.startedAt).toISOString()
  const code = body.join('\n')
  const helpers = HELPERS.filter(
    ({ used, also }) => code.includes(used) || (also && code.includes(also)),
  ).map(({ text }) => text)
  return [
    `// Recorded by Recount on ${when} at level ${session.level}: ${oneLine(session.url)}`,
    '/// <reference types="cypress" />',
    '',
    ...valuesCode(values),
    `it(${quote(oneLine(name))}, () => {`,
    ...(viewport ? [`  cy.viewport(${viewport.width}, ${viewport.height})`] : []),
    ...(failures.length > 0 ? ['  const failures = watchFailures()'] : []),
    ...body.map((line) => `  ${line}`),
    ...failureChecks(failures),
    '})',
    ...helpers.flatMap((helper) => ['', helper]),
    ...(failures.length > 0 ? ['', WATCH_FAILURES] : []),
    '',
  ].join('\n')
}

function valuesCode(values: Map<string, ScriptValue>): string[] {
  if (values.size === 0) return []
  return [
    '/** What the recording does not hold. The defaults have the shape of what was there. */',
    'const values = {',
    ...[...values.values()].map(({ name, sample, kind }) =>
      kind === 'file'
        ? `  ${name}: Cypress.env('${name}') ?? { contents: Cypress.Buffer.from(''), fileName: 'file.txt' },`
        : `  ${name}: Cypress.env('${name}') ?? ${quote(sample)},`,
    ),
    '}',
    '',
  ]
}

function statementsOf(step: Step): string[] {
  return [...act(step), ...expectations(step)]
}

function act(step: Step): string[] {
  switch (step.action) {
    case 'viewport':
      return [`cy.viewport(${step.width}, ${step.height})`]
    case 'open':
      return [`cy.visit(${valueCode({ text: step.url, placeholder: step.placeholder })})`]
    case 'reload':
      return ['cy.reload()']
    case 'back':
    case 'forward':
      return [`cy.go('${step.action}')`]
    default:
      return actOnElement(step)
  }
}

function actOnElement(step: LocatedStep): string[] {
  const known = toCypressElement(step.frames, step.target)
  const isPage = step.target.tag === 'body' || step.target.tag === 'html'
  if (!known && step.action !== 'scroll' && !(step.action === 'press' && isPage)) {
    const note = `// No locator reaches this element${step.target.closed ? ' (closed shadow root)' : ''}.`
    if (step.action !== 'click') return [`${note} Do by hand: ${step.action}.`]
    return [note, `cy.get('body').click(${Math.round(step.x)}, ${Math.round(step.y)})`]
  }
  const element = isPage ? `cy.get('body')` : (known ?? `cy.get('body')`)
  const place = placeIn(step.target)?.join(', ') ?? ''
  switch (step.action) {
    case 'click':
      if (step.clicks === 2) return [`${element}.dblclick(${place})`]
      if (step.button === 'right') return [`${element}.rightclick(${place})`]
      if (step.button === 'middle') return [`${element}.trigger('auxclick', { button: 1 })`]
      return [`${element}.click(${place})`]
    case 'fill': {
      const { value, target } = step
      if (value.text === '') return [`${element}.clear()`]
      if (target.type === 'range' || target.type === 'color') {
        return [`${element}.invoke('val', ${valueCode(value)}).trigger('input').trigger('change')`]
      }
      return [
        `${element}.clear()`,
        `${element}.type(${valueCode(value)}, { parseSpecialCharSequences: false })`,
      ]
    }
    case 'select':
      return [`${element}.select(${optionsCode(step.options)})`]
    case 'check':
      return [`${element}.${step.checked ? 'check' : 'uncheck'}()`]
    case 'upload':
      return [`${element}.selectFile(${valueCode(step.file)})`]
    case 'press':
      return [pressCode(element, step)]
    case 'drag': {
      const to = toCypressElement(step.frames, step.to)
      return to ? [`dragTo(() => ${element}, () => ${to})`] : ['// Dragged to a place by hand.']
    }
    case 'scroll': {
      const offset = `${Math.round(step.left)}, ${Math.round(step.top)}`
      if (step.page && step.frames.length === 0) return [`cy.scrollTo(${offset})`]
      return known ? [`${element}.scrollTo(${offset}, { ensureScrollable: false })`] : []
    }
    default:
      return assertNever(step)
  }
}

const KEYS: Record<string, string> = {
  Enter: '{enter}',
  Escape: '{esc}',
  Backspace: '{backspace}',
  Delete: '{del}',
  ArrowUp: '{upArrow}',
  ArrowDown: '{downArrow}',
  ArrowLeft: '{leftArrow}',
  ArrowRight: '{rightArrow}',
  Home: '{home}',
  End: '{end}',
  PageUp: '{pageUp}',
  PageDown: '{pageDown}',
  '{': '{{}',
}

/** `type` types what has a sign of its own; of the other keys the page gets the event and nothing else happens. */
function pressCode(
  element: string,
  { key, modifiers }: Extract<LocatedStep, { action: 'press' }>,
): string {
  const word = KEYS[key] ?? (key.length === 1 ? key : undefined)
  if (word === undefined) return `${element}.trigger('keydown', { key: ${quote(key)} })`
  const held = modifiers.map((name) => `{${name === 'Control' ? 'ctrl' : name.toLowerCase()}}`)
  return `${element}.type(${quote(held.join('') + word)})`
}

/** Undefined where nothing but the place is known. */
export function toCypressElement(
  frames: FrameHop[],
  target: TargetDescription,
): string | undefined {
  if (target.closed) return undefined
  const locators = rankLocators(target)
  if (frames.length > 0) {
    // Inside a frame there is only `find`, and that takes selectors.
    const css = locators.find((each) => each.by === 'css' || each.by === 'testId')
    const places = frames.map(({ target: frame }) => frame?.css)
    if (!css || places.includes(undefined)) return undefined
    const inside = `inFrames([${places.map((place) => quote(place ?? '')).join(', ')}])`
    const hosts = (target.hosts ?? []).map((host) => `.find(${quote(host)}).shadow()`)
    return `${inside}${hosts.join('')}.find(${quote(selectorOf(css))})`
  }
  const [best] = locators
  if (!best) return undefined
  if (best.by !== 'css') return locatorCode(best)
  const path = [...(target.hosts ?? []), best.value].map(quote)
  return `cy.get(${path.join(').shadow().find(')})`
}

function selectorOf(locator: Extract<Locator, { by: 'css' | 'testId' }>): string {
  return locator.by === 'css'
    ? locator.value
    : `[${locator.attribute}=${JSON.stringify(locator.value)}]`
}

function locatorCode(locator: Exclude<Locator, { by: 'css' }>): string {
  switch (locator.by) {
    case 'testId':
      return `cy.get(${quote(selectorOf(locator))}, { includeShadowDom: true })`
    case 'placeholder':
      return `cy.get(${quote(`[placeholder=${JSON.stringify(locator.value)}]`)}, { includeShadowDom: true })`
    case 'role': {
      const name = locator.pattern === undefined ? quote(locator.name) : `/${locator.pattern}/`
      const { within, nth } = locator
      const place = [
        ...(within === undefined ? [] : [`within: ${quote(within)}`]),
        ...(nth === undefined ? [] : [`nth: ${nth}`]),
      ]
      const options = place.length === 0 ? '' : `, { ${place.join(', ')} }`
      return `byRole(${quote(locator.role)}, ${name}${options})`
    }
    case 'label':
      return `byRole('field', ${quote(locator.value)})`
    case 'text':
      return `cy.contains(${exactText(locator.value)}, { includeShadowDom: true })`
    default:
      return assertNever(locator)
  }
}

/** `contains` takes a string for a part of the text. */
function exactText(text: string): string {
  return `/^\\s*${escapeRegExp(text).replaceAll(' ', '\\s+')}\\s*$/`
}

function optionsCode(options: StepValue[]): string {
  const [first] = options
  if (first?.placeholder !== undefined) return `values.${first.placeholder} || 0`
  const labels = options.map(({ text }) => quote(text))
  return labels.length === 1 ? (labels[0] ?? '') : `[${labels.join(', ')}]`
}

function expectations({ expect: { url, title, heading } }: Step): string[] {
  const lines: string[] = []
  if (url !== undefined) {
    const expected = expectedUrl(url)
    lines.push(
      'exact' in expected
        ? `cy.url().should('eq', ${quote(expected.exact)})`
        : `cy.url().should('match', /${expected.pattern}/)`,
    )
  }
  if (title !== undefined && isSteady(title)) {
    lines.push(`cy.title().should('eq', ${quote(title)})`)
  }
  if (heading !== undefined && isSteady(heading)) {
    lines.push(`cy.get('h1').should((h1) => expect(wordsOf(h1.text())).to.eq(${quote(heading)}))`)
  }
  return lines
}

function failureChecks(failures: Failure[]): string[] {
  if (failures.length === 0) return []
  return [
    '  // What went wrong in the recording. While the bug is there this test passes;',
    '  // run it with CYPRESS_FIXED=1 to see that the bug is gone.',
    ...failures.map(({ text }) => `  expectFailure(failures, ${quote(text)})`),
  ]
}

const WORDS_OF = `function wordsOf(text: string | null): string {
  return (text ?? '').replace(/\\s+/g, ' ').trim()
}`

const BY_ROLE = `/** What people see: a role and a name, from label, text or aria attributes. */
function byRole(role: string, name: string | RegExp, { within = 'body', nth = 0 } = {}) {
  const selectors: Record<string, string> = {
    button: 'button, summary, [role=button], input[type=submit], input[type=button], input[type=reset]',
    link: 'a[href], area[href], [role=link]',
    textbox: 'input, textarea, [role=textbox], [contenteditable]',
    searchbox: 'input[type=search], [role=searchbox]',
    spinbutton: 'input[type=number], [role=spinbutton]',
    slider: 'input[type=range], [role=slider]',
    checkbox: 'input[type=checkbox], [role=checkbox]',
    radio: 'input[type=radio], [role=radio]',
    switch: '[role=switch]',
    combobox: 'select, input, [role=combobox]',
    listbox: 'select, [role=listbox]',
    option: 'option, [role=option]',
    heading: 'h1, h2, h3, h4, h5, h6, [role=heading]',
    img: 'img, svg, [role=img]',
    field: 'input, select, textarea, [role=textbox], [role=combobox]',
  }
  const selector = selectors[role] ?? \`[role="\${role}"]\`
  return cy
    .get(within)
    .find(selector, { includeShadowDom: true })
    .filter((_index, element) => namesOf(element).some((each) => (typeof name === 'string' ? each === name : name.test(each))))
    .eq(nth)
}

function namesOf(element: Element): string[] {
  const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : []
  const ids = (element.getAttribute('aria-labelledby') ?? '').split(/\\s+/).filter((id) => id !== '')
  const by = ids.map((id) => wordsOf(element.ownerDocument.getElementById(id)?.textContent ?? '')).join(' ')
  const attributes = ['aria-label', 'alt', 'title', 'placeholder', 'value'].map((each) => element.getAttribute(each))
  return [...labels.map(({ textContent }) => textContent), by, ...attributes, element.textContent].map(wordsOf)
}`

const IN_FRAMES = `/** The body of a frame within frames. Those of another origin need \`chromeWebSecurity: false\` in the configuration. */
function inFrames(path: string[]) {
  const [outer, ...inner] = path
  const body = (frame: Cypress.Chainable<JQuery<HTMLElement>>) =>
    frame.its('0.contentDocument.body').should('not.be.empty').then((element) => cy.wrap(Cypress.$(element as HTMLElement)))
  return inner.reduce((found, css) => body(found.find(css)), body(cy.get(outer ?? 'iframe')))
}`

const DRAG_TO = `function dragTo(from: () => Cypress.Chainable, to: () => Cypress.Chainable): void {
  const dataTransfer = new DataTransfer()
  from().trigger('dragstart', { dataTransfer })
  to().trigger('dragenter', { dataTransfer }).trigger('dragover', { dataTransfer }).trigger('drop', { dataTransfer })
  from().trigger('dragend', { dataTransfer, force: true })
}`

/** Only what the steps of this recording use. */
const HELPERS: { used: string; also?: string; text: string }[] = [
  { used: 'byRole(', text: BY_ROLE },
  { used: 'inFrames(', text: IN_FRAMES },
  { used: 'dragTo(', text: DRAG_TO },
  { used: 'wordsOf(', also: 'byRole(', text: WORDS_OF },
]

const WATCH_FAILURES = `function watchFailures(): string[] {
  const failures: string[] = []
  // Cypress fails with the first error of the page: here it is what the test looks for.
  cy.on('uncaught:exception', (error) => {
    failures.push(error.message)
    return false
  })
  cy.intercept('**', (request) => {
    const { pathname } = new URL(request.url)
    request.on('response', (response) => {
      failures.push(\`\${request.method} \${pathname} \${response.statusCode}\`)
    })
  })
  return failures
}

function expectFailure(failures: string[], text: string): void {
  cy.wrap(failures).should((seen) => {
    const found = seen.filter((failure) => failure.includes(text))
    if (Cypress.env('FIXED')) expect(found).to.deep.eq([])
    else expect(seen.join('\\n')).to.contain(text)
  })
}`
