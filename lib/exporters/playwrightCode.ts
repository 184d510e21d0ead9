/** One step as statements of a Playwright test. */
import type { TargetDescription } from '../format/events'
import { assertNever } from '../platform/assertNever'
import { type Locator, rankLocators } from './selectors'
import type { FrameHop, LocatedStep, Step, StepValue } from './step'
import { isTextControl } from './targetKinds'
import { expectedUrl, isSteady } from './urlPattern'

/** A JavaScript string literal. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return `'${escaped}'`
}

/** Statements that do what the step says, and those that check what it led to. */
export function statementsOf(step: Step): string[] {
  return [...act(step), ...expectations(step)]
}

function act(step: Step): string[] {
  switch (step.action) {
    case 'viewport':
      return [`await page.setViewportSize({ width: ${step.width}, height: ${step.height} })`]
    case 'open':
      return [`await page.goto(${valueCode({ text: step.url, placeholder: step.placeholder })})`]
    case 'reload':
      return ['await page.reload()']
    case 'back':
      return ['await page.goBack()']
    case 'forward':
      return ['await page.goForward()']
    default:
      return isReachable(step.target) ? actOnElement(step) : actAtPoint(step)
  }
}

function actOnElement(step: LocatedStep): string[] {
  const element = locatorCode(step.frames, step.target)
  switch (step.action) {
    case 'click': {
      const place = placeIn(step.target)
      const options = [
        ...(step.button === 'left' ? [] : [`button: '${step.button}'`]),
        ...(place ? [`position: { x: ${place[0]}, y: ${place[1]} }`] : []),
      ]
      const how = step.clicks === 2 ? 'dblclick' : 'click'
      return [`await ${element}.${how}(${options.length === 0 ? '' : `{ ${options.join(', ')} }`})`]
    }
    case 'fill':
      return [`await ${element}.fill(${valueCode(step.value)})`]
    case 'select':
      return [`await ${element}.selectOption(${optionsCode(step.options)})`]
    case 'check':
      return [`await ${element}.setChecked(${step.checked})`]
    case 'upload':
      return [`await ${element}.setInputFiles(${valueCode(step.file)})`]
    case 'press':
      return [`await ${pressed(step.target) ?? element}.press(${quote(keyCode(step))})`]
    case 'drag':
      return [`await ${element}.dragTo(${locatorCode(step.frames, step.to)})`]
    case 'scroll': {
      const { left, top } = step
      const offset = `{ left: ${Math.round(left)}, top: ${Math.round(top)} }`
      if (!step.page) return [`await ${element}.evaluate((e, to) => e.scrollTo(to), ${offset})`]
      const root = step.frames.length === 0 ? 'page' : `${frameCode(step.frames)}.locator('html')`
      const callback = step.frames.length === 0 ? '(to) => scrollTo(to)' : '(_, to) => scrollTo(to)'
      return [`await ${root}.evaluate(${callback}, ${offset})`]
    }
    default:
      return assertNever(step)
  }
}

/** Where in the element the click was: it matters where the element is a surface, not a thing with a name. */
export function placeIn(target: TargetDescription): [x: number, y: number] | undefined {
  const isSurface = target.role === undefined && rankLocators(target)[0]?.by === 'css'
  return isSurface ? target.offset : undefined
}

/** Inside a closed shadow root, or with nothing known but the place: act where the person did. */
function actAtPoint(step: LocatedStep): string[] {
  const note = `// No locator reaches this element${step.target.closed ? ' (closed shadow root)' : ''}.`
  const position = `${Math.round(step.x)}, ${Math.round(step.y)}`
  switch (step.action) {
    case 'click': {
      if (step.frames.length > 0) {
        const [x, y] = position.split(', ')
        const html = `${frameCode(step.frames)}.locator('html')`
        return [note, `await ${html}.click({ position: { x: ${x}, y: ${y} } })`]
      }
      const rest = [
        ...(step.button === 'left' ? [] : [`button: '${step.button}'`]),
        ...(step.clicks === 2 ? ['clickCount: 2'] : []),
      ]
      const options = rest.length > 0 ? `, { ${rest.join(', ')} }` : ''
      return [note, `await page.mouse.click(${position}${options})`]
    }
    case 'fill':
      return [
        `${note} The click before it brought the focus.`,
        `await page.keyboard.press('ControlOrMeta+A')`,
        `await page.keyboard.insertText(${valueCode(step.value)})`,
      ]
    case 'press':
      return [`await page.keyboard.press(${quote(keyCode(step))})`]
    case 'drag':
      return [
        note,
        `await page.mouse.move(${position})`,
        'await page.mouse.down()',
        `await page.mouse.move(${Math.round(step.toX)}, ${Math.round(step.toY)}, { steps: 5 })`,
        'await page.mouse.up()',
      ]
    case 'scroll':
      return [`await page.evaluate((to) => scrollTo(to), { left: ${step.left}, top: ${step.top} })`]
    case 'select':
    case 'check':
    case 'upload':
      return [`${note} Do by hand: ${step.action}.`]
    default:
      return assertNever(step)
  }
}

