import type { TargetDescription } from '../format/events'
import { assertNever } from '../platform/assertNever'
import type { Exporter, ExportInput } from './exporter'
import { sampleValue } from './playwrightCode'
import { type Locator, rankLocators } from './selectors'
import type { LocatedStep, Step, StepValue } from './step'
import { readStory, type Story } from './story'
import { expectedUrl } from './urlPattern'

/** A flow for the Recorder panel of Chrome DevTools, which `@puppeteer/replay` runs as well. */
export const recorderJsonExporter: Exporter = {
  id: 'puppeteer',
  label: 'puppeteer',
  extension: 'recorder.json',
  mimeType: 'application/json',
  async *parts({ source, options }: ExportInput) {
    const flow = recorderFlow(await readStory(source), options.report?.title)
    yield `${JSON.stringify(flow, undefined, 2)}\n`
  },
}

/** As far as we write it; the whole schema is in `@puppeteer/replay`. */
export interface RecorderFlow {
  title: string
  steps: RecorderStep[]
}

type Selectors = (string | string[])[]
interface AssertedNavigation {
  type: 'navigation'
  url: string
  title?: string
}
interface Common {
  assertedEvents?: AssertedNavigation[]
}
interface OnElement extends Common {
  target: 'main'
  frame?: number[]
  selectors: Selectors
}

export type RecorderStep =
  | ({ type: 'setViewport'; width: number; height: number } & {
      deviceScaleFactor: number
      isMobile: boolean
      hasTouch: boolean
      isLandscape: boolean
    })
  | ({ type: 'navigate'; url: string } & Common)
  | ({
      type: 'click' | 'doubleClick'
      offsetX: number
      offsetY: number
      button?: 'secondary' | 'auxiliary'
    } & OnElement)
  | ({ type: 'change'; value: string } & OnElement)
  | ({ type: 'keyDown' | 'keyUp'; key: string; target: 'main' } & Common)
  | ({ type: 'scroll'; x: number; y: number; target: 'main'; frame?: number[] } & {
      selectors?: Selectors
    })
  | { type: 'waitForExpression'; expression: string; target: 'main' }

/** The flow as an object. */
export function recorderFlow(story: Story, title?: string): RecorderFlow {
  const { session } = story
  return {
    title: title || session.title || session.url,
    steps: story.steps.flatMap(stepsOf),
  }
}

function stepsOf(step: Step): RecorderStep[] {
  const steps = act(step)
  const first = steps[0]
  const { url, title } = step.expect
  // A flow waits for navigations of its own documents only; `assertedEvents` on a route change would wait for ever.
  if (first?.type === 'navigate' && url !== undefined) {
    first.assertedEvents = [{ type: 'navigation', url, ...(title ? { title } : {}) }]
  }
  return [...steps, ...waits(step)]
}

/**
 * The next step needs what this one led to: wait until the address is the one that was seen, and its document is
 * complete: an element can be found before the style sheets have come, and be elsewhere when it is clicked.
 */
function waits(step: Step): RecorderStep[] {
  const { url } = step.expect
  if (url === undefined || step.action === 'open') return []
  const expected = expectedUrl(url)
  const there =
    'exact' in expected
      ? `location.href === ${JSON.stringify(expected.exact)}`
      : `/${expected.pattern}/.test(location.href)`
  const expression = `${there} && document.readyState === "complete"`
  return [{ type: 'waitForExpression', target: 'main', expression }]
}

function act(step: Step): RecorderStep[] {
  switch (step.action) {
    case 'viewport': {
      const { width, height } = step
      const device = { deviceScaleFactor: 1, isMobile: false, hasTouch: false }
      return [{ type: 'setViewport', width, height, ...device, isLandscape: width > height }]
    }
    case 'open':
      return [{ type: 'navigate', url: step.url }]
    case 'reload':
      return step.expect.url === undefined ? [] : [{ type: 'navigate', url: step.expect.url }]
    case 'back':
    case 'forward':
      // The format has no step for it; running the page's own history call is the same thing.
      return [
        {
          type: 'waitForExpression',
          target: 'main',
          expression: `(history.${step.action}(), true)`,
        },
      ]
    default:
      return actOnElement(step)
  }
}

