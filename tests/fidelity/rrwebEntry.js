import { Replayer, record } from 'rrweb'

globalThis.__events = []
/** In every frame: those of other origins send what they record to the top one. */
globalThis.__startRrweb = () =>
  record({
    emit: (event) => globalThis.__events.push(event),
    maskAllInputs: false,
    inlineStylesheet: true,
    inlineImages: true,
    collectFonts: true,
    recordCanvas: true,
    recordCrossOriginIframes: true,
  })
// It waits for DOMContentLoaded by itself.
if (globalThis.__rrwebEarly) globalThis.__startRrweb()
globalThis.__openRrweb = (events) => {
  document.body.style.margin = '0'
  // What rrweb's own style sheet says of the frame and the cursor.
  const style = document.createElement('style')
  style.textContent =
    '.replayer-wrapper { position: relative } .replayer-wrapper iframe { border: 0 } .replayer-mouse, .replayer-mouse-tail { display: none }'
  document.head.append(style)
  const replayer = new Replayer(events, {
    root: document.body,
    mouseTail: false,
    showWarning: false,
    UNSAFE_replayCanvas: true,
  })
  replayer.pause(0)
  globalThis.__replayer = replayer
}
