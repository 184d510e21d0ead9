import { useEffect, useState } from 'preact/hooks'
import { useServices } from './services'

/** The time, renewed every second while the component is shown: for running clocks. */
export function useNow(): number {
  const services = useServices()
  const [now, setNow] = useState(services.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(services.now()), 1000)
    return () => clearInterval(timer)
  }, [services])
  return now
}
