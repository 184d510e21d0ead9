/** Bundled into a page: what the recorder itself puts into pages. */
export { showBanner } from '../../../lib/recorder/banner'
export { showIndicator } from '../../../lib/recorder/indicator'
