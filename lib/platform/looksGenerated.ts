/** Prefixes that libraries of components count behind: radix-12, mat-input-3. */
const COUNTED =
  /^(?:radix|react-aria|react-select|headlessui|mui|mat|cdk|chakra|downshift|ember|ext|yui|rc|el|vaadin|ui-id|aria|field|input|control|uid?|id)[-_]?(?:[a-z]+[-_])*\d+(?:[-_][a-z]+)*$/i

/** A name that a program made up for this visit: another one next time. Ids, names, ids for tests. */
export function looksGenerated(name: string): boolean {
  if (/\d{3}|[:=+«»]|[0-9a-f]{8}/i.test(name)) return true
  return COUNTED.test(name) || name.split(/[-_.\s]/).some(isJumble)
}

/** Letters, digits and signs in no order that a person would type: dxvo8T8=, 1q8w2e. */
function isJumble(word: string): boolean {
  let changes = 0
  let before = ''
  for (const sign of word) {
    const kind = /[a-z]/.test(sign) ? 'a' : /[A-Z]/.test(sign) ? 'A' : /\d/.test(sign) ? '1' : '?'
    // A capital begins a word: userName, PlaceOrder.
    if (before !== '' && kind !== before && !(before === 'A' && kind === 'a')) changes++
    before = kind
  }
  return word.length > 4 && changes >= word.length / 3
}
