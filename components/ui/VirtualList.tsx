import type { ComponentChildren, Ref } from 'preact'
import { useEffect, useImperativeHandle, useRef, useState } from 'preact/hooks'

export interface VirtualListHandle {
  /** Brings an item into view, moving no further than needed. */
  reveal(index: number): void
}

interface VirtualListProps<Item> {
  items: readonly Item[]
  /** All items are equally tall, in CSS px: positions are then arithmetic and 100,000 of them cost nothing. */
  itemHeight: number
  itemKey: (item: Item) => string | number
  renderItem: (item: Item, index: number) => ComponentChildren
  label: string
  class?: string
  handle?: Ref<VirtualListHandle>
}

/** Drawn beyond each edge, in CSS px, so that a quick scroll shows no blank: eight lines, or two rows with a picture. */
const OVERSCAN = 200

/** A scrolling list that draws only what is in sight. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, itemHeight, handle } = props
  const viewport = useRef<HTMLElement>(null)
  const [range, setRange] = useState({ top: 0, height: 600 })

  useEffect(() => {
    const element = viewport.current
    if (!element) return
    const measure = () => setRange({ top: element.scrollTop, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [])

  useImperativeHandle(
    handle ?? null,
    () => ({
      reveal(index) {
        const element = viewport.current
        if (!element) return
        const top = index * itemHeight
        if (top < element.scrollTop) element.scrollTop = top
        else if (top + itemHeight > element.scrollTop + element.clientHeight) {
          element.scrollTop = top + itemHeight - element.clientHeight
        }
      },
    }),
    [itemHeight],
  )

  const first = Math.max(0, Math.floor((range.top - OVERSCAN) / itemHeight))
  const last = Math.min(items.length, Math.ceil((range.top + range.height + OVERSCAN) / itemHeight))
  return (
    <section
      ref={viewport}
      class={props.class}
      style="overflow: auto; position: relative"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={props.label}
    >
      <ul style={{ height: `${items.length * itemHeight}px`, position: 'relative' }}>
        {items.slice(first, last).map((item, offset) => {
          const index = first + offset
          return (
            <li
              key={props.itemKey(item)}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{
                position: 'absolute',
                insetInline: 0,
                top: 0,
                height: `${itemHeight}px`,
                transform: `translateY(${index * itemHeight}px)`,
              }}
            >
              {props.renderItem(item, index)}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
