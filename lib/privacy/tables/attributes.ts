/**
 * The decision for every attribute of HTML, ARIA, SVG and MathML, at mask-all. An attribute that is in no list (data-*,
 * those of custom elements and frameworks) is a `name`. The other levels keep an attribute as it is, but for the kinds
 * marked with an asterisk, credentials (`tables/secrets.ts`) and what was typed in this document.
 */
export type AttributeKind =
  /** Shown or read out: shape kept. */
  | 'text'
  /** Equality matters, not the words: kept when made of common words (`tables/vocabulary.ts`), else a keyed hash. */
  | 'name'
  /** A white-space separated list of names. */
  | 'names'
  /** The same for names that style sheets, labels and references meet by: alike in the whole document. */
  | 'class'
  | 'id'
  | 'ids'
  /** Numbers, lengths, coordinates, path data. Anything else in it, or seven digits in a row, and it is dropped. */
  | 'number'
  /** Presence is all that counts: kept empty. */
  | 'flag'
  /** One or more words of a closed list (`ENUMERATED`); other words are dropped. */
  | 'enumerated'
  /** A colour, keyword or other presentation value: masked as CSS. */
  | 'css-value'
  /** Declarations: masked as CSS. */
  | 'css'
  | 'link'
  | 'resource'
  | 'resource-set'
  /** * What was typed: masked at mask-user-input as well. */
  | 'entry'
  /** * What was chosen: dropped at mask-user-input as well. */
  | 'choice'
  /** Media types, character sets, language tags, namespaces: kept when they look like one. */
  | 'type'
  | 'language'
  | 'namespace'
  /** Content of a meta element: kept for the few that change rendering. */
  | 'meta'
  /** Our own token. */
  | 'token'
  /** Dropped. */
  | 'drop'
  /** * Kept empty at every level: scripts and whole documents. */
  | 'empty'
  /** * Dropped at every level: keys of the page's own protection. */
  | 'never'

