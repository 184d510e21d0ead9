import { expect, type Page } from '@playwright/test'
import type { PrivacyLevel, RuleEffect } from '../../lib/format/settings'
import { test } from '../support/recorder/test'

interface Case {
  level?: PrivacyLevel
  rules?: [selector: string, effect: RuleEffect][]
  body: string
  /** Each is followed by a flush. */
  steps: (() => unknown)[]
}

/** Everything written after the first snapshot, as text; and the first snapshot. */
async function written(page: Page, { level = 'allow', rules = [], body, steps }: Case) {
  await page.evaluate(
    ({ html, policy }) => {
      document.body.innerHTML = html
      window.recorded = window.recorderHarness.start(policy)
      window.recorded.stream.flush()
    },
    {
      html: body,
      policy: { level, rules: rules.map(([selector, effect]) => ({ selector, effect })) },
    },
  )
  const first = await page.evaluate(() => JSON.stringify(window.recorded.events))
  for (const step of steps) {
    await page.evaluate(step)
    await page.evaluate(() => window.recorded.stream.flush())
  }
  return page.evaluate((length) => {
    window.recorded.stream.stop()
    if (window.recorded.errors.length > 0) throw new Error(window.recorded.errors[0])
    return { later: JSON.stringify(window.recorded.events.slice(length)) }
  }, JSON.parse(first).length)
}

/** Not an attribute: that alone makes the recorder decide the element anew. */
const change = () => {
  const p = document.querySelector('#p') as HTMLElement
  if (p.firstChild) (p.firstChild as Text).data = 'later secret'
}

const BEGINS: { what: string; selector: string; body: string; begin: () => unknown }[] = [
  {
    what: 'an ancestor gets a class',
    selector: '.private p',
    body: '<section id=s><div><p id=p>x</p></div></section>',
    begin: () => document.querySelector('#s')?.classList.add('private'),
  },
  {
    what: 'an ancestor gets an attribute',
    selector: '[data-state="secret"] > div p',
    body: '<section id=s><div><p id=p>x</p></div></section>',
    begin: () => document.querySelector('#s')?.setAttribute('data-state', 'secret'),
  },
  {
    what: 'an ancestor gets an id',
    selector: '#vault p',
    body: '<section class=s><div><p id=p>x</p></div></section>',
    begin: () => document.querySelector('.s')?.setAttribute('id', 'vault'),
  },
  {
    what: 'an earlier sibling gets a class',
    selector: '.on ~ div p',
    body: '<i id=s></i><b></b><div><p id=p>x</p></div>',
    begin: () => document.querySelector('#s')?.classList.add('on'),
  },
  {
    what: 'what stood between siblings goes',
    selector: '.on + p',
    body: '<i class=on></i><b></b><p id=p>x</p>',
    begin: () => document.querySelector('b')?.remove(),
  },
  {
    what: 'something comes that :has() asks for',
    selector: 'section:has(.card) p',
    body: '<section id=s><div><p id=p>x</p></div></section>',
    begin: () =>
      document.querySelector('#s')?.insertAdjacentHTML('beforeend', '<i class=card></i>'),
  },
  {
    what: 'it becomes the last child',
    selector: 'p:last-child',
    body: '<section><p id=p>x</p><b></b></section>',
    begin: () => document.querySelector('b')?.remove(),
  },
  {
    what: 'an ancestor moves into such a part',
    selector: '.private p',
    body: '<section class=private></section><div id=d><div><p id=p>x</p></div></div>',
    begin: () => document.querySelector('section')?.append(document.querySelector('#d') as Element),
  },
  {
    what: 'a box is checked',
    selector: 'form:has(:checked) p',
    body: '<form><input type=checkbox><p id=p>x</p></form>',
    begin: () => document.querySelector('input')?.click(),
  },
  {
    what: 'a field has the focus',
    selector: 'form:focus-within p',
    body: '<form><input><p id=p>x</p></form>',
    begin: () => document.querySelector('input')?.focus(),
  },
]

for (const { what, selector, body, begin } of BEGINS) {
  test(`a rule that begins to match because ${what} masks from then on`, async ({ page }) => {
    const { later } = await written(page, {
      rules: [[selector, 'mask']],
      body,
      steps: [begin, change],
    })
    expect(later).toContain('xxxxx')
    expect(later).not.toContain('later secret')
  })
}

