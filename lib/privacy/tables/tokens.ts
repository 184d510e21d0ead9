/**
 * Tokens in the page. Our own are the values of `data-recount`. Vendors' tokens (research: their code and documentation)
 * are honoured only where they make things stricter.
 */
export type TokenEffect = 'mask' | 'block' | 'ignore'

/** Attribute name -> effect by value; `*` is any value. */
export const VENDOR_ATTRIBUTES: ReadonlyMap<
  string,
  Readonly<Record<string, TokenEffect>>
> = new Map<string, Record<string, TokenEffect>>([
  ['data-dd-privacy', { hidden: 'block', mask: 'mask', 'mask-unless-allowlisted': 'mask' }],
  ['data-dtrum-mask', { '*': 'mask' }],
  ['data-sentry-mask', { '*': 'mask' }],
  ['data-sentry-block', { '*': 'block' }],
  ['data-sentry-ignore', { '*': 'ignore' }],
  ['data-openreplay-obscured', { '*': 'mask' }],
  ['data-openreplay-masked', { '*': 'mask' }],
  ['data-openreplay-hidden', { '*': 'block' }],
  ['data-openreplay-htmlmasked', { '*': 'block' }],
  ['data-clarity-mask', { '*': 'mask' }],
  ['data-amp-mask', { '*': 'mask' }],
  ['data-amp-block', { '*': 'block' }],
  ['data-nr-mask', { '*': 'mask' }],
  ['data-nr-block', { '*': 'block' }],
  ['data-nr-ignore', { '*': 'ignore' }],
  ['data-private', { delete: 'block', '*': 'mask' }],
  ['data-hj-suppress', { '*': 'mask' }],
  ['data-cs-mask', { '*': 'mask' }],
  ['data-cs-encrypt', { '*': 'mask' }],
  ['data-sl', { mask: 'mask', exclude: 'block' }],
  ['data-recording-sensitive', { '*': 'mask' }],
  ['data-recording-disable', { '*': 'block' }],
  ['data-recording-ignore', { '*': 'ignore' }],
  ['data-mf-replace', { '*': 'mask' }],
  ['data-mf-replace-inner', { '*': 'mask' }],
  ['data-heap-redact-text', { '*': 'mask' }],
  ['data-heap-redact-attributes', { '*': 'mask' }],
  ['data-qm-encrypt', { '*': 'mask' }],
  ['data-qm-block', { '*': 'block' }],
  ['data-sr-redact', { '*': 'mask' }],
])

export const VENDOR_CLASSES: ReadonlyMap<string, TokenEffect> = new Map<string, TokenEffect>([
  ['dd-privacy-hidden', 'block'],
  ['dd-privacy-mask', 'mask'],
  ['dd-privacy-mask-unless-allowlisted', 'mask'],
  ['rr-block', 'block'],
  ['rr-mask', 'mask'],
  ['rr-ignore', 'ignore'],
  ['sentry-mask', 'mask'],
  ['sentry-block', 'block'],
  ['sentry-ignore', 'ignore'],
  ['ph-no-capture', 'block'],
  ['ph-mask', 'mask'],
  ['ph-sensitive', 'mask'],
  ['ph-ignore-input', 'ignore'],
  ['amp-mask', 'mask'],
  ['amp-block', 'block'],
  ['mp-mask', 'mask'],
  ['mp-block', 'block'],
  ['mp-sensitive', 'mask'],
  ['nr-mask', 'mask'],
  ['nr-block', 'block'],
  ['nr-ignore', 'ignore'],
  ['highlight-mask', 'mask'],
  ['highlight-block', 'block'],
  ['highlight-ignore', 'ignore'],
  ['fs-mask', 'mask'],
  ['fs-exclude', 'block'],
  ['fs-mask-without-consent', 'mask'],
  ['fs-exclude-without-consent', 'block'],
  ['data-hj-suppress', 'mask'],
  ['_lr-hide', 'block'],
  ['mf-masked', 'mask'],
  ['mf-excluded', 'block'],
  ['heap-ignore', 'ignore'],
  ['lo-sensitive', 'mask'],
  ['losensitive', 'mask'],
  ['inspectlet-sensitive', 'mask'],
  ['inspectletIgnore', 'ignore'],
  ['userback-block', 'block'],
  ['userback-ignore', 'ignore'],
  ['zipy-block', 'block'],
  ['cls_mask', 'mask'],
  ['sessionstack-sensitive', 'mask'],
  // Editors that keep what is typed in plain elements of the page.
])

/** Editors that show what is typed in plain elements. */
export const EDITOR_CLASSES: ReadonlySet<string> = new Set([
  'monaco-editor',
  'ace_editor',
  'CodeMirror',
  'cm-editor',
  'cm-content',
  'xterm',
  'ProseMirror',
  'ql-editor',
  'tox-edit-area',
  'select2-selection__rendered',
])

/** Roles of elements that hold what was entered. */
export const ENTRY_ROLES: ReadonlySet<string> = new Set([
  'textbox',
  'searchbox',
  'combobox',
  'spinbutton',
  'slider',
])
