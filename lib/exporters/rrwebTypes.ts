/** The numbers of the rrweb event model (version 2), named as there. */
export const RRWEB_TYPE = {
  fullSnapshot: 2,
  incremental: 3,
  meta: 4,
  custom: 5,
  plugin: 6,
} as const

export const RRWEB_SOURCE = {
  mutation: 0,
  mouseMove: 1,
  mouseInteraction: 2,
  scroll: 3,
  viewportResize: 4,
  input: 5,
  touchMove: 6,
  media: 7,
  styleSheetRule: 8,
  canvas: 9,
  styleDeclaration: 13,
  selection: 14,
  adopted: 15,
} as const

export const RRWEB_NODE = {
  document: 0,
  doctype: 1,
  element: 2,
  text: 3,
  cdata: 4,
  comment: 5,
} as const

export const RRWEB_INTERACTION = {
  up: 0,
  down: 1,
  click: 2,
  contextmenu: 3,
  dblclick: 4,
  focus: 5,
  blur: 6,
  touchStart: 7,
  touchEnd: 9,
  touchCancel: 10,
} as const

export interface RrwebNode {
  type: number
  id: number
  childNodes?: RrwebNode[]
  [member: string]: unknown
}

export interface RrwebAdd {
  parentId: number
  nextId: number | null
  node: RrwebNode
}

/** One event of the rrweb model. */
export interface RrwebEvent {
  type: number
  data: Record<string, unknown>
  timestamp: number
}
