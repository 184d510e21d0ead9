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
}

afterEach(() => vi.unstubAllGlobals())

function started() {
  vi.stubGlobal('prompt', (question: string) => (question === 'none' ? null : 'Kallisto'))
  vi.stubGlobal('Clipboard', FakeClipboard)
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
