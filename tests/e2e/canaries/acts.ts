import type { Page } from '@playwright/test'
import { CHANNELS } from './channels'
import { secretOf } from './page'
import { actOnNextPage, actSurprisingly } from './surprisingActs'

/** Six digits typed one by one into six boxes: nothing but their order is a secret. */
export const CODE = '739154'

/** What a person does, with one secret per way of entering it. */
export async function act(page: Page): Promise<void> {
  const secret = (code: string): string => {
    const channel = CHANNELS.find((each) => each.where === 'act' && each.code === code)
    if (!channel) throw new Error(`No channel ${code}`)
    return secretOf(channel)
  }
  const fields = [
    'input',
    'textarea',
    'search',
    'sync',
    'reset',
    'clear',
    'password',
    'password-shown',
    'password-echo',
    'card',
  ]
  await page.evaluate(() => {
    const echo = document.querySelector<HTMLElement>('#echo')
    const on = (id: string, run: (value: string) => void) =>
      document
        .querySelector(`#a-${id}`)
        ?.addEventListener('input', (event) => run((event.target as HTMLInputElement).value))
    if (!echo) throw new Error('no echo')
    const make = (tag: string) => document.body.appendChild(document.createElement(tag))
    const text = make('p')
    on('echo-text', (value) => {
      text.textContent = `You wrote ${value}`
    })
    on('slow', (value) => {
      echo.textContent = `Results for ${value}`
    })
    on('echo-attribute', (value) => {
      echo.title = value
      echo.setAttribute('aria-label', `for ${value}`)
      echo.dataset.value = value
    })
    on('echo-title', (value) => {
      document.title = `Search ${value}`
    })
    on('echo-url', (value) => history.replaceState(null, '', `?find=${value}#/${value}`))
    on('echo-console', (value) => console.log('typed', value, { value }))
    on('echo-request', (value) => void fetch(`/api/find/${value}?q=${value}`))
    on(
      'echo-body',
      (value) => void fetch('/api/echo', { method: 'POST', body: JSON.stringify({ value }) }),
    )
    on('echo-storage', (value) => {
      localStorage.setItem('draft', value)
      localStorage.setItem(`draft-${value}`, '1')
    })
    on('echo-error', (value) =>
      setTimeout(() => {
        throw new Error(`bad ${value}`)
      }),
    )
    on('echo-class', (value) => {
      echo.className = `item-${value}`
      echo.id = `for-${value}`
    })
    on('echo-style', (value) => {
      echo.style.setProperty('--value', `"${value}"`)
      make('style').textContent = `p::after { content: "${value}" }`
    })
    on('echo-link', (value) => {
      const link = make('a')
      link.setAttribute('href', `/find/${value}?q=${value}`)
      link.textContent = value
    })
    on('sync', (value) => document.querySelector('#a-sync')?.setAttribute('value', value))
    on('password-echo', (value) => {
      make('p').textContent = `Your password is ${value}`
    })
    document.querySelector('#a-choose-echo')?.addEventListener('change', (event) => {
      make('p').textContent =
        `Chosen: ${(event.target as HTMLSelectElement).selectedOptions[0]?.textContent}`
    })
  })
  for (const name of fields) await page.locator(`#a-${name}`).fill(secret(name))
  for (const name of [
    'text',
    'attribute',
    'title',
    'url',
    'console',
    'request',
    'body',
    'storage',
    'error',
    'class',
    'style',
    'link',
  ]) {
    await page.locator(`#a-echo-${name}`).fill(secret(name === 'text' ? 'echo' : `echo-${name}`))
  }
  await page.locator('#a-slow').pressSequentially(secret('slow'))
  await page.locator('#a-editable').pressSequentially(secret('editable'))
  await page.locator('#a-textbox').pressSequentially(secret('textbox'))
  const host = await page.locator('#a-host').boundingBox()
  if (host) await page.mouse.click(host.x + 20, host.y + host.height / 2)
  await page.keyboard.type(secret('shadow'))
  await page.frameLocator('#own').locator('#typed').fill(secret('frame'))
  await page.frameLocator('#foreign').locator('#typed').fill(secret('foreign'))
  await page.locator('#a-paste').focus()
  await page.keyboard.insertText(secret('paste'))
  await page.evaluate(
    ([plain, echoed, listed]) => {
      document.querySelector('#a-choose')?.append(new Option('a'), new Option(plain, plain))
      document.querySelector('#a-choose-echo')?.append(new Option('a'), new Option(echoed, echoed))
      const option = document.createElement('option')
      option.value = listed ?? ''
      document.querySelector('#choices')?.append(option)
    },
    [secret('choose'), secret('choose-echo'), secret('datalist')],
  )
  await page.locator('#a-choose').selectOption({ index: 1 })
  await page.locator('#a-choose-echo').selectOption({ index: 1 })
  await page.locator('#a-list').fill(secret('datalist'))
  await page.locator('#a-password-shown').evaluate((field) => field.setAttribute('type', 'text'))
  await page.locator('#a-password-shown').press('End')
  await page.locator('#a-password-shown').pressSequentially('1')
  await page.locator('#a-file').setInputFiles({
    name: `${secret('file')}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from('x'),
  })
  await page.evaluate(
    ([script, dropped]) => {
      const field = document.querySelector<HTMLInputElement>('#a-script')
      if (field && script) field.value = script
      const target = document.querySelector<HTMLTextAreaElement>('#a-drop')
      const data = new DataTransfer()
      data.setData('text/plain', dropped ?? '')
      target?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }))
      if (target && dropped) {
        target.value = dropped
        target.dispatchEvent(new InputEvent('input', { bubbles: true }))
      }
    },
    [secret('script'), secret('drop')],
  )
  const boxes = page.locator('#a-boxes input')
  for (const [index, digit] of [...CODE].entries()) await boxes.nth(index).fill(digit)
  await page.locator('#a-clear').fill('')
  await page.evaluate(() => document.querySelector<HTMLFormElement>('#form')?.reset())
  await actSurprisingly(page)
  await actOnNextPage(page)
}
