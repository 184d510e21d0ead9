import type { Channel, Owner } from './channel'

/** One channel per attribute of HTML, ARIA, SVG and MathML that can hold a word, one per property and rule of CSS. */

interface Place {
  before?: string
  after?: string
  content?: string
  isVoid?: boolean
}

const PLACES: Record<string, Place> = {
  area: { before: '<map name=mm>', after: '</map>', isVoid: true },
  audio: { content: '' },
  button: { content: 'x' },
  caption: { before: '<table>', after: '<tr><td>x</table>' },
  col: { before: '<table><colgroup>', after: '</colgroup><tr><td>x</table>', isVoid: true },
  embed: { isVoid: true },
  hr: { isVoid: true },
  iframe: { content: '' },
  img: { isVoid: true },
  input: { isVoid: true },
  li: { before: '<ul>', after: '</ul>', content: 'x' },
  link: { isVoid: true },
  option: { before: '<select>', after: '</select>', content: 'x' },
  source: { before: '<audio>', after: '</audio>', isVoid: true },
  td: { before: '<table><tr>', after: '</table>', content: 'x' },
  th: { before: '<table><tr>', after: '</table>', content: 'x' },
  tr: { before: '<table>', after: '<td>x</table>' },
  track: { before: '<video>', after: '</video>', isVoid: true },
}

const HTML = `
a: charset coords name rev shape type referrerpolicy attributionsrc
area: download hreflang ping rel target referrerpolicy type nohref
audio: crossorigin preload controlslist
blockquote: cite
body-like-div: align nonce accesskey autocapitalize autocorrect contextmenu dir draggable enterkeyhint exportparts inputmode itemref spellcheck translate virtualkeyboardpolicy writingsuggestions popover anchor focusgroup headingoffset
button: name formenctype formmethod formtarget command commandfor popovertargetaction interestfor
canvas: width height
caption: align
col: width align char
details: name
dialog: closedby
div: about property typeof vocab resource prefix content datatype inlist
dl: compact
embed: type width height name
fieldset: name form
form: accept accept-charset autocomplete enctype method name rel target action
hr: color noshade size width
iframe: allow csp loading referrerpolicy sandbox longdesc frameborder scrolling align marginheight
img: crossorigin decoding fetchpriority longdesc name lowsrc dynsrc ismap border hspace attributionsrc referrerpolicy
input: accept alt dirname formenctype formmethod formtarget inputmode max maxlength size step src usemap width capture x-webkit-speech
label: for form
legend: align
li: type value
link: as blocking crossorigin imagesizes integrity media hreflang sizes type referrerpolicy rev
map: name
meter: min max low high optimum value form
object: archive classid code codebase codetype declare name standby type usemap
ol: reversed start type
option: label
output: for form name
p: align
portal: referrerpolicy
pre: width wrap
progress: max value
select: autocomplete form name size
slot: name
source: media sizes type width
td: abbr axis bgcolor char charoff headers scope width valign background
template: shadowrootmode shadowrootclonable
textarea: autocomplete cols dirname form maxlength name placeholder rows wrap
th: axis headers scope
time: pubdate
tr: bgcolor align
track: kind srclang default
ul: type
video: autoplay crossorigin height loop preload width controlslist playsinline
marquee: behavior direction
font: color face size
applet: code archive
`

const ARIA =
  'activedescendant atomic autocomplete braillelabel brailleroledescription busy checked colcount colindex colindextext colspan controls current describedby description details disabled dropeffect errormessage expanded flowto grabbed haspopup hidden invalid keyshortcuts label labelledby level live modal multiline multiselectable orientation owns placeholder posinset pressed readonly relevant required roledescription rowcount rowindex rowindextext rowspan selected setsize sort valuemax valuemin valuenow valuetext actions virtualcontent made-up'