const KINDS: Record<AttributeKind, string> = {
  text: `abbr alt axis char label placeholder prompt standby summary title unicode glyph-name
    string aria-rowindextext aria-colindextext aria-braillelabel aria-brailleroledescription aria-description aria-label aria-placeholder aria-roledescription aria-valuetext`,
  class: 'class part exportparts',
  id: `anchor commandfor contextmenu form id interestfor list name popovertarget shadowrootreferencetarget slot srctarget
    aria-activedescendant`,
  ids: `for headers itemref aria-actions aria-controls aria-describedby aria-details aria-errormessage aria-flowto
    aria-labelledby aria-owns`,
  name: `autosave code codetype content-editable dirname elementtiming event face is itemprop object observer property
    radiogroup requiredextensions requiredfeatures requiredfonts requiredformats scheme semantics vocab typeof prefix datatype
    attributename containertiming`,
  names: 'itemtype controlslist csp',
  number: `accent-height alphabetic amplitude ascent aria-colcount aria-colindex aria-colspan aria-level aria-posinset
    aria-rowcount aria-rowindex aria-rowspan aria-setsize azimuth basefrequency bbox bias border cap-height cellpadding
    cellspacing charoff cols colspan columnspacing columnspan coords cx cy d depth descent diffuseconstant divisor dur dx dy
    elevation exponent filterres fontsize fr fx fy g1 g2 hanging height high horiz-adv-x horiz-origin-x horiz-origin-y hspace
    headingoffset ideographic intercept k k1 k2 k3 k4 kernelmatrix kernelunitlength keypoints keysplines keytimes largeop-size
    limitingconeangle low lspace marginheight marginwidth markerheight markerwidth mathematical mathsize max maxlength maxsize
    min minlength minsize numoctaves offset opacity optimum order overline-position overline-thickness panose-1 path
    pathlength points pointsatx pointsaty pointsatz position r radius refx refy repeatcount repeatdur rotate rowspacing rows
    rowspan rspace rx ry scale scriptlevel scriptminsize scriptsizemultiplier seed size slope span specularconstant
    specularexponent start startoffset stddeviation stemh stemv step strikethrough-position strikethrough-thickness
    surfacescale tabindex tablevalues targetx targety textlength u1 u2 underline-position underline-thickness unicode-range
    units-per-em v-alphabetic v-hanging v-ideographic v-mathematical vert-adv-y vert-origin-x vert-origin-y viewbox voffset
    vspace width widths x x-height x1 x2 y y1 y2 z zoomandpan font-size-adjust currenttime defaultplaybackrate
    playbackrate scrollamount scrolldelay selection volume`,
  flag: `focusgroupstart aria-virtualcontent pubdate x-webkit-speech allowtransparency defaultmuted preservespitch scoped seamless truespeed accent accentunder adauctionheaders allowfullscreen allowpaymentrequest allowusermedia alpha async autofocus
    autoplay browsingtopics capture compact controls credentialless declare default defer disabled disablepictureinpicture
    disableremoteplayback download editable externalresourcesrequired fence focusable formnovalidate headingreset inert
    incremental ismap itemscope largeop loop movablelimits multiple muted nohref nomodule noresize noshade novalidate nowrap
    open playsinline preservealpha readonly required reversed separator sharedstoragewritable shadowrootclonable
    shadowrootcustomelementregistry shadowrootdelegatesfocus shadowrootserializable stretchy symmetric typemustmatch
    webkitallowfullscreen webkitdirectory mozallowfullscreen`,
  enumerated: `align allow aria-atomic aria-autocomplete aria-busy aria-current aria-disabled aria-dropeffect aria-expanded
    aria-grabbed aria-haspopup aria-hidden aria-invalid aria-live aria-modal aria-multiline aria-multiselectable
    aria-orientation aria-readonly aria-relevant aria-required aria-sort as autocapitalize autocomplete autocorrect behavior
    blocking closedby colorspace command contenteditable crossorigin decoding dir draggable enctype enterkeyhint fetchpriority
    formenctype formmethod formtarget frame frameborder hidden http-equiv inputmode kind loading method popover
    popovertargetaction preload referrerpolicy rel rev role rules sandbox scope scrolling shadowrootmode shadowrootslotassignment shape spellcheck
    target translate valign valuetype virtualkeyboardpolicy wrap writingsuggestions xlink:actuate xlink:show xlink:type xml:space`,
  'css-value': `fontfamily infixlinebreakstyle actiontype arabic-form denomalign fontstyle fontweight linethickness numalign orientation subscriptshift
    superscriptshift accumulate additive alignment-baseline alink attributetype background-color baseline-shift begin bevelled bgcolor
    bordercolor by calcmode class-id clear clip clip-path clip-rule clippathunits color color-interpolation
    color-interpolation-filters color-profile color-rendering columnalign columnlines columnwidth cursor direction display
    displaystyle dominant-baseline edge edgemode enable-background end fill fill-opacity fill-rule filter filterunits
    flood-color flood-opacity font-family font-size font-stretch font-style font-variant font-weight framespacing from
    glyph-orientation-horizontal glyph-orientation-vertical gradienttransform gradientunits groupalign image-rendering
    imagesizes in in2 kerning lengthadjust letter-spacing lighting-color linebreak link lquote marker-end marker-mid
    marker-start markerunits mask mask-type maskcontentunits maskunits mathbackground mathcolor mathvariant media method
    mix-blend-mode mode notation operator orient overflow paint-order patterncontentunits patterntransform patternunits
    pointer-events preserveaspectratio primitiveunits refxunits rendering-intent repeat restart result rowalign rowlines rquote
    scriptshift shape-rendering side sizes spacing speed spreadmethod stitchtiles stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text
    text-anchor text-decoration text-overflow text-rendering to transform transform-box transform-origin unicode-bidi values
    vector-effect visibility vlink white-space word-spacing writing-mode xchannelselector ychannelselector`,
  css: 'style',
  link: `about action attributionsrc cdgroup cite classid codebase definitionurl formaction href itemid longdesc manifest ping
    profile resource src-doc urn usemap xlink:href`,
  resource: 'background data dynsrc icon lowsrc poster src',
  'resource-set': 'imagesrcset srcset archive',
  entry: 'value',
  choice: 'checked indeterminate selected aria-checked aria-pressed aria-selected aria-valuenow',
  type: 'accept accept-charset charset contentscripttype contentstyletype encoding keytype type version',
  language: 'hreflang hreftranslate lang srclang systemlanguage xml:lang',
  namespace: 'xmlns xml:base',
  meta: 'content',
  token: '',
  drop: `cd focusgroup macros allow-reorder baseprofile challenge close decelerate format glyphref inlist keyparams local mediagroup origin
    separators srcobject viewtarget wmode accesskey aria-keyshortcuts aria-valuemax aria-valuemin datetime pattern rights publicid systemid altimg
    alttext xlink:title xlink:role xlink:arcrole x-webkit-airplay results`,
  empty: 'srcdoc',
  never: 'integrity nonce privatetoken',
}

