import { expect } from '@playwright/test'
import { test } from '../support/recorder/test'

/** Both on the machine that runs the tests, in one run: a ratio does not depend on how busy it is. */
test('five thousand rules cost a page of 100,000 nodes a bounded factor, and mask what they find', async ({
  page,
}, info) => {
  test.setTimeout(120_000)
  const measured = await page.evaluate(() => {
    const rows = Array.from(
      { length: 25_000 },
      (_, row) => `<p class="row r${row}" id="i${row}"><b>text ${row}</b></p>`,
    )
    document.body.innerHTML = `<section id=s>${rows.join('')}</section>`
    const run = (rules: { selector: string; effect: string }[]) => {
      const begin = performance.now()
      const harness = window.recorderHarness.start({ level: 'allow', rules })
      harness.stream.flush()
      const snapshotMs = performance.now() - begin
      const changeBegin = performance.now()
      document.querySelector('#s')?.classList.toggle('on')
      document.querySelector('.r7')?.classList.toggle('x')
      harness.stream.flush()
      const changeMs = performance.now() - changeBegin
      // What holds nothing else concerns nothing else: such a change is looked at by itself.
      const leafBegin = performance.now()
      for (let row = 9000; row < 9020; row++) {
        document.querySelector(`.r${row}`)?.classList.toggle('x')
        harness.stream.flush()
      }
      const leafMs = (performance.now() - leafBegin) / 20
      harness.stream.stop()
      const text = JSON.stringify(harness.events)
      return {
        snapshotMs,
        changeMs,
        leafMs,
        nodes: document.querySelectorAll('*').length,
        problems: harness.errors.length,
        masked: text.includes('text 4999') ? 'no' : 'yes',
        open: text.includes('text 20000') ? 'yes' : 'no',
      }
    }
    const plain = Array.from({ length: 5000 }, (_, at) => ({ selector: `.r${at}`, effect: 'mask' }))
    const distant = Array.from({ length: 5000 }, (_, at) => ({
      selector: `.on .r${at}`,
      effect: 'mask',
    }))
    run([])
    return { none: run([]), plain: run(plain), distant: run(distant) }
  })
  info.annotations.push({ type: 'measured', description: JSON.stringify(measured) })
  const { none, plain, distant } = measured
  expect(plain.masked).toBe('yes')
  expect(plain.open).toBe('yes')
  expect(none.problems + plain.problems + distant.problems).toBe(0)
  expect(plain.snapshotMs).toBeLessThan(none.snapshotMs * 6 + 500)
  expect(distant.snapshotMs).toBeLessThan(none.snapshotMs * 8 + 500)
  expect(distant.changeMs).toBeLessThan(none.snapshotMs * 4 + 1000)
  expect(distant.leafMs).toBeLessThan(distant.changeMs / 10)
})

for (const selector of ['p[', ':has(:has(a))', 'svg|p', '>>>', '', 'p:made-up-state', '::slotted('])
  test(`a rule that says "${selector}" masks the whole page until it is mended`, async ({
    page,
  }) => {
    const text = await page.evaluate((bad) => {
      document.body.innerHTML = '<p title="plain words">plain words</p><input value="plain words">'
      const rules = [{ selector: bad, effect: 'mask' }]
      const harness = window.recorderHarness.start({ level: 'allow', rules })
      harness.stream.flush()
      harness.stream.stop()
      if (harness.errors.length > 0) throw new Error(harness.errors[0])
      return JSON.stringify(harness.events)
    }, selector)
    expect(text).not.toContain('plain words')
    expect(text).toContain('xxxxx xxxxx')
  })

test('of rules that disagree about one element the stricter one counts, whatever their order', async ({
  page,
}) => {
  const text = await page.evaluate(() => {
    document.body.innerHTML =
      '<p class="a b">first words</p><p class="a c">second words</p><p class="d a"><b>third words</b></p><p class="e">fourth words</p>'
    const rules = [
      { selector: '.a', effect: 'allow' },
      { selector: '.b', effect: 'mask' },
      { selector: '.c', effect: 'block' },
      { selector: '.d', effect: 'mask' },
      { selector: '.d b', effect: 'allow' },
      { selector: '.e', effect: 'mask' },
      { selector: '.e', effect: 'allow' },
    ]
    const harness = window.recorderHarness.start({ level: 'allow', rules })
    harness.stream.flush()
    harness.stream.stop()
    return JSON.stringify(harness.events)
  })
  expect(text).not.toMatch(/first words|second words|fourth words/)
  // The nearest one counts.
  expect(text).toContain('third words')
})
