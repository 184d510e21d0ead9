import { useEffect, useRef } from 'preact/hooks'

/** Controls that take what is pasted themselves. */
const TYPING = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]'

/**
 * Files pasted anywhere on the page, and recordings pasted as text. Heard on the document: where nothing has the focus,
 * nothing else hears it.
 */
export function useFilesPasted(onFiles: (files: File[]) => void): void {
  const latest = useRef(onFiles)
  latest.current = onFiles
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      const isTyping = event.target instanceof Element && event.target.closest(TYPING)
      const text = isTyping ? '' : (event.clipboardData?.getData('text/plain').trim() ?? '')
      if (files.length === 0 && /^[[{]/.test(text)) {
        files.push(new File([text], 'pasted.json', { type: 'application/json' }))
      }
      if (files.length === 0) return
      event.preventDefault()
      latest.current(files)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
