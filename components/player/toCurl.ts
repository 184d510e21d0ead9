import type { NetworkEvent } from '../../lib/format/events'

/** The request as a command line. What was masked or left out of the recording is so here too. */
export function toCurl(
  event: Pick<NetworkEvent, 'method' | 'url' | 'requestHeaders' | 'requestBody'>,
): string {
  const parts = [`curl ${quote(event.url)}`]
  const isPlainGet = event.method === 'GET' && event.requestBody === undefined
  if (!isPlainGet) parts.push(`-X ${quote(event.method)}`)
  for (const [name, value] of event.requestHeaders ?? []) {
    // Names with a colon in front belong to HTTP/2 and are no headers a command can set.
    if (!name.startsWith(':')) parts.push(`-H ${quote(`${name}: ${value}`)}`)
  }
  if (event.requestBody !== undefined) parts.push(`--data-raw ${quote(event.requestBody)}`)
  return parts.join(' \\\n  ')
}

/** Single quotes stop a shell from reading anything inside; a recorded page chose this text. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
