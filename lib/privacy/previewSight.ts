import { isConnectedNode, plain } from '../platform/reads'

/**
 * Which marks may be in view, without asking all of them. An IntersectionObserver of 10,000 elements takes 22 ms of every
 * frame that scrolls (measured, Chromium 156), so places are remembered by the scrolled content they lie in: scrolling
 * moves the window over them and measures nothing.
 */
export interface Sight {
  add(element: Element): void
  remove(element: Element): void
  clear(): void
  /** Elements that may be in view now: to be measured by who draws them. */
  candidates(): Set<Element>
  /** What was in view when it was drawn: it stays a candidate, because it may be fixed or sticky. */
  drawn(elements: Iterable<Element>): void
  /** A box scrolled: what lies in it is remembered by its content from now on. */
  scrolled(target: EventTarget | null): void
  /** Everything may have moved. */
  changed(): void
  /** Measures the next few again; true while there are more. */
  refresh(): boolean
}

/** Height of one drawer of the register, in CSS px: a screen has two or three. */
const DRAWER = 400
/** Ready before they come into view. */
const MARGIN = 200
/** What reaches over more drawers is looked at in every frame. */
const TALL = 12
/** Measured again in one frame: about half a millisecond. */
const PER_FRAME = 400

interface Register {
  /** Undefined: the document. */
  box?: Element
  drawers: Map<number, Set<Element>>
}

interface Place {
  register: Register
  first: number
  last: number
}

const HIDDEN = Number.NaN

export function createSight(view: Window): Sight {
  const page: Register = { drawers: new Map() }
  const boxes = new Map<Element, Register>()
  const places = new Map<Element, Place>()
  const tall = new Set<Element>()
  let drawn = new Set<Element>()
  let waiting: Element[] = []

  function topOf({ box }: Register): number {
    return box ? plain(box).scrollTop - plain(box).getBoundingClientRect().top : view.scrollY
  }

  function take(element: Element, { register, first, last }: Place): void {
    tall.delete(element)
    for (let at = first; at <= last; at++) register.drawers.get(at)?.delete(element)
  }

  function put(element: Element, place: Place): void {
    const { register, first, last } = place
    places.set(element, place)
    if (last - first > TALL) {
      tall.add(element)
      return
    }
    for (let at = first; at <= last; at++) {
      const drawer = register.drawers.get(at)
      if (drawer) drawer.add(element)
      else register.drawers.set(at, new Set([element]))
    }
  }

  function measure(element: Element, register: Register, top: number): void {
    const box = plain(element).getBoundingClientRect()
    const isShown = box.width > 0 && box.height > 0
    const start = isShown ? Math.floor((box.top + top) / DRAWER) : HIDDEN
    const end = isShown ? Math.floor((box.bottom + top) / DRAWER) : HIDDEN
    const before = places.get(element)
    if (before && before.register === register && before.first === start && before.last === end)
      return
    if (before) take(element, before)
    put(element, { register, first: start, last: end })
  }

  function changed(): void {
    waiting = [...places.keys()]
  }

  return {
    changed,
    add(element) {
      if (!places.has(element)) measure(element, page, topOf(page))
      else waiting.push(element)
    },
    remove(element) {
      const place = places.get(element)
      if (place) take(element, place)
      places.delete(element)
      drawn.delete(element)
    },
    clear() {
      for (const map of [page.drawers, boxes, places]) map.clear()
      tall.clear()
      drawn.clear()
      waiting = []
    },
    candidates() {
      const found = new Set([...drawn, ...tall])
      for (const register of [page, ...boxes.values()]) {
        const { box } = register
        if (box && !isConnectedNode(box)) continue
        const top = box ? plain(box).scrollTop : view.scrollY
        const height = box ? plain(box).clientHeight : view.innerHeight
        const last = Math.floor((top + height + MARGIN) / DRAWER)
        for (let at = Math.floor((top - MARGIN) / DRAWER); at <= last; at++) {
          for (const element of register.drawers.get(at) ?? []) found.add(element)
        }
      }
      return found
    },
    drawn(elements) {
      drawn = new Set(elements)
    },
    scrolled(target) {
      if (!(target instanceof Element) || boxes.has(target)) return
      const register: Register = { box: target, drawers: new Map() }
      boxes.set(target, register)
      const top = topOf(register)
      const scroller = plain(target)
      for (const [element, place] of places) {
        // What is in a box within the box stays with the nearer one.
        const known = place.register.box
        if (scroller.contains(element) && !(known && scroller.contains(known)))
          measure(element, register, top)
      }
    },
    refresh() {
      const tops = new Map<Register, number>()
      for (const element of waiting.splice(0, PER_FRAME)) {
        const register = places.get(element)?.register
        if (!register) continue
        const top = tops.get(register) ?? topOf(register)
        tops.set(register, top)
        measure(element, register, top)
      }
      return waiting.length > 0
    },
  }
}
