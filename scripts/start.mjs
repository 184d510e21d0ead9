/**
 * `npm start`: with a screen, opens Chromium with the extension and the demo shop. Without one, or with `-- --headless`,
 * does the job itself: consents, records a visit, plays it, and leaves pictures and the recording in demo-output/.
 */
import { setUp } from './setup.mjs'
import { command } from './support/run.mjs'

await command(async () => {
  const chromium = await setUp()
  if (process.argv.includes('--headless') || !hasScreen()) {
    const { recordDemo } = await import('./support/recordDemo.mjs')
    await recordDemo(chromium)
  } else {
    const { openDemo } = await import('./support/openDemo.mjs')
    await openDemo(chromium)
  }
})

function hasScreen() {
  if (process.env.CI) return false
  if (process.platform === 'darwin' || process.platform === 'win32') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