test('a rule that begins to match inside a shadow tree masks from then on', async ({ page }) => {
  const { later } = await written(page, {
    rules: [['.private p', 'mask']],
    body: '<main></main>',
    steps: [
      () => {
        const host = document.createElement('div')
        host.id = 'host'
        host.attachShadow({ mode: 'open' }).innerHTML = '<section><p>x</p></section>'
        document.body.append(host)
      },
      () =>
        document.querySelector('#host')?.shadowRoot?.firstElementChild?.classList.add('private'),
      () => {
        const p = document.querySelector('#host')?.shadowRoot?.querySelector('p')
        if (p) p.textContent = 'later secret'
      },
    ],
  })
  expect(later).toContain('xxxxx')
  expect(later).not.toContain('later secret')
})

test('a rule that begins to match masks what is typed in the same task', async ({ page }) => {
  const { later } = await written(page, {
    rules: [['.private input', 'mask']],
    body: '<section id=s><div><input id=i></div></section>',
    steps: [
      () => {
        document.querySelector('#s')?.classList.add('private')
        const field = document.querySelector('input') as HTMLInputElement
        field.value = 'later secret'
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      },
    ],
  })
  expect(later).toContain('"kind":"input"')
  expect(later).not.toContain('later secret')
})

test('three hundred rules with combinators are watched as well', async ({ page }) => {
  const many = Array.from({ length: 300 }, (_, at): [string, RuleEffect] => [`.c${at} p`, 'mask'])
  const { later } = await written(page, {
    rules: many,
    body: '<section id=s><div><p id=p>x</p></div></section>',
    steps: [() => document.querySelector('#s')?.classList.add('c299'), change],
  })
  expect(later).not.toContain('later secret')
})

const ENDS: {
  what: string
  rules?: Case['rules']
  level?: PrivacyLevel
  body: string
  end: () => unknown
}[] = [
  {
    what: 'a token goes',
    body: '<section id=s data-recount=mask><p title="early title">early secret<b>early secret</b></p></section>',
    end: () => document.querySelector('#s')?.removeAttribute('data-recount'),
  },
  {
    what: 'a token that blocks goes',
    body: '<section id=s data-recount=block><p title="early title">early secret</p></section>',
    end: () => document.querySelector('#s')?.removeAttribute('data-recount'),
  },
  {
    what: 'an ancestor loses the class of a rule',
    rules: [['.private p', 'mask']],
    body: '<section id=s class=private><div><p title="early title">early secret</p></div></section>',
    end: () => document.querySelector('#s')?.classList.remove('private'),
  },
  {
    what: 'it moves out of a masked part',
    body: '<section data-recount=mask><p id=m title="early title">early secret</p></section>',
    end: () => document.body.append(document.querySelector('#m') as Element),
  },
  {
    what: 'it moves out of a blocked part',
    body: '<section data-recount=block><div><p id=m title="early title">early secret</p></div></section>',
    end: () => document.body.append(document.querySelector('#m') as Element),
  },
  {
    what: 'its text is taken out of a masked part',
    body: '<section data-recount=mask><p id=m>early secret</p></section>',
    end: () => document.body.append(document.querySelector('#m')?.firstChild as Node),
  },
  {
    what: 'it leaves with a blocked part and comes back without it',
    body: '<section data-recount=block><div><p id=m title="early title">early secret</p></div></section>',
    async end() {
      const inner = document.querySelector('#m') as Element
      document.querySelector('section')?.remove()
      await new Promise((done) => setTimeout(done, 200))
      document.body.append(inner)
    },
  },
  {
    what: 'it leaves a masked part for a while and comes back elsewhere',
    body: '<section data-recount=mask><p id=m title="early title">early secret</p></section>',
    async end() {
      const inner = document.querySelector('#m') as Element
      inner.remove()
      await new Promise((done) => setTimeout(done, 200))
      document.body.append(inner)
    },
  },
  {
    what: 'an open token comes',
    level: 'mask-all',
    body: '<section id=s><p title="early title">early secret</p></section>',
    end: () => document.querySelector('#s')?.setAttribute('data-recount', 'allow'),
  },
  {
    what: 'an editor is done',
    level: 'mask-user-input',
    body: '<div id=s contenteditable>early secret</div>',
    end: () => document.querySelector('#s')?.removeAttribute('contenteditable'),
  },
]