const SVG = `
a: download hreflang ping referrerpolicy rel target type xlink:title xlink:role xlink:arcrole xlink:show
animate: attributeType from to by values keyTimes keySplines calcMode additive accumulate begin end dur repeatCount restart min max
animateMotion: path rotate keyPoints
circle: cx r pathLength
clipPath: clipPathUnits
feBlend: in in2 mode result
feColorMatrix: type values
feComponentTransfer: result
feComposite: operator k1
feConvolveMatrix: order kernelMatrix edgeMode preserveAlpha
feDisplacementMap: xChannelSelector scale
feFlood: flood-color
feImage: href preserveAspectRatio crossorigin
feMorphology: operator radius
feTurbulence: baseFrequency stitchTiles type
filter: filterUnits primitiveUnits filterRes
g: systemLanguage requiredExtensions requiredFeatures clip-path mask filter cursor color fill stroke stroke-dasharray marker-start marker-mid marker-end paint-order shape-rendering font-family font-size font-weight text-anchor text-decoration writing-mode unicode-bidi visibility display opacity pointer-events transform-origin vector-effect dominant-baseline xml:lang xml:space xml:base tabindex lang
glyph: unicode glyph-name orientation arabic-form
image: crossorigin decoding preserveAspectRatio
linearGradient: gradientUnits gradientTransform spreadMethod href
marker: markerUnits orient refX
mask: maskUnits mask-type
path: d pathLength
pattern: patternUnits patternTransform
polygon: points
rect: x width rx
script: type
stop: offset stop-color
style: media title type
svg: version baseProfile preserveAspectRatio viewBox zoomAndPan contentScriptType
symbol: viewBox
text: lengthAdjust rotate textLength dx
textPath: href method side spacing startOffset
tref: xlink:href
use: x
view: viewTarget
`

const MATHML = `
maction: actiontype selection
annotation: encoding src cd name definitionURL
math: display overflow altimg alttext dir displaystyle scriptlevel mode macros
menclose: notation
mfenced: open close separators
mfrac: linethickness numalign bevelled
mglyph: alt src fontfamily
mi: mathvariant mathcolor mathbackground mathsize fontstyle
mo: form fence separator stretchy lspace accent
mpadded: lspace voffset depth
ms: lquote rquote
mspace: linebreak width
mstyle: scriptminsize infixlinebreakstyle
mtable: align columnalign frame rowlines side groupalign
mtd: columnspan
semantics: definitionURL
`

const PROPERTIES =
  'align-content anchor-name animation-name animation-timeline animation-range appearance aspect-ratio background-image border-image-source clip-path color-scheme column-span contain-intrinsic-size container-name content content-visibility counter-increment counter-reset counter-set cursor display filter font-family font-feature-settings font-language-override font-palette font-variation-settings font-variant-alternates grid-area grid-row-start grid-template grid-template-columns hyphenate-character image-rendering justify-items list-style list-style-image marker-end mask-image mask-border-source offset-anchor offset-path overflow page position-anchor position-area position-try-fallbacks quotes rotate scroll-timeline-name shape-outside speak-as src string-set symbols text-emphasis text-emphasis-style text-overflow timeline-scope timeline-trigger-name transition-property view-timeline-name view-transition-class view-transition-name view-transition-group will-change zoom reading-flow interpolate-size -webkit-mask-image -webkit-user-modify -moz-binding behavior'

