/**
 * What `permissions` and `scripting` call the pages of an origin. Firefox knows no ports in patterns: it takes one that
 * has a port, and nothing ever matches it (bug 1362809). There a pattern means all ports of a host.
 */
export function matchPatternOf(
  origin: string,
  knowsPorts = import.meta.env.BROWSER !== 'firefox',
): string {
  if (origin === 'file://') return 'file:///*'
  return `${knowsPorts ? origin : origin.replace(/:\d+$/, '')}/*`
}