/** What is not about an element in particular goes to the page. */
function pressed({ tag }: TargetDescription): string | undefined {
  return tag === 'body' || tag === 'html' ? 'page.keyboard' : undefined
}

function isReachable(target: TargetDescription): boolean {
  return !target.closed && rankLocators(target).length > 0
}

/** An expression for the element: the best of its locators, inside its frames. */
export function locatorCode(frames: FrameHop[], target: TargetDescription): string {
  const [best] = rankLocators(target)
  const root = frames.length > 0 ? frameCode(frames) : 'page'
  if (!best) return `${root}.locator('body')`
  if (best.by !== 'css') return root + methodCode(best)
  // Positions count within one tree: each shadow host is a step of its own.
  const path = [...(target.hosts ?? []), best.value]
  return root + path.map((css) => `.locator(${quote(css)})`).join('')
}

function methodCode(locator: Exclude<Locator, { by: 'css' }>): string {
  switch (locator.by) {
    case 'testId':
      if (locator.attribute === 'data-testid') return `.getByTestId(${quote(locator.value)})`
      return `.locator(${quote(`[${locator.attribute}=${JSON.stringify(locator.value)}]`)})`
    case 'role': {
      const { role, name, pattern, within, nth } = locator
      const around = within === undefined ? '' : `.locator(${quote(within)})`
      const named = pattern === undefined ? `${quote(name)}, exact: true` : `/${pattern}/`
      const place = nth === undefined ? '' : `.nth(${nth})`
      return `${around}.getByRole(${quote(role)}, { name: ${named} })${place}`
    }
    case 'label':
      return `.getByLabel(${quote(locator.value)}, { exact: true })`
    case 'placeholder':
      return `.getByPlaceholder(${quote(locator.value)}, { exact: true })`
    case 'text':
      return `.getByText(${quote(locator.value)}, { exact: true })`
    default:
      return assertNever(locator)
  }
}

function frameCode(frames: FrameHop[]): string {
  return frames.reduce((root, { index, target }) => {
    const css = target?.css
    const element = css
      ? [...(target.hosts ?? []), css].map((each) => `.locator(${quote(each)})`).join('')
      : `.locator('iframe, frame').nth(${index})`
    return `${root}${element}.contentFrame()`
  }, 'page')
}

function keyCode({ key, modifiers }: Extract<LocatedStep, { action: 'press' }>): string {
  return [...modifiers, key === ' ' ? 'Space' : key].join('+')
}

/** A literal, or the named placeholder. */
export function valueCode({ text, placeholder }: StepValue): string {
  return placeholder === undefined ? quote(text) : `values.${placeholder}`
}

function optionsCode(options: StepValue[]): string {
  const [first] = options
  if (first?.placeholder !== undefined) {
    const value = `values.${first.placeholder}`
    return `${value} ? { label: ${value} } : { index: 0 }`
  }
  const labels = options.map(({ text }) => `{ label: ${quote(text)} }`)
  return labels.length === 1 ? (labels[0] ?? '') : `[${labels.join(', ')}]`
}

function expectations({ expect: { url, title, heading } }: Step): string[] {
  const lines: string[] = []
  if (url !== undefined) {
    const expected = expectedUrl(url)
    const code = 'exact' in expected ? quote(expected.exact) : `/${expected.pattern}/`
    lines.push(`await expect(page).toHaveURL(${code})`)
  }
  if (title !== undefined && isSteady(title)) {
    lines.push(`await expect(page).toHaveTitle(${quote(title)})`)
  }
  if (heading !== undefined && isSteady(heading)) {
    lines.push(`await expect(page.locator('h1')).toHaveText(${quote(heading)})`)
  }
  return lines
}

/** What test systems of payment providers and mail servers take. */
const SAMPLES: Record<string, string> = {
  'cc-number': '4242424242424242',
  'cc-exp': '12/34',
  'cc-exp-month': '12',
  'cc-exp-year': '2034',
  'cc-csc': '123',
  'cc-name': 'Test Person',
  'one-time-code': '000000',
  email: 'test@example.com',
}

/** What to enter where the recording has only filler: of the same shape, and acceptable to the control. */
export function sampleValue(text: string, target: TargetDescription): string {
  const sample = SAMPLES[target.autocomplete ?? '']
  if (sample !== undefined) return sample
  if (!isTextControl(target) && target.type !== 'range' && target.type !== 'color') return text
  switch (target.type) {
    case 'date':
      return '2000-01-01'
    case 'datetime-local':
      return '2000-01-01T12:00'
    case 'time':
      return '12:00'
    case 'month':
      return '2000-01'
    case 'week':
      return '2000-W01'
    case 'color':
      return '#000000'
    case 'number':
    case 'range':
      return /^\d+$/.test(text) ? text : '0'
    case 'email':
      return /^[^@\s]+@[^@\s]+$/.test(text) ? text : 'xxx@xxx.xx'
    case 'url':
      return 'https://xxx.xx/'
    default:
      return text
  }
}
