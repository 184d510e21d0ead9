import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import type { SiteSettings } from '../../lib/format/settings'
import { policyKey } from '../../lib/remask/policyKey'
import { useServices } from '../services'

/** What became stricter for a session, by name; undefined until the sites' settings are known. */
export function usePolicies(): ((session: Session) => string) | undefined {
  const services = useServices()
  const [sites, setSites] = useState<SiteSettings[]>()
  useEffect(() => {
    const watch = services.watchSites(setSites)
    return () => watch.stop()
  }, [services])
  return useMemo(() => {
    if (!sites) return undefined
    const byOrigin = new Map(sites.map((site) => [site.origin, site]))
    return (session: Session) => policyKey(session, byOrigin.get(session.origin))
  }, [sites])
}
