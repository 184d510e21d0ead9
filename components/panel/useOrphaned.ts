import { useEffect, useState } from 'preact/hooks'
import { useServices } from '../services'

/** The browser tells a page of the old version nothing, so it has to look. */
const LOOK_EVERY_MS = 1000
/** Long enough to read why the page begins anew. */
const READ_MS = 2500

/**
 * True once the extension was updated under this page. Chromium 156 closes DevTools then. Where a panel of the version
 * before stays, nothing answers it any more: the page loads itself again, from the version that is there now.
 */
export function useOrphaned(): boolean {
  const services = useServices()
  const [isOrphaned, setOrphaned] = useState(false)
  useEffect(() => {
    if (isOrphaned) {
      const timer = setTimeout(() => location.reload(), READ_MS)
      return () => clearTimeout(timer)
    }
    const timer = setInterval(() => setOrphaned(services.isOrphaned()), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [services, isOrphaned])
  return isOrphaned
}
