import { afterEach, expect, it, vi } from 'vitest'
import { captureNatives } from '../platform/natives'
import { createPatcher } from '../platform/patch'
import type { ProbeScope } from './probe'
import { probeEntries } from './probeEntries'

class FakeHandle {
  get name() {
    return 'kallisto.pdf'
  }
}
class FakeClipboard {
  async readText() {
    return 'pasted by a button'
  }
  async read() {
    return [new FakeItem()]
  }
}
class FakeItem {
  async getType(type: string) {
    if (type === 'none') throw new DOMException('', 'NotFoundError')
    return new Blob([type === 'text/html' ? '<b title=x>Ann</b> Example<br' : 'in an item'], {
      type,
    })
  }
}
class FakeAlternative {
  get transcript() {
    return 'said aloud'
  }
}
class FakeSpeechEvent {
  get results() {
    return [[new FakeAlternative()]]
  }
}

afterEach(() => vi.unstubAllGlobals())

function started() {
  vi.stubGlobal('prompt', (question: string) => (question === 'none' ? null : 'Kallisto'))
  vi.stubGlobal('Clipboard', FakeClipboard)
  vi.stubGlobal('ClipboardItem', FakeItem)
  vi.stubGlobal('webkitSpeechRecognitionEvent', FakeSpeechEvent)
  vi.stubGlobal('FileSystemHandle', FakeHandle)
  vi.stubGlobal('showOpenFilePicker', async () => [new FakeHandle()])
  vi.stubGlobal('showSaveFilePicker', async () => new FakeHandle())
  const said: string[] = []
  const natives = captureNatives(globalThis)
  const scope: Partial<ProbeScope> = {
    natives,
    patcher: createPatcher(natives, ''),
    entered: (kind, text) => said.push(`${kind} ${text}`),
  }
  return { said, running: probeEntries(scope as ProbeScope)() }
}

const page = globalThis as unknown as Record<string, (question?: string) => unknown>

it('tells what is answered, pasted by a button and chosen before the page has it', async () => {
  const { said, running } = started()
  expect(page.prompt?.('who')).toBe('Kallisto')
  expect(said).toEqual(['text Kallisto'])
  page.prompt?.('none')
  expect(await new FakeClipboard().readText()).toBe('pasted by a button')
  await page.showOpenFilePicker?.()
  await page.showSaveFilePicker?.()
  const all = ['text Kallisto', 'text pasted by a button', 'file kallisto.pdf', 'file kallisto.pdf']
  expect(said).toEqual(all)
  running.stop()
  page.prompt?.('who')
  await new FakeClipboard().readText()
  expect(said).toEqual(all)
})

it('tells what is pasted as items before the page can read it, and nothing of items that the page makes', async () => {
  const { said, running } = started()
  await new FakeItem().getType('text/plain')
  expect(said).toEqual([])
  const [item] = await new FakeClipboard().read()
  const blob = await item?.getType('text/plain')
  expect(said).toEqual(['text in an item'])
  expect(await blob?.text()).toBe('in an item')
  await item?.getType('text/html')
  await item?.getType('image/png')
  expect(said.slice(1)).toEqual(['text Ann', 'text  Example', 'file  '])
  await expect(item?.getType('none')).rejects.toThrow()
  running.stop()
})

it('tells what was said to a microphone', () => {
  const { said, running } = started()
  expect(new FakeSpeechEvent().results[0]?.[0]?.transcript).toBe('said aloud')
  expect(said).toEqual(['text said aloud'])
  running.stop()
})