const RULES = [
  '@charset "$";',
  '@import url("/imported.css?$") layer($) supports(display: $) $;',
  '@namespace $ url("http://x.example/$");',
  '@font-feature-values $ { @styleset { $: 1 } }',
  '@font-palette-values --$ { font-family: "$" }',
  '@page $ { @top-left { content: "$" } }',
  '@position-try --$ { top: anchor(--$ bottom) }',
  '@scope (.$) to ([id="$"]) { p { color: red } }',
  '@starting-style { .$ { color: red } }',
  '@view-transition { types: $ }',
  '@color-profile --$ { src: url("/c/$") }',
  '@document url("http://x.example/$") { p { color: red } }',
  '@viewport { width: $ }',
  '@function --$(--$) { result: "$" }',
  '@custom-media --$ ($ > 1px);',
  '@custom-selector :--$ .$;',
  '@container style(--$: "$") { p { color: red } }',
  '@media screen and (min-width: 1px) { .$ { color: red } }',
  '@supports selector(.$ > p) { p { color: red } }',
  '@layer a.$, $.b;',
  '@$ { p { color: red } }',
  'p:is(.$, #$):not([title="$"]):has(> .$) { color: red }',
  'p::highlight($) { color: red }',
  '::view-transition-group($) { color: red }',
  ':state($) { color: red }',
  ':host(.$) ::slotted(#$) { color: red }',
  'p:dir($):lang($)::before { color: red }',
  'svg|$ { color: red }',
  '.x { color: $ !important; --x: var(--$, "$") }',
  '.x { width: calc(1px + $); color: color-mix(in $, red, $) }',
  '.x::after { content: counter($, "$") counters($, "$") attr($ type(<string>), "$") }',
  '.x { background: paint($, "$") ; src: url(data:text/plain,$) }',
  '.x { color: red; /* a */ $: x; } /* $',
  '<!-- .$ --> p { color: red }',
  '.x { content: "a\\\n$" } .y { content: \'$',
]

function attributes(
  lines: string,
  {
    kind,
    owner,
    wrap,
  }: { kind: string; owner: Owner; wrap: (tag: string, name: string) => string },
): Channel[] {
  return lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [tag = '', names = ''] = line.split(/:\s(.*)/s)
      return names.split(/\s+/).map((name) => ({
        id: `${kind} ${tag} ${name}`,
        owner,
        where: 'body' as const,
        code: wrap(tag === 'body-like-div' ? 'div' : tag, name),
      }))
    })
}

/** Names of all attributes above, for the test that each has a decision. */
export const MATRIX_NAMES: readonly string[] = [
  ...new Set([
    ...[HTML, SVG, MATHML].flatMap((lines) =>
      lines
        .trim()
        .split('\n')
        .flatMap((line) => (line.split(/:\s(.*)/s)[1] ?? '').split(/\s+/)),
    ),
    ...ARIA.split(' ').map((name) => `aria-${name}`),
  ]),
]

export const MATRIX: readonly Channel[] = [
  ...attributes(HTML, {
    kind: 'html',
    owner: 'page',
    wrap(tag, name) {
      const { before = '', after = '', content = '', isVoid = false } = PLACES[tag] ?? {}
      return `${before}<${tag} ${name}="$">${isVoid ? '' : `${content}</${tag}>`}${after}`
    },
  }),
  ...ARIA.split(' ').map(
    (name): Channel => ({
      id: `aria ${name}`,
      owner: 'page',
      where: 'body',
      code: `<p aria-${name}="$">x</p>`,
    }),
  ),
  ...attributes(SVG, {
    kind: 'svg',
    owner: 'page',
    wrap: (tag, name) =>
      tag === 'svg' ? `<svg ${name}="$"></svg>` : `<svg><${tag} ${name}="$"></${tag}></svg>`,
  }),
  ...attributes(MATHML, {
    kind: 'math',
    owner: 'page',
    wrap: (tag, name) =>
      tag === 'math' ? `<math ${name}="$"></math>` : `<math><${tag} ${name}="$"></${tag}></math>`,
  }),
  ...PROPERTIES.split(' ').map(
    (name, at): Channel => ({
      id: `property ${name}`,
      owner: 'page',
      where: at % 2 === 0 ? 'style' : 'body',
      code:
        at % 2 === 0
          ? `.pr-${at} { ${name}: $ "$" url("/bg/$") }`
          : `<p style='${name}: $ "$"'>x</p>`,
    }),
  ),
  ...RULES.map(
    (rule, at): Channel => ({
      id: `rule ${at} ${rule.slice(0, 30).replaceAll('$', '')}`,
      owner: 'page',
      where: 'script',
      code: `make('style').textContent = ${JSON.stringify(rule).replaceAll('<', '\\x3c')}`,
    }),
  ),
]
