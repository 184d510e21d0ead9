import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bundle } from './peers.mjs'

/** The stress rows, with the goal each has in milliseconds of CPU added (docs/benchmarks.md). */
export const STRESS = {
  a: { label: 'first snapshot of 10,000 rows, 130,000 nodes', goalMs: 500 },
  b: { label: 'append and remove 1,000 rows, 20 times', goalMs: 300 },
  c: { label: '200 texts per frame, 300 frames', goalMs: 100 },
  d: { label: 'attributes of 1,000 nodes per frame, 300 frames', goalMs: 450 },
  e: { label: '2,000 insertRule calls', goalMs: 12 },
  f: { label: 'reorder 1,000 keyed nodes, 10 times', goalMs: 80 },
  idle: { label: 'nothing happens for 10 s', goalMs: 0 },
}

/** What grows with what: changes in pages of three sizes, and additions of three sizes. Their goal is their shape. */
export const CURVE = {
  'change-1k': { label: '140 nodes changed 10 times in a page of 1,000 nodes' },
  'change-10k': { label: '140 nodes changed 10 times in a page of 10,000 nodes' },
  'change-100k': { label: '140 nodes changed 10 times in a page of 100,000 nodes' },
  'add-1k': { label: '1,000 nodes added' },
  'add-10k': { label: '10,000 nodes added' },
  'add-100k': { label: '100,000 nodes added' },
}

/** Their figure is the heap that is left when all is over. */
export const HEAP = {
  frames: { label: '500 frames mounted and unmounted' },
  nodes: { label: '100,000 nodes mounted and unmounted' },
}

export const SUITES = [
  'vanilla',
  'webComponents',
  'react',
  'reactComplexDom',
  'preact',
  'vue',
  'lit',
  'jquery',
  'editor',
  'chart',
]

/** Turns of the three steps in one measured run of a suite. */
const SUITE_TURNS = 15

const read = (path) => readFile(fileURLToPath(new URL(path, import.meta.url)), 'utf8')
const HTML = 'text/html; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'

/** Files of all rows, by path on the server. */
export async function pageFiles(suites) {
  const files = {
    '/stress.html': { type: HTML, body: await read('./pages/stress.html') },
    '/stress.js': { type: SCRIPT, body: await read('./pages/stress.js') },
  }
  const page = await read('./pages/suite.html')
  for (const suite of suites) {
    files[`/${suite}.html`] = { type: HTML, body: page.replace('/suite.js', `/${suite}.js`) }
    const path = fileURLToPath(new URL(`./suites/${suite}.js`, import.meta.url))
    files[`/${suite}.js`] = { type: SCRIPT, body: await bundle(path) }
  }
  return files
}

/** What a row does in the page, before and while it is measured. */
export function rowOf(name) {
  if (name in STRESS || name in CURVE || name in HEAP) {
    return {
      path: '/stress.html',
      prepare: (page) => page.evaluate((row) => globalThis.prepare[row](), name),
      work: (page) => page.evaluate((row) => globalThis.work[row](), name),
    }
  }
  return {
    path: `/${name}.html`,
    prepare: async () => {},
    work: (page) => page.evaluate((turns) => globalThis.work(turns), SUITE_TURNS),
  }
}
