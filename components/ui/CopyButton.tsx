import { useEffect, useState } from 'preact/hooks'
import { i18n } from '../i18n'
import { Button } from './Button'

const SAID_MS = 2500

/** Copies text, and says for a moment that it did. */
export function CopyButton({ text, label }: { text: () => string; label: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(undefined), SAID_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = () => {
    copyText(text()).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    )
  }
  return (
    <span>
      <Button icon={outcome === 'copied' ? 'check' : 'copy'} onClick={copy}>
        {outcome === 'copied' ? i18n.t('common.copied') : label}
      </Button>
      <span class="visually-hidden" role="status">
        {outcome === 'copied' && i18n.t('common.copied')}
      </span>
      {outcome === 'failed' && <span role="alert"> {i18n.t('common.copyFailed')}</span>}
    </span>
  )
}

/** DevTools keeps the clipboard API from its panels, but not the older command. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch (error) {
    if (!copyByCommand(text)) throw error
  }
}

function copyByCommand(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.style.cssText = 'position:fixed;opacity:0'
  document.body.append(field)
  field.select()
  const isDone = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return isDone
}
