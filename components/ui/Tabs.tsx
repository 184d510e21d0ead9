import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { cx } from './cx'
import styles from './Tabs.module.css'

export interface Tab<Id extends string> {
  id: Id
  label: string
  count?: string
  tone?: 'danger'
}

interface TabsProps<Id extends string> {
  label: string
  tabs: readonly Tab<Id>[]
  selected: Id
  onSelect: (id: Id) => void
  children: ComponentChildren
}

/** Tabs as the ARIA practices have them: one tab stop, arrows choose. */
export function Tabs<Id extends string>({ label, tabs, selected, ...rest }: TabsProps<Id>) {
  const prefix = useId()
  const choose = (tab: Tab<Id> | undefined, list: Element | null) => {
    if (!tab) return
    rest.onSelect(tab.id)
    list?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent & { currentTarget: Element }) => {
    const index = tabs.findIndex((tab) => tab.id === selected)
    const moves: Record<string, number> = {
      ArrowRight: index + 1,
      ArrowLeft: index - 1,
      Home: 0,
      End: -1,
    }
    const to = moves[event.key]
    if (to === undefined) return
    event.preventDefault()
    choose(tabs.at(to % tabs.length), event.currentTarget)
  }
  return (
    <>
      <div class={styles.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            class={styles.tab}
            id={`${prefix}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === selected}
            aria-controls={tab.id === selected ? `${prefix}-panel` : undefined}
            tabIndex={tab.id === selected ? 0 : -1}
            onClick={() => rest.onSelect(tab.id)}
          >
            {tab.label}
            {tab.count && (
              <span class={cx(styles.count, tab.tone === 'danger' && styles.danger)}>
                {tab.count}
              </span>
            )}
          </button>
        ))}
      </div>
      <div
        class={styles.panel}
        role="tabpanel"
        id={`${prefix}-panel`}
        aria-labelledby={`${prefix}-${selected}`}
      >
        {rest.children}
      </div>
    </>
  )
}
