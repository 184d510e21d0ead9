import type {
  PreviewComparison,
  PreviewDifference,
  PreviewElement,
  PreviewReport,
} from './previewReport'

/** Elements whose state differs between two profiles, two builds or two moments of a page; newly visible first. */
export function comparePreviews(before: PreviewReport, after: PreviewReport): PreviewComparison {
  const earlier = byKey(before.elements)
  const later = byKey(after.elements)
  const differences: PreviewDifference[] = []
  for (const [key, element] of later) {
    const old = earlier.get(key)
    if (old?.state === element.state) continue
    differences.push(differenceOf(element, old?.state ?? 'absent', element.state))
  }
  for (const [key, element] of earlier) {
    if (!later.has(key)) differences.push(differenceOf(element, element.state, 'absent'))
  }
  // Stable: within a rank the order of the page stays.
  differences.sort((a, b) => rankOf(a) - rankOf(b))
  return {
    newlyVisible: differences.filter((each) => rankOf(each) === NEWLY_VISIBLE).length,
    appearedVisible: differences.filter((each) => rankOf(each) === APPEARED).length,
    differences,
  }
}

const NEWLY_VISIBLE = 0
const APPEARED = 1

function rankOf({ before, after }: PreviewDifference): number {
  if (after === 'kept') return before === 'absent' ? APPEARED : NEWLY_VISIBLE
  if (after === 'masked' && before === 'blocked') return 2
  return after === 'absent' ? 4 : 3
}

function byKey(elements: readonly PreviewElement[]): Map<string, PreviewElement> {
  const found = new Map<string, PreviewElement>()
  for (const element of elements) {
    // Two profiles may call the same element blocked text and a picture: the place is what counts.
    let key = element.path
    // Two with one path (the same id twice): told apart by their order.
    for (let again = 2; found.has(key); again++) key = `${element.path} (${again})`
    found.set(key, element)
  }
  return found
}

function differenceOf(
  { path, what, reason }: PreviewElement,
  before: PreviewDifference['before'],
  after: PreviewDifference['after'],
): PreviewDifference {
  return { path, what, before, after, reason }
}
