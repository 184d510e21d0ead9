/** Stroke icons on a 16 px grid. Decoration only: the control that carries one has a name of its own. */
const PATHS = {
  play: 'M5 3.2v9.6l7.8-4.8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  record: 'M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z',
  stop: 'M4.5 4.5h7v7h-7z',
  replay: 'M3 8a5 5 0 1 0 1.6-3.7M3 2.8v2.7h2.7',
  stepBack: 'M11.5 3.8v8.4L5.5 8zM4 4v8',
  stepForward: 'M4.5 3.8v8.4l6-4.2zM12 4v8',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  forward: 'M6.5 3.5 11 8l-4.5 4.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  up: 'M3.5 10 8 5.5 12.5 10',
  settings:
    'M2.5 4.5h5M11.5 4.5h2M9.5 2.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zM2.5 11.5h2M8.5 11.5h5M6.5 9.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.2 3.2',
  pin: 'M6 2.5h4l-.5 4 2 2.5h-7l2-2.5zM8 9v4.5',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9M6.8 7v4M9.2 7v4',
  edit: 'M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.3 4.5l2.2 2.2',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3L13 4.8',
  alert: 'M8 2.8l5.8 10.2H2.2zM8 6.8v2.8M8 11.4h.01',
  blocked: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM4.2 4.2l7.6 7.6',
  globe:
    'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM2.4 8h11.2M8 2.2c-4 3.9-4 7.7 0 11.6 4-3.9 4-7.7 0-11.6z',
  lock: 'M4 7.2h8v6H4zM5.7 7V5.1a2.3 2.3 0 0 1 4.6 0V7',
  eye: 'M1.8 8C4.6 3.3 11.4 3.3 14.2 8c-2.8 4.7-9.6 4.7-12.4 0zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  link: 'M6.8 9.2l2.4-2.4M7.3 4.8l1.5-1.5a2.8 2.8 0 0 1 3.9 3.9l-1.5 1.5M8.7 11.2l-1.5 1.5a2.8 2.8 0 0 1-3.9-3.9l1.5-1.5',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.2h10',
  upload: 'M8 10.5V3M4.8 6 8 2.8 11.2 6M3 13.2h10',
  keyboard: 'M1.8 4h12.4v8H1.8zM4.2 6.6h.01M6.7 6.6h.01M9.2 6.6h.01M11.7 6.6h.01M5 9.5h6',
  panel: 'M2 3h12v10H2zM9.5 3v10',
  info: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 7.3v3.6M8 5.2h.01',
  flag: 'M4 14V2.8M4 3.2h7.8L10 6l1.8 2.8H4',
  click: 'M6 6l7 2.6-3 1.2-1.2 3zM3.5 3.5l1 1M6.3 2v1.4M2 6.3h1.4',
  text: 'M3.5 4V3h9v1M8 3v10M6 13h4',
  page: 'M4 2.2h5.2L12 5v8.8H4zM9 2.4V5.2h2.8',
  network: 'M2.5 5.5h9M9 3l2.5 2.5L9 8M13.5 10.5h-9M7 8l-2.5 2.5L7 13',
  storage:
    'M3 4.2C3 2 13 2 13 4.2v7.6c0 2.2-10 2.2-10 0zM3 4.2c0 2.2 10 2.2 10 0M3 8c0 2.2 10 2.2 10 0',
  gauge: 'M2.5 11.5a5.6 5.6 0 1 1 11 0M8 10.5l2.6-3.6',
  console: 'M3 4.5 6.5 8 3 11.5M8 11.5h5',
  bug: 'M5.2 6.5h5.6v3a2.8 2.8 0 0 1-5.6 0zM6 6.3a2 2 0 0 1 4 0M2.5 8.5h2.7M10.8 8.5h2.7M3.2 4.8l2 1.7M12.8 4.8l-2 1.7M3.2 13l2.2-1.7M12.8 13l-2.2-1.7',
  expand: 'M9.5 2.8h3.7v3.7M6.5 13.2H2.8V9.5M13.2 2.8 9.2 6.8M2.8 13.2l4-4',
  external: 'M9.2 2.8h4v4M13.2 2.8 7.5 8.5M11.5 9.5v3.7H2.8V4.5h3.7',
  copy: 'M5.5 5.5h7.7v7.7H5.5zM10.5 5.3V2.8H2.8v7.7h2.5',
  frame: 'M2.5 3.5h11v9h-11zM2.5 6h11',
  skip: 'M3 4l4 4-4 4M8 4l4 4-4 4M13.3 4v8',
  scroll: 'M8 2.5v11M5 5.5l3-3 3 3M5 10.5l3 3 3-3',
  camera: 'M2.2 5h3l1-1.7h3.6l1 1.7h3v8H2.2zM8 6.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6z',
  zoomIn: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.2 3.2M7 5.2v3.6M5.2 7h3.6',
  zoomOut: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.2 3.2M5.2 7h3.6',
  target: 'M8 2v3M8 11v3M2 8h3M11 8h3M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  device: 'M2.5 3.5h11v7.5h-11zM6 13.5h4M8 11v2.5',
} as const

export type IconName = keyof typeof PATHS

const FILLED: ReadonlySet<IconName> = new Set(['play', 'record', 'stop'])

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const fill = FILLED.has(name) ? 'currentColor' : 'none'
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={fill}
      stroke="currentColor"
      stroke-width={1.4}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
      style="flex: none"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
