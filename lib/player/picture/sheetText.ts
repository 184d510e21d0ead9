/** All style rules of a document as one text, as they apply now. */
export function sheetText(doc: Document): string {
  const sheets = [...doc.styleSheets, ...doc.adoptedStyleSheets]
  return sheets.map(textOf).join('\n')
}

function textOf(sheet: CSSStyleSheet): string {
  if (sheet.disabled) return ''
  const text = rulesText(sheet)
  const { mediaText } = sheet.media
  return mediaText === '' ? text : `@media ${mediaText} {${text}}`
}

function rulesText(sheet: CSSStyleSheet): string {
  try {
    return [...sheet.cssRules].map(ruleText).join('\n')
  } catch {
    return '' // a sheet that could not be read has no rules here either
  }
}

function ruleText(rule: CSSRule): string {
  if (rule instanceof Object && 'styleSheet' in rule) {
    const { styleSheet } = rule as CSSImportRule
    return styleSheet ? textOf(styleSheet) : ''
  }
  // The root of the picture is its <svg>; the document's own root is an element like any other there.
  return rule.cssText.replace(/:root\b/g, 'html:nth-child(n)')
}
