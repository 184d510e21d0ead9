import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useServices } from '../services'
import { useVault } from './useVault'

interface LockGateProps {
  /** Stands here while the library is locked; default: the form that unlocks it. */
  instead?: ComponentChildren
  children: ComponentChildren
}

/** What shows stored sessions stands behind this: while the library is locked, it is not drawn at all. */
export function LockGate({ instead, children }: LockGateProps) {
  const view = useVault()
  useActivity(view?.status === 'unlocked' && view.lockMinutes > 0)
  if (!view) return null
  if (view.status === 'locked') return <>{instead ?? <LazyUnlock />}</>
  return <>{children}</>
}

/** Read when it is wanted: most libraries are not locked, and the popup opens sooner without it. */
export function LazyUnlock() {
  const [form, setForm] = useState<{ Unlock: () => preact.JSX.Element }>()
  useEffect(() => {
    import('./Unlock').then(setForm)
  }, [])
  return form ? <form.Unlock /> : null
}

const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
/** Finer than the minutes of the setting, and seldom enough to cost nothing. */
const TELL_MS = 15_000

/** Says now and then that the person is doing something here, so that the library does not lock itself. */
function useActivity(isWanted: boolean): void {
  const { vault } = useServices()
  useEffect(() => {
    if (!isWanted) return
    let toldAt = Date.now()
    const tell = () => {
      if (Date.now() - toldAt < TELL_MS) return
      toldAt = Date.now()
      // One that is not heard is followed by another.
      vault.noteUse().catch(() => {})
    }
    for (const name of EVENTS) addEventListener(name, tell, { capture: true, passive: true })
    return () => {
      for (const name of EVENTS) removeEventListener(name, tell, { capture: true })
    }
  }, [vault, isWanted])
}