/** Where an attribute means something else on one element. */
const EXCEPTIONS: Record<string, AttributeKind> = {
  'a type': 'type',
  'body text': 'css-value',
  'body link': 'css-value',
  'button value': 'text',
  'data value': 'drop',
  'font face': 'css-value',
  'font size': 'number',
  'base href': 'link',
  'embed src': 'link',
  'feimage href': 'resource',
  'feimage xlink:href': 'resource',
  'frame src': 'link',
  'iframe src': 'link',
  'image href': 'resource',
  'image xlink:href': 'resource',
  'use href': 'resource',
  'use xlink:href': 'resource',
  'pattern href': 'link',
  'li value': 'number',
  'li type': 'enumerated',
  'ol type': 'enumerated',
  'ul type': 'enumerated',
  'link href': 'resource',
  'map name': 'id',
  'meta name': 'name',
  'meter value': 'drop',
  'object data': 'link',
  'option value': 'name',
  'param value': 'drop',
  'progress value': 'drop',
  'script src': 'link',
  'style type': 'type',
  'track src': 'link',
  'animate attributename': 'enumerated',
  'animatetransform attributename': 'enumerated',
  'set attributename': 'enumerated',
  'animatetransform type': 'css-value',
  'fecolormatrix type': 'css-value',
  'feturbulence type': 'css-value',
  'fecomposite operator': 'css-value',
  'text rotate': 'number',
  'animatemotion path': 'number',
  'slot name': 'id',
  'svg version': 'number',
}

/** Words that enumerated attributes may hold, for all of them together: none of them is anybody's data. */
const ENUMERATED_WORDS = `
  true false on off yes no auto none both all mixed ltr rtl manual hint until-found plaintext-only
  left right center middle top bottom baseline justify char absmiddle absbottom texttop
  button cell checkbox radio text row rowgroup col colgroup rows cols groups hard soft
  ancestor page step location date time additions removals assertive polite grammar spelling inline list
  menu listbox tree grid dialog horizontal vertical undefined ascending descending other copy move link execute popup
  get post show hide toggle show-modal close request-close show-popover hide-popover toggle-popover any closerequest
  default rect circle poly square disc a i above below hsides vsides lhs rhs box void border
  scroll slide alternate
  lazy eager sync async high low anonymous use-credentials preserve metadata
  no-referrer no-referrer-when-downgrade origin origin-when-cross-origin same-origin strict-origin strict-origin-when-cross-origin unsafe-url
  _blank _self _parent _top _unfencedtop
  application/x-www-form-urlencoded multipart/form-data text/plain
  open closed ref object data srgb display-p3 limited-srgb
  characters sentences words enter done go next previous search send tel url email numeric decimal
  captions chapters descriptions subtitles
  audio document embed fetch font image json manifest object report script sharedworker style track video worker xslt render
  alternate author bookmark canonical compression-dictionary dns-prefetch expect external help icon license manifest me modulepreload
  nofollow noopener noreferrer opener pingback preconnect prefetch preload prerender prev privacy-policy search stylesheet
  tag terms-of-service shortcut apple-touch-icon apple-touch-icon-precomposed apple-touch-startup-image mask-icon home first last up contents
  content-language content-type content-security-policy default-style refresh set-cookie x-ua-compatible x-dns-prefetch-control origin-trial
  allow-downloads allow-forms allow-modals allow-orientation-lock allow-pointer-lock allow-popups allow-popups-to-escape-sandbox allow-presentation
  allow-same-origin allow-scripts allow-storage-access-by-user-activation allow-top-navigation allow-top-navigation-by-user-activation allow-top-navigation-to-custom-protocols
  accelerometer autoplay camera clipboard-read clipboard-write cross-origin-isolated display-capture encrypted-media fullscreen geolocation gyroscope
  microphone midi payment picture-in-picture publickey-credentials-get screen-wake-lock web-share xr-spatial-tracking
  name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password current-password one-time-code
  organization-title organization street-address address-line1 address-line2 address-line3 address-level4 address-level3 address-level2 address-level1
  country country-name postal-code cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type
  transaction-currency transaction-amount language bday bday-day bday-month bday-year sex photo home work mobile fax pager
  tel-country-code tel-national tel-area-code tel-local tel-extension impp shipping billing webauthn
  alert alertdialog application article banner blockquote caption code columnheader combobox comment complementary contentinfo definition
  deletion directory document emphasis feed figure form generic gridcell group heading img insertion listitem log main mark marquee math menubar
  menuitem menuitemcheckbox menuitemradio meter navigation note option paragraph presentation progressbar radiogroup region rowheader scrollbar
  searchbox sectionfooter sectionheader separator slider spinbutton status strong subscript suggestion superscript switch tab table tablist tabpanel
  term textbox timer toolbar tooltip treegrid treeitem graphics-document graphics-object graphics-symbol doc-abstract doc-toc doc-footnote
  fill stroke opacity transform d points x y x1 x2 y1 y2 cx cy r rx ry width height viewbox offset stop-color stop-opacity fill-opacity stroke-width
  stroke-opacity stroke-dasharray stroke-dashoffset display visibility color href xlink:href stddeviation basefrequency rotate gradienttransform
  patterntransform startoffset class font-size letter-spacing flood-color flood-opacity values dx dy scale seed`

