/** Bundled into a page: what the recorder itself puts into pages. */
import { showBanner } from '../../../lib/recorder/banner'
import { showIndicator } from '../../../lib/recorder/indicator'

export const ownElements = { showBanner, showIndicator }
