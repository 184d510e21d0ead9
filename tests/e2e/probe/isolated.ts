/** The recorder's end of the bridge for tests: connects like the recorder and tells what arrived to whoever asks. */
import { connectProbe } from '../../../lib/messages/pageBridge'

interface Taken {
  news: unknown
  nodes: string[]
}

const taken: Taken[] = []
let wakes = 0

/** The first pixel of each canvas that is told of, as it was then. */
const drawn: string[] = []

const line = connectProbe(
  document,
  () => {},
  (canvas) => {
    const copy = new OffscreenCanvas(1, 1).getContext('2d')
    copy?.drawImage(canvas as HTMLCanvasElement, 0, 0)
    drawn.push(`${copy?.getImageData(0, 0, 1, 1).data}`)
  },
)
const listener = {
  wake: () => {
    wakes++
  },
  take(nodes: readonly EventTarget[], news: unknown) {
    taken.push({ news, nodes: nodes.map((node) => (node instanceof Node ? node.nodeName : '?')) })
  },
}

const OPTIONS = { console: true, network: true, networkBodies: false, canvas: true }

/** Commands come from the test through the worker (`executeScript`), never from the page. */
Object.assign(globalThis, {
  probeTest: {
    go: (options?: object) => line.go({ ...OPTIONS, ...options }, listener),
    stop: () => line.stop(),
    pull: () => {
      line.pull()
      return { wakes, taken: taken.splice(0) }
    },
    awaitDefinition: (name: string) => line.awaitDefinition(name),
    drawn: () => drawn.splice(0),
    isConnected: () => line.isConnected,
  },
})