const splitWords = (text: string): string[] => text.split(/\s+/).filter(Boolean)

export const ENUMERATED: ReadonlySet<string> = new Set(splitWords(ENUMERATED_WORDS))

/** Parts of media types, character sets, endings of files and types of controls. */
export const TYPE_WORDS: ReadonlySet<string> = new Set(
  splitWords(`text email tel url number range date time datetime local month week color checkbox radio file hidden image password
    search submit reset button menu context toolbar application x www form urlencoded multipart data mixed related plain html css
    javascript ecmascript js mjs jsx ts module importmap speculationrules json ld xml svg png jpeg jpg jpe gif webp avif apng bmp ico
    icon vnd microsoft tiff video mp4 m4v webm ogg ogv quicktime mov audio mpeg mp3 mpga wav m4a aac flac oga opus midi font woff
    woff2 ttf otf eot sfnt collection opentype truetype utf 8 16 iso 8859 latin1 windows 1250 1251 1252 gb2312 gbk big5 euc jp kr
    shift jis ascii us koi8 r u codecs charset avc1 hvc1 hev1 av01 vp8 vp9 vp09 vp08 vorbis mp4a ac3 ec3 theora template babel
    handlebars mustache typescript pdf zip gzip tar rar csv doc docx xls xlsx ppt pptx odt ods rtf md markdown txt vtt srt octet
    stream manifest webmanifest rss atom xhtml mathml tex latex wasm msword ms excel powerpoint openxmlformats officedocument
    wordprocessingml spreadsheetml presentationml document sheet presentation model gltf binary a i disc circle square all 1 0`),
)

const BY_NAME: ReadonlyMap<string, AttributeKind> = new Map(
  (Object.keys(KINDS) as AttributeKind[]).flatMap((kind) =>
    splitWords(KINDS[kind]).map((name): [string, AttributeKind] => [name, kind]),
  ),
)
const BY_ELEMENT: ReadonlyMap<string, AttributeKind> = new Map(Object.entries(EXCEPTIONS))

/** What an attribute of this name means on an element of this tag. */
export function attributeKind(tag: string, name: string): AttributeKind {
  const lower = name.toLowerCase()
  if (lower === 'data-recount') return 'token'
  const exception = BY_ELEMENT.get(`${tag.toLowerCase()} ${lower}`)
  if (exception !== undefined) return exception
  const kind = BY_NAME.get(lower)
  if (kind !== undefined) return kind
  if (lower.startsWith('on')) return 'empty'
  return lower.startsWith('xmlns:') ? 'namespace' : 'name'
}

/** The whole table, for the page that a reviewer reads (docs/masking-policy.md). */
export function attributeDecisions(): {
  kinds: [AttributeKind, string[]][]
  exceptions: [string, AttributeKind][]
} {
  const kinds = (Object.keys(KINDS) as AttributeKind[]).map((kind): [AttributeKind, string[]] => [
    kind,
    splitWords(KINDS[kind]).sort(),
  ])
  return { kinds, exceptions: Object.entries(EXCEPTIONS) }
}

/** Names of attributes that specifications define; others were made up by somebody. */
export function isKnownAttribute(name: string): boolean {
  const lower = name.toLowerCase()
  return BY_NAME.has(lower) || lower === 'data-recount' || /^on[a-z]{3,22}$/.test(lower)
}

/** Meta elements whose content changes how the page is drawn. */
export const RENDERING_META =
  /^(?:viewport|color-scheme|theme-color|referrer|format-detection|x-ua-compatible)$/i
export const RENDERING_WORDS: ReadonlySet<string> = new Set(
  splitWords(`device-width device-height initial-scale minimum-scale maximum-scale user-scalable viewport-fit cover contain
    shrink-to-fit interactive-widget resizes-visual resizes-content overlays-content target-densitydpi minimal-ui yes no
    telephone address email date light dark only normal ie edge chrome no-referrer no-referrer-when-downgrade origin
    origin-when-cross-origin same-origin strict-origin strict-origin-when-cross-origin unsafe-url always never default`),
)
