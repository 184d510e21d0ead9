/**
 * What became of one list of children: nodes that came, and nodes that left. One that stands elsewhere among those that
 * stayed did both; as few as possible do.
 */
export function moved(
  before: readonly Node[],
  now: readonly Node[],
): { came: Node[]; left: Node[] } {
  let start = 0
  let beforeEnd = before.length
  let nowEnd = now.length
  while (start < beforeEnd && start < nowEnd && before[start] === now[start]) start++
  while (beforeEnd > start && nowEnd > start && before[beforeEnd - 1] === now[nowEnd - 1]) {
    beforeEnd--
    nowEnd--
  }
  const places = new Map<Node, number>()
  for (let index = start; index < beforeEnd; index++) places.set(before[index] as Node, index)
  const came: Node[] = []
  const stayed: Node[] = []
  const old: number[] = []
  for (let index = start; index < nowEnd; index++) {
    const node = now[index] as Node
    const place = places.get(node)
    if (place === undefined) came.push(node)
    else {
      stayed.push(node)
      old.push(place)
      places.delete(node)
    }
  }
  const left = [...places.keys()]
  const inOrder = longestRise(old)
  for (let index = 0, next = 0; index < stayed.length; index++) {
    if (inOrder[next] === index) {
      next++
      continue
    }
    const node = stayed[index] as Node
    came.push(node)
    left.push(node)
  }
  return { came, left }
}

/** Indexes of a longest rising subsequence. The numbers are distinct. */
function longestRise(numbers: readonly number[]): number[] {
  /** By length: index of the smallest number that such a sequence ends with. */
  const ends: number[] = []
  const previous: number[] = []
  const at = (index: number) => numbers[index] ?? 0
  for (let index = 0; index < numbers.length; index++) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (at(ends[middle] ?? 0) < at(index)) low = middle + 1
      else high = middle
    }
    previous.push(ends[low - 1] ?? -1)
    ends[low] = index
  }
  const rise: number[] = []
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) rise.push(index)
  return rise.reverse()
}
