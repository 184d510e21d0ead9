/** More than this on one session are no tags but a text. */
const MOST_TAGS = 12
const LONGEST_TAG = 40

/** Tags as people write them: separated by commas, each once, in the order of writing. */
export function parseTags(text: string): string[] {
  const tags = text
    .split(',')
    .map((tag) => tag.trim().replace(/^#/, '').slice(0, LONGEST_TAG))
    .filter((tag) => tag !== '')
  return [...new Set(tags)].slice(0, MOST_TAGS)
}
