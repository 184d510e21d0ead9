/** An address up to its `#`, as requests are made with. */
export function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? url
}
