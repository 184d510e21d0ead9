import type { PointerAction } from '../format/events'

/** Events of the pointer that are told one by one -> what they are called. */
export const POINTER_ACTIONS: Record<string, PointerAction> = {
  pointerdown: 'down',
  pointerup: 'up',
  pointercancel: 'cancel',
  click: 'click',
  dblclick: 'dblclick',
  contextmenu: 'contextmenu',
  dragstart: 'dragstart',
  drop: 'drop',
}
