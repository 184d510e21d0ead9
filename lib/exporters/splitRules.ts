/** Top-level rules of a style sheet's text, as `insertRule` takes them one by one. Imports and charsets are left out. */
export function splitRules(text: string): string[] {
  const rules: string[] = []
  let depth = 0
  let start = 0
  for (const match of text.matchAll(
    /\/\*[\s\S]*?(?:\*\/|$)|"(?:\\[\s\S]|[^"\\])*"?|'(?:\\[\s\S]|[^'\\])*'?|[{};]/g,
  )) {
    const end = match.index + match[0].length
    if (match[0] === '{') depth++
    else if (match[0] === '}') depth = Math.max(0, depth - 1)
    if (depth > 0 || (match[0] !== '}' && match[0] !== ';')) continue
    add(text.slice(start, end))
    start = end
  }
  return rules

  function add(rule: string): void {
    const trimmed = rule.replace(/^(?:\s|\/\*[\s\S]*?\*\/)+/, '').trim()
    if (trimmed.length > 1 && !/^@(?:import|charset)\b/i.test(trimmed)) rules.push(trimmed)
  }
}
