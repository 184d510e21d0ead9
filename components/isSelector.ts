/** Whether the browser understands it as a selector. */
export function isSelector(text: string): boolean {
  if (text.trim() === '') return false
  try {
    document.createDocumentFragment().querySelector(text)
    return true
  } catch {
    return false
  }
}
