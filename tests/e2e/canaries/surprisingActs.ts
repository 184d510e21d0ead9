import type { Page } from '@playwright/test'
import { CHANNELS } from './channels'
import { secretOf } from './page'

function secret(code: string): string {
  const channel = CHANNELS.find((each) => each.where === 'act' && each.code === code)
  if (!channel) throw new Error(`No channel ${code}`)
  return secretOf(channel)
}

/** A picture that says the secret, as a file. */
const picture = (text: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>${text}</desc></svg>`,
  )

/** What a person does that reaches the recording by a way around. */
export async function actSurprisingly(page: Page): Promise<void> {
  await clicks(page)
  await elsewhere(page)
  await withoutField(page)
  await acrossSites(page)
  await files(page)
}

/** Everything a step could call the clicked thing by. */
async function clicks(page: Page): Promise<void> {
  const names =
    'labelledby aria-label title alt testid text generated made-up name placeholder label href slot'.split(
      ' ',
    )
  const words = Object.fromEntries(names.map((name) => [name, secret(`click-${name}`)]))
  await page.evaluate(
    ([words, reference, inside]) => {
      const box = document.createElement('div')
      box.id = 'clicks'
      box.innerHTML = `
        <span id=cl1>${words.labelledby}</span><button data-c aria-labelledby=cl1>x</button>
        <button data-c aria-label="${words['aria-label']}">x</button><i data-c tabindex=0 title="${words.title}">x</i>
        <input type=image data-c alt="${words.alt}" src="/img/a.svg" onclick="return false"><button data-c data-testid="${words.testid}">x</button>
        <button data-c>${words.text}</button><style>#gen::before { content: "${words.generated}" }</style><button data-c id=gen>x</button>
        <${words['made-up']} data-c style="display:block">x</${words['made-up']}>
        <input data-c name="${words.name}"><input data-c placeholder="${words.placeholder}"><label>${words.label}<input data-c></label>
        <a data-c href="#/${words.href}">x</a><x-clicked data-c style="display:block">${words.slot}</x-clicked>
        <div data-recount=mask><span id=cl2>${reference}</span></div><button data-c aria-labelledby=cl2>x</button>
        <div data-recount=mask><button data-c title="${inside}">${inside}</button></div>`
      document.body.prepend(box)
      const host = box.querySelector('x-clicked')
      if (host) host.attachShadow({ mode: 'closed' }).innerHTML = '<button><slot></slot></button>'
    },
    [words, secret('token-labelledby'), secret('token-inside')] as const,
  )
  for (const target of await page.locator('#clicks [data-c]').all()) await target.click()
}

/** Typed here, shown there, or in another writing. */
async function elsewhere(page: Page): Promise<void> {
  await page.evaluate(() => {
    const make = (tag: string) => document.body.appendChild(document.createElement(tag))
    const field = (name: string, around: HTMLElement = document.body) => {
      const input = document.createElement('input')
      input.id = `m-${name}`
      around.prepend(input)
      return input
    }
    const on = (name: string, run: (value: string) => void, around?: HTMLElement) =>
      field(name, around).addEventListener('input', (event) =>
        run((event.target as HTMLInputElement).value),
      )
    const shown = make('p')
    const post = (body: string) => void fetch('/api/echo', { method: 'POST', body })
    const log = (text: string) => console.log(text)
    on('base64', (value) => log(btoa(JSON.stringify({ v: value }))))
    on('hex', (value) =>
      log([...new TextEncoder().encode(value)].map((byte) => byte.toString(16)).join('')),
    )
    on('twice', (value) => log(encodeURIComponent(encodeURIComponent(`/a b/${value}`))))
    on('groups', (value) => {
      make('p').textContent = value.replace(/(.{4})/g, '$1 ')
    })
    on('capitals', (value) => {
      make('p').textContent = value.toUpperCase()
    })
    const mirror = document.createElement('p')
    const editor = document.createElement('div')
    editor.id = 'm-editor'
    editor.contentEditable = 'true'
    editor.addEventListener('input', () => {
      mirror.textContent = editor.textContent
    })
    document.body.prepend(mirror, editor)
    const own = document.querySelector<HTMLIFrameElement>('#own')
    own?.contentDocument?.querySelector('#typed')?.addEventListener('input', (event) => {
      shown.textContent = (event.target as HTMLInputElement).value
    })
    on('into-frame', (value) => {
      own?.contentDocument?.body.append(value)
    })
    for (const how of ['ignore', 'block']) {
      const box = make('div')
      box.dataset.recount = how
      on(how === 'ignore' ? 'ignored' : 'blocked', (value) => (make('p').textContent = value), box)
      if (how === 'block') {
        on('blocked-password', (value) => (make('p').textContent = value), box)
        box.querySelector('#m-blocked-password')?.setAttribute('type', 'password')
      }
    }
    on('password-plain', (value) => post(JSON.stringify({ p: value })))
    on('password-base64', (value) => log(btoa(`ann:${value}`)))
    for (const name of ['password-plain', 'password-base64'])
      document.querySelector(`#m-${name}`)?.setAttribute('type', 'password')
  })
  for (const name of [
    'base64',
    'hex',
    'twice',
    'groups',
    'capitals',
    'into-frame',
    'ignored',
    'blocked',
    'blocked-password',
    'password-plain',
    'password-base64',
  ])
    await page.locator(`#m-${name}`).fill(secret(`more-${name}`))
  await page.locator('#m-editor').pressSequentially(secret('more-editor'))
  await page.frameLocator('#own').locator('#typed').fill(secret('more-frame'))
}