function actOnElement(step: LocatedStep): RecorderStep[] {
  const selectors = selectorsOf(step.target)
  const place = { target: 'main' as const, ...frameOf(step) }
  if (step.action === 'press') return pressed(step)
  if (step.action === 'scroll') {
    const { left: x, top: y } = step
    if (step.page) return [{ type: 'scroll', x, y, ...place }]
    return selectors.length > 0 ? [{ type: 'scroll', x, y, ...place, selectors }] : []
  }
  // Nothing that a flow could find: closed shadow roots, mostly.
  if (selectors.length === 0) return []
  switch (step.action) {
    case 'click': {
      const button = { left: {}, right: { button: 'secondary' }, middle: { button: 'auxiliary' } }
      return [
        {
          type: step.clicks === 2 ? 'doubleClick' : 'click',
          ...place,
          selectors,
          ...offsetOf(step),
          ...(button[step.button] as { button?: 'secondary' | 'auxiliary' }),
        },
      ]
    }
    case 'fill':
      return [{ type: 'change', ...place, selectors, value: valueText(step.value, step.target) }]
    case 'select':
      return step.options.map((option) => ({
        type: 'change' as const,
        ...place,
        selectors,
        value: option.value ?? option.text,
      }))
    case 'check':
      return [{ type: 'click', ...place, selectors, ...offsetOf(step) }]
    // The format knows neither files nor dragging.
    case 'upload':
    case 'drag':
      return []
    default:
      return assertNever(step)
  }
}

/** Corners may be round, so a little inside where nobody knows better. */
const UNKNOWN_OFFSET: [number, number] = [5, 5]

function offsetOf({ target }: LocatedStep): { offsetX: number; offsetY: number } {
  const [offsetX, offsetY] = target.offset ?? UNKNOWN_OFFSET
  return { offsetX, offsetY }
}

function pressed({ key, modifiers }: Extract<LocatedStep, { action: 'press' }>): RecorderStep[] {
  const down = (name: string) => ({ type: 'keyDown' as const, target: 'main' as const, key: name })
  const up = (name: string) => ({ type: 'keyUp' as const, target: 'main' as const, key: name })
  return [...modifiers.map(down), down(key), up(key), ...[...modifiers].reverse().map(up)]
}

function frameOf({ frames }: LocatedStep): { frame?: number[] } {
  return frames.length === 0 ? {} : { frame: frames.map(({ index }) => index) }
}

/** Filler of the right shape where the value is not in the recording. */
function valueText({ text, placeholder }: StepValue, target: TargetDescription): string {
  return placeholder === undefined ? text : sampleValue(text, target)
}

/** Every locator, best first: the runner takes the first that finds something. */
export function selectorsOf(target: TargetDescription): Selectors {
  if (target.closed) return []
  // The format can neither count nor look inside something by name, and takes a part of a text for the whole.
  const usable = rankLocators(target).filter(
    (locator) => locator.by !== 'role' || (locator.within ?? locator.nth) === undefined,
  )
  const texts = usable.filter(({ by }) => by === 'text')
  const locators = [...usable.filter(({ by }) => by !== 'text'), ...texts]
  return locators.map((locator) => {
    const selector = selectorText(locator)
    // Positions hold within one tree only; what a person sees is searched through all open ones.
    if (locator.by !== 'css' || !target.hosts) return [selector]
    return [...target.hosts, selector]
  })
}

function selectorText(locator: Locator): string {
  switch (locator.by) {
    case 'testId':
      return `pierce/[${locator.attribute}=${JSON.stringify(locator.value)}]`
    case 'role':
      return `aria/${locator.name}[role="${locator.role}"]`
    case 'label':
      return `aria/${locator.value}`
    case 'placeholder':
      return `pierce/[placeholder=${JSON.stringify(locator.value)}]`
    case 'text':
      return `text/${locator.value}`
    case 'css':
      return locator.value
    default:
      return assertNever(locator)
  }
}
