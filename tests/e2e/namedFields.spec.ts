import { expect, type Page } from '@playwright/test'
import type { RecordEvent } from '../../lib/format/events'
import { test } from '../support/recorder/test'

const PAGE = `<style>body { margin: 0 } form { overflow: auto; min-height: 40px }</style>
<form id=order data-testid=order-form onclick="void 0" tabindex=0 title="Order form" style="height:150px">
  <div role=row><form-part></form-part><button type=button data-hit>Send it</button></div>
  <label>Small <input type=radio name=size value=s checked></label><label>Large <input id=large type=radio name=size value=l></label>
  <label>Name <input id=given name=given value=Ann></label><div style="height:600px"></div>
</form>
<form id=left data-recount=block><p>Kept out</p></form>
<form id=masked data-recount=mask><p title=Said>Hidden words</p></form>
<form id=editor contenteditable>Written</form>
<form id=pop popover><p>On top</p></form><p id=after>After</p><button>Send it</button>`

/**
 * What is told of a person and a script around forms to which fields outside of them belong, each named after a member
 * that all forms have, behind `prefix`. Acts go by place: what acts for a person in the page climbs through such a form
 * itself, and would do so for ever.
 */
async function recordWith(page: Page, prefix: string): Promise<RecordEvent[]> {
  await page.evaluate(
    ([html, before]) => {
      const names: string[] = ['constructor']
      for (const name in HTMLFormElement.prototype) names.push(name)
      const fields = ['order', 'left', 'masked', 'editor', 'pop'].flatMap((form) =>
        names.map((name) => `<input type=hidden form=${form} name="${before}${name}">`),
      )
      document.body.innerHTML = html + fields.join('')
      window.recorded = window.recorderHarness.start({ level: 'allow', rules: [], key: 'k' })
    },
    [PAGE, prefix] as const,
  )
  const settle = () => page.evaluate(() => window.recorded.stream.flush())
  const click = async (selector: string, at: 'middle' | 'end' = 'middle') => {
    const [x, y] = await page.evaluate(
      ([of, place]) => {
        const element = document.querySelector(of) as Element
        const box = Element.prototype.getBoundingClientRect.call(element)
        return [box.x + (place === 'end' ? box.width - 40 : box.width / 2), box.y + box.height / 2]
      },
      [selector, at] as const,
    )
    await page.mouse.click(x ?? 0, y ?? 0)
    await settle()
  }
  await click('[data-hit]')
  await click('#order', 'end')
  await click('#large')
  await click('#given')
  await page.keyboard.type('!')
  await click('#editor')
  await page.keyboard.type('?')
  await settle()
  await page.evaluate(() => {
    const form = (id: string) => document.getElementById(id) as HTMLFormElement
    Reflect.set(Element.prototype, 'scrollTop', 50, form('order'))
    HTMLElement.prototype.showPopover.call(form('pop'))
    HTMLFormElement.prototype.reset.call(form('order'))
  })
  await settle()
  await page.evaluate(() => {
    const form = (id: string) => document.getElementById(id) as HTMLFormElement
    Element.prototype.setAttribute.call(form('order'), 'title', 'Another')
    Node.prototype.appendChild.call(form('order'), document.getElementById('after') as Node)
    Node.prototype.appendChild.call(document.body, form('masked'))
    Node.prototype.appendChild.call(form('masked'), document.createTextNode('More hidden'))
  })
  await settle()
  // The offset is told when the browser has said so.
  await expect
    .poll(() => page.evaluate(() => window.recorded.events.some(({ kind }) => kind === 'scroll')))
    .toBe(true)
  return await page.evaluate(() => {
    window.recorded.stream.stop()
    if (window.recorded.errors.length > 0) throw new Error(window.recorded.errors[0])
    return window.recorded.events
  })
}

/** Told as it happens, or by a flush; of the rest only what is so when a timer ends. */
const AT_ONCE = new Set(['snapshot', 'mutation', 'input', 'pointer', 'scroll'])

test('fields named like the members of a form change nothing of what is told', async ({ page }) => {
  const normal = await recordWith(page, 'own-')
  const named = await recordWith(page, '')
  const lines = (events: RecordEvent[]) =>
    events
      .filter(({ kind }) => AT_ONCE.has(kind))
      .map(({ time: _, ...event }) => JSON.stringify(event).replaceAll('"own-', '"'))
      .sort()
  expect(lines(named)).toEqual(lines(normal))
  expect(named.filter(({ kind }) => kind === 'input').length).toBeGreaterThan(3)
  const states = named.flatMap((event) => (event.kind === 'state' ? [event.state] : []))
  expect(states).toContainEqual({ blocked: [1280, 50] })
  expect(states).toContainEqual({ top: 'popover' })
  const clicked = named.flatMap((event) =>
    event.kind === 'pointer' && event.action === 'click' ? [event.target] : [],
  )
  expect(clicked).toContainEqual(
    expect.objectContaining({
      tag: 'button',
      name: 'Send it',
      css: '#order > div:nth-of-type(1) > button',
    }),
  )
  expect(clicked).toContainEqual(
    expect.objectContaining({ tag: 'form', testId: 'order-form', css: '#order' }),
  )
  expect(JSON.stringify(named)).not.toMatch(/hidden words|more hidden|kept out/i)
})

test('a form that was made in another document is known as one too', async ({ page }) => {
  const found = await page.evaluate(() => {
    document.body.innerHTML = '<iframe></iframe><main></main>'
    const abroad = document.querySelector('iframe')?.contentDocument
    const form = abroad?.createElement('form')
    if (!form) throw new Error('no form')
    form.innerHTML = '<p>Before</p><input name=parentNode><input name=firstChild><p id=in>After</p>'
    document.querySelector('main')?.append(form)
    window.recorded = window.recorderHarness.start({ level: 'mask-all', rules: [], key: 'k' })
    document.getElementById('in')?.append(' more')
    window.recorded.stream.flush()
    window.recorded.stream.stop()
    return { errors: window.recorded.errors, text: JSON.stringify(window.recorded.events) }
  })
  expect(found.errors).toEqual([])
  expect(found.text).toContain('Xxxxxx')
  expect(found.text).toContain(' xxxx')
  expect(found.text).not.toMatch(/Before|After|more/)
})
