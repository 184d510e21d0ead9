/** Schemes with an authority and a path: taken apart piece by piece. All others are kept or masked whole. */
export const HIERARCHICAL_SCHEMES: ReadonlySet<string> = new Set([
  'http:',
  'https:',
  'ws:',
  'wss:',
  'ftp:',
  'file:',
  'chrome-extension:',
  'moz-extension:',
])

/** Embedded fonts are kept: without them the layout moves. The bytes must begin as a font's do. */
export const FONT_DATA =
  /^data:(?:font\/|application\/(?:x-)?font)[^,]{0,60};base64,(?:d09GM|d09GR|AAEAAA|T1RUT|dHJ1)/i

/** Endings of file names that say what a file is. */
export const KNOWN_EXTENSION =
  /^(?:html?|php|aspx?|jsp|css|m?js|json|xml|svg|png|jpe?g|gif|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|og[gv]|wav|m4a|pdf|txt|csv|zip|map|wasm|webmanifest)$/i
