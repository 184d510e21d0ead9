/**
 * Where the page's main thread spends its time: CPU profile of the renderer, all worlds, while a row works.
 * Samples of functions that are the browser's own (setters, collections) count for what called them only in `total`.
 */
export async function startProfile(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: 200 })
  await session.send('Profiler.start')
  return async () => {
    const { profile } = await session.send('Profiler.stop')
    return summarize(profile)
  }
}

function whose({ url, functionName }) {
  if (functionName === '(garbage collector)') return 'gc'
  if (functionName === '(idle)' || functionName === '(program)' || functionName === '(root)')
    return functionName
  if (/probe\.js/.test(url)) return 'probe'
  if (/-extension:/.test(url)) return 'recorder'
  return url === '' ? 'native' : 'page'
}

/** Self time by owner and by function, in milliseconds; native functions count for the script that called them. */
export function summarize(profile) {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]))
  for (const node of profile.nodes) for (const id of node.children ?? []) byId.get(id).parent = node
  const owners = new Map()
  const functions = new Map()
  const add = (map, key, ms) => map.set(key, (map.get(key) ?? 0) + ms)
  profile.samples.forEach((id, index) => {
    const ms = (profile.timeDeltas[index] ?? 0) / 1000
    const node = byId.get(id)
    let caller = node
    while (caller.parent && whose(caller.callFrame) === 'native') caller = caller.parent
    const { functionName, lineNumber } = node.callFrame
    const owner =
      whose(node.callFrame) === 'native' ? whose(caller.callFrame) : whose(node.callFrame)
    const name = functionName || `(anonymous:${lineNumber + 1})`
    const of =
      caller === node
        ? ''
        : ` < ${caller.callFrame.functionName || `(anonymous:${caller.callFrame.lineNumber + 1})`}`
    add(owners, owner, ms)
    if (owner !== '(idle)') add(functions, `${owner}: ${name}${of}`, ms)
  })
  const sorted = (map) => [...map].sort((a, b) => b[1] - a[1])
  return { owners: sorted(owners), functions: sorted(functions) }
}
