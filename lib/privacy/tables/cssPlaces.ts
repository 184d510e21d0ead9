/** Where in a style sheet something is a word of the language, a name somebody made up, or text that is shown. */

const splitWords = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** Pseudo-classes and pseudo-elements, without colons; vendors' own are recognized by their prefix. */
export const PSEUDO: ReadonlySet<string> = new Set(
  splitWords(`active active-view-transition active-view-transition-type after any-link autofill backdrop before blank buffering
    checked checkmark column cue cue-region current default defined details-content dir disabled empty enabled
    file-selector-button first first-child first-letter first-line first-of-type focus focus-visible focus-within fullscreen
    future grammar-error has has-slotted highlight host host-context hover in-range indeterminate interest-source
    interest-target invalid is lang last-child last-of-type left link local-link marker modal muted not nth-child
    nth-last-child nth-last-of-type nth-of-type only-child only-of-type open optional out-of-range part past paused picker
    picker-icon picture-in-picture placeholder placeholder-shown playing popover-open read-only read-write required right root
    scope scroll-button scroll-marker scroll-marker-group search-text seeking selection slotted spelling-error stalled state
    target target-after target-before target-current target-text target-within user-invalid user-valid valid view-transition
    view-transition-group view-transition-group-children view-transition-image-pair view-transition-new view-transition-old
    visited volume-locked where window-inactive horizontal vertical decrement increment start end double-button single-button
    no-button corner-present xr-overlay`),
)
export const VENDOR_PSEUDO = /^-(?:webkit|moz|ms|o)-[a-z-]{2,40}$/

/** Their argument is a name the page made up. */
export const NAMED_ARGUMENT =
  /^(?:part|state|highlight|view-transition|view-transition-(?:group|image-pair|old|new|group-children)|active-view-transition-type)$/i

/** Descriptors and properties whose strings are shown: shape kept. */
export const SHOWN_STRINGS =
  /^(?:content|quotes|hyphenate-character|text-emphasis|text-emphasis-style|list-style|list-style-type|text-overflow|symbols|prefix|suffix|negative|pad|additive-symbols)$/

export const KNOWN_AT_RULES =
  /^@(?:charset|import|namespace|media|supports|container|layer|font-face|keyframes|-webkit-keyframes|page|property|counter-style|font-feature-values|font-palette-values|scope|starting-style|view-transition|position-try|viewport|custom-media|custom-selector|styleset|stylistic|swash|ornaments|annotation|character-variant|historical-forms|(?:top|bottom)-(?:left|center|right)(?:-corner)?|(?:left|right)-(?:top|middle|bottom)|function|result|apply|tailwind|nest)$/i

/** Strings that name a format or a syntax: kept when made of these words. */
export const FORMAT_WORDS: ReadonlySet<string> = new Set(
  splitWords(`woff woff2 truetype opentype embedded-opentype svg collection variations woff-variations woff2-variations
    truetype-variations opentype-variations utf-8 iso-8859-1 latin1 us-ascii length percentage color number integer angle time
    image url custom-ident transform-list transform-function resolution length-percentage string`),
)