for (const { what, end, ...given } of ENDS) {
  test(`what was masked is never shown when ${what}`, async ({ page }) => {
    const { later } = await written(page, {
      ...given,
      steps: [
        end,
        () => {
          document.querySelector('#s')?.insertAdjacentHTML('beforeend', '<p>new words</p>')
        },
        // A new snapshot (after a gap) knows nothing of the changes before it.
        () => window.recorded.stream.restart(),
      ],
    })
    expect(later).not.toMatch(/early secret|early title/)
  })
}

test('what comes after a token has gone is shown', async ({ page }) => {
  const { later } = await written(page, {
    body: '<section id=s data-recount=mask><p>early secret</p></section>',
    steps: [
      () => document.querySelector('#s')?.removeAttribute('data-recount'),
      () =>
        document.querySelector('#s')?.insertAdjacentHTML('beforeend', '<p title=t>new words</p>'),
    ],
  })
  expect(later).toContain('new words')
})

test('what a gap of the recording lies between stays masked', async ({ page }) => {
  const first = await written(page, {
    body: '<section id=s data-recount=mask><p>early secret</p></section>',
    steps: [() => document.querySelector('#s')?.removeAttribute('data-recount')],
  })
  expect(first.later).not.toContain('early secret')
  const second = await page.evaluate(() => {
    const { ids } = window.recorded.stream.tree
    const again = window.recorderHarness.start({ level: 'allow', rules: [] }, undefined, ids)
    again.stream.flush()
    again.stream.stop()
    return JSON.stringify(again.events)
  })
  expect(second).not.toContain('early secret')
})

test('what a rule allowed when it was added is masked once the rule stops to match', async ({
  page,
}) => {
  const { later } = await written(page, {
    level: 'mask-all',
    rules: [['.open p', 'allow']],
    body: '<section id=s class=open></section>',
    steps: [
      () =>
        document.querySelector('#s')?.insertAdjacentHTML('beforeend', '<p id=p>shown words</p>'),
      () => document.querySelector('#s')?.classList.remove('open'),
      change,
    ],
  })
  expect(later).toContain('shown words')
  expect(later).not.toContain('later secret')
  expect(later).toContain('xxxxx xxxxxx')
})

test('forms with a field of the name of any member of a node are recorded as they stand, and stay masked', async ({
  page,
}) => {
  const names = await page.evaluate(() => {
    const all: string[] = []
    for (const name in document.createElement('form')) all.push(name)
    document.body.innerHTML = all
      .map(
        (name, index) =>
          `<form id=f${index}><div data-recount=mask><input name=${name}><p>secret words</p></div></form><i>kept${index}.</i>`,
      )
      .join('')
    const policy = {
      level: 'allow' as const,
      rules: [{ selector: '.on > form p', effect: 'mask' as const }],
    }
    window.recorded = window.recorderHarness.start(policy)
    window.recorded.stream.flush()
    return all
  })
  expect(names).toEqual(expect.arrayContaining(['firstChild', 'getAttribute', 'isConnected']))
  const { events, errors } = await page.evaluate(() => {
    const { stream, events, errors } = window.recorded
    for (const p of document.querySelectorAll('p')) (p.firstChild as Text).data = 'later secret'
    stream.flush()
    for (const [index, form] of [...document.querySelectorAll('form')].entries()) {
      const text = document.createTextNode(`own${index}.`)
      Element.prototype.append.call(form, text)
      Element.prototype.setAttribute.call(form, 'title', `title${index}.`)
    }
    stream.flush()
    document.body.className = 'on'
    for (const p of document.querySelectorAll('p')) p.before('more secrets')
    stream.flush()
    stream.stop()
    return { events: JSON.stringify(events), errors }
  })
  expect(errors).toEqual([])
  expect(events).not.toMatch(/secret/)
  const lost = names.filter((_, index) =>
    [`kept${index}.`, `own${index}.`, `title${index}.`].some((text) => !events.includes(text)),
  )
  expect(lost).toEqual([])
})