/** Keys, paste, drop and a prompt that the page takes itself and shows in plain elements. */
async function withoutField(page: Page): Promise<void> {
  await page.evaluate(() => {
    const make = (tag: string) => document.body.appendChild(document.createElement(tag))
    const pad = make('div')
    pad.tabIndex = 0
    pad.id = 'm-pad'
    pad.textContent = '> '
    pad.addEventListener('keydown', (event) => {
      if (event.key.length === 1) pad.textContent += event.key
    })
    pad.addEventListener('paste', (event) => {
      make('p').textContent = event.clipboardData?.getData('text/plain') ?? ''
    })
    pad.addEventListener('drop', (event) => {
      make('p').textContent = event.dataTransfer?.getData('text/plain') ?? ''
    })
  })
  await page.locator('#m-pad').focus()
  await page.keyboard.type(secret('more-keys'))
  await page.evaluate(
    ([pasted, dropped]) => {
      const pad = document.querySelector('#m-pad')
      const data = (text: string) => {
        const made = new DataTransfer()
        made.setData('text/plain', text)
        return made
      }
      pad?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data(pasted ?? ''), bubbles: true }),
      )
      pad?.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data(dropped ?? ''), bubbles: true }),
      )
    },
    [secret('more-paste'), secret('more-drop')],
  )
}

