import { signal } from '@preact/signals'
import styles from './Toast.module.css'

interface Toast {
  id: number
  text: string
  action?: { label: string; run: () => void }
}

/** What one page shows at its lower edge. */
export interface Toaster {
  show(text: string, options?: { action?: Toast['action']; durationMs?: number }): void
  /** Takes away what is shown. */
  hide(): void
  readonly View: () => preact.JSX.Element
}

/** Long enough to read a sentence twice and reach the button with the keyboard. */
const DURATION_MS = 8000

/** Messages that go away by themselves; hovered or focused, they stay. */
export function createToaster(): Toaster {
  const toasts = signal<Toast[]>([])
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  let lastId = 0

  const close = (id: number) => {
    hold(id)
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }
  const hold = (id: number) => {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }
  const release = (id: number, durationMs = DURATION_MS) => {
    hold(id)
    timers.set(
      id,
      setTimeout(() => close(id), durationMs),
    )
  }

  function View() {
    return (
      <div class={styles.region} role="status" aria-live="polite">
        {toasts.value.map((toast) => (
          <div
            key={toast.id}
            class={styles.toast}
            onPointerEnter={() => hold(toast.id)}
            onPointerLeave={() => release(toast.id)}
            onFocusIn={() => hold(toast.id)}
            onFocusOut={() => release(toast.id)}
          >
            <span class={styles.text}>{toast.text}</span>
            {toast.action && (
              <button
                type="button"
                class={styles.action}
                onClick={() => {
                  toast.action?.run()
                  close(toast.id)
                }}
              >
                {toast.action.label}
              </button>
            )}
          </div>
        ))}
      </div>
    )
  }

  return {
    show(text, options = {}) {
      lastId += 1
      // One at a time: an older undo is still there in the list of deleted sessions.
      toasts.value = [{ id: lastId, text, action: options.action }]
      release(lastId, options.durationMs)
    },
    hide() {
      toasts.value = []
    },
    View,
  }
}
