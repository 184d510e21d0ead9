import { useEffect, useState } from 'preact/hooks'
import type { VaultView } from '../../lib/store/vaultView'
import { useServices } from '../services'

/** Whether the library is encrypted, and locked; undefined until that is known. */
export function useVault(): VaultView | undefined {
  const { vault } = useServices()
  const [view, setView] = useState<VaultView>()
  useEffect(() => {
    const watch = vault.watch(setView)
    return () => watch.stop()
  }, [vault])
  return view
}