/** Shown in the very moment by a document that shares no memory with the one it was entered in. */
async function acrossSites(page: Page): Promise<void> {
  await page.evaluate(() => {
    const make = (tag: string) => document.body.appendChild(document.createElement(tag))
    const tell = (text: string) =>
      document.querySelector<HTMLIFrameElement>('#foreign')?.contentWindow?.postMessage(text, '*')
    for (const name of ['foreign', 'foreign-slow', 'foreign-password']) {
      const field = make('input') as HTMLInputElement
      field.id = `m-${name}`
      if (name === 'foreign-password') field.type = 'password'
      field.addEventListener('input', () => tell(field.value))
    }
    addEventListener('message', ({ data }) => {
      if (typeof data === 'string') make('p').textContent = data
    })
    const button = (name: string, run: () => void) => {
      const made = make('button')
      made.id = `m-${name}`
      made.textContent = 'x'
      made.addEventListener('click', run)
    }
    button('prompt', () => (make('p').textContent = prompt('Who?')))
    button('foreign-prompt', () => tell(prompt('Who?') ?? ''))
    button('clipboard', async () => {
      make('p').textContent = await navigator.clipboard.readText().catch(() => 'not read')
      make('p').id = 'm-pasted'
    })
    button('clipboard-items', async () => {
      const [item] = await navigator.clipboard.read()
      const read = async (type: string) => (await item?.getType(type))?.text() ?? 'not read'
      make('p').textContent = await read('text/plain')
      make('p').innerHTML = await read('text/html')
      make('p').id = 'm-pasted-items'
    })
  })
  for (const name of ['foreign', 'foreign-password'])
    await page.locator(`#m-${name}`).fill(secret(`more-${name}`))
  await page.locator('#m-foreign-slow').pressSequentially(secret('more-foreign-slow'))
  await page.frameLocator('#foreign').locator('#typed-out').fill(secret('more-foreign-out'))
  for (const name of ['prompt', 'foreign-prompt']) {
    page.once('dialog', (dialog) => dialog.accept(secret(`more-${name}`)))
    await page.locator(`#m-${name}`).click()
  }
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((text) => navigator.clipboard.writeText(text), secret('more-clipboard'))
  await page.locator('#m-clipboard').click()
  await page.locator('#m-pasted').waitFor({ state: 'attached' })
  await page.evaluate(
    async ([text, markup]) => {
      const blob = (content = '', type = '') => new Blob([content], { type })
      const item = new ClipboardItem({
        'text/plain': blob(text, 'text/plain'),
        'text/html': blob(`<b>${markup}</b>`, 'text/html'),
      })
      await navigator.clipboard.write([item])
    },
    [secret('more-clipboard-item'), secret('more-clipboard-markup')],
  )
  await page.locator('#m-clipboard-items').click()
  await page.locator('#m-pasted-items').waitFor({ state: 'attached' })
}

async function files(page: Page): Promise<void> {
  await page.evaluate(() => {
    const make = (tag: string) => document.body.appendChild(document.createElement(tag))
    for (const name of ['file-name', 'file-sent', 'picture-data', 'picture-blob']) {
      const input = make('input') as HTMLInputElement
      input.type = 'file'
      input.id = `m-${name}`
      input.addEventListener('change', () => {
        const file = input.files?.[0]
        if (!file) return
        if (name === 'file-name') make('p').textContent = file.name
        if (name === 'file-sent') {
          const data = new FormData()
          data.set('f', file)
          void fetch('/api/echo', { method: 'POST', body: data })
          console.log(file)
        }
        if (name === 'picture-blob')
          (make('img') as HTMLImageElement).src = URL.createObjectURL(file)
        if (name === 'picture-data') {
          const reader = new FileReader()
          reader.onload = () => {
            ;(make('img') as HTMLImageElement).src = String(reader.result)
          }
          reader.readAsDataURL(file)
        }
      })
    }
  })
  for (const name of ['file-name', 'file-sent'])
    await page.locator(`#m-${name}`).setInputFiles({
      name: `${secret(`more-${name}`)}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from('x'),
    })
  for (const name of ['picture-data', 'picture-blob'])
    await page.locator(`#m-${name}`).setInputFiles({
      name: 'a.svg',
      mimeType: 'image/svg+xml',
      buffer: picture(secret(`more-${name}`)),
    })
}

/** A form that is sent, and a page that repeats what it got. */
export async function actOnNextPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = '/next'
    form.innerHTML =
      '<input name=text><input name=title><input name=attribute><input name=slow><input name=password type=password><input name=foreign><button>Send</button>'
    form.id = 'm-form'
    document.body.prepend(form)
    form.querySelector('[name=foreign]')?.addEventListener('input', (event) => {
      const { value } = event.target as HTMLInputElement
      document.querySelector<HTMLIFrameElement>('#foreign')?.contentWindow?.postMessage(value, '*')
    })
  })
  for (const name of ['text', 'title', 'attribute', 'password'])
    await page
      .locator(`#m-form [name=${name}]`)
      .fill(secret(name === 'text' ? 'more-next' : `more-next-${name}`))
  await page.locator('#m-form [name=slow]').pressSequentially(secret('more-next-slow'))
  await page.locator('#m-form [name=foreign]').fill(secret('more-next-foreign'))
  await page.locator('#m-form button').click()
  await page.waitForURL(/\/next/)
  await page.locator('#end').waitFor()
}
