/**
 * Every keyword, function, unit and property of CSS, from MDN's data and the syntaxes of css-tree (November 2026),
 * without other engines' prefixes. An identifier of a style sheet that is none of these, and not made of common words
 * either, was made up by somebody and becomes a hash at mask-all.
 */
const KEYWORDS = `
logical visual -webkit-activelink -webkit-box -webkit-fill-available -webkit-fit-content -webkit-flex -webkit-focus-ring-color
-webkit-grab -webkit-grabbing -webkit-gradient -webkit-inline-box -webkit-inline-flex -webkit-isolate
-webkit-isolate-override -webkit-linear-gradient -webkit-link -webkit-max-content -webkit-max-device-pixel-ratio
-webkit-min-content -webkit-min-device-pixel-ratio -webkit-optimize-contrast -webkit-plaintext
-webkit-radial-gradient -webkit-repeating-linear-gradient -webkit-repeating-radial-gradient -webkit-sticky
-webkit-text -webkit-zoom-in -webkit-zoom-out a3 a4 a5 a98-rgb above abs absolute accentcolor accentcolortext
accumulate acos active activeborder activecaption activetext add additive additive-symbols after after-edge alias
aliceblue all-petite-caps all-scroll all-small-caps allow-discrete allow-end allow-keywords alpha alphabetic
alternate alternate-reverse always anchor anchor-center anchor-size anchors-valid anchors-visible and angle
annotation antialiased antiquewhite any any-hover any-pointer anywhere appworkspace aqua aquamarine arcs
ascent-override asin at atan atan2 attr auto auto-add auto-fill auto-fit auto-flow auto-phrase avoid avoid-column
avoid-page avoid-region azure b4 b5 backwards balance bar base-palette baseline before before-edge beige below bevel
bicubic bidi-override bisque black blanchedalmond blank bleed blink blinkmacsystemfont block block-axis block-end
block-start blue blueviolet blur bold bolder border-area border-box both both-edges box-decoration break-all
break-spaces break-word brightness brown browser bt bullets burlywood butt button button-arrow-down
button-arrow-next button-arrow-previous button-arrow-up button-bevel button-focus buttonborder buttonface
buttonhighlight buttonshadow buttontext cadetblue calc calc-size canvas canvastext cap cap-height capitalize
caps-lock-indicator caption captiontext cell center central ch ch-width chained character-variant chartreuse
checkbox checkbox-container checkbox-label checkmenuitem child chocolate circle clamp clone close-quote
closest-corner closest-side cm coarse col-resize collapse collection color-burn color-colrv1 color-dodge color-gamut
color-index color-mix color-stop column column-reverse common-ligatures compact condensed conic-gradient consistent
constrained content-block-size content-box content-height content-inline-size content-width contents context-fill
context-menu context-stroke contextual contrast copy coral cornflowerblue cornsilk cos counter counters cover cqb
cqh cqi cqmax cqmin cqw crimson crisp-edges crispedges crop cross cross-fade crosshair cubic-bezier currentcolor
cursive custom custom-ident cyan cyclic dark darkblue darkcyan darken darkgoldenrod darkgray darkgreen darkgrey
darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue
darkslategray darkslategrey darkturquoise darkviolet dashed db decreasing deeppink deepskyblue default
default-button definite-first deg dense descent-override destination-atop destination-in destination-out
destination-over device-cmyk device-height device-width diagonal-fractions difference digits dimgray dimgrey
disabled disc discard-after discard-before discard-inner discretionary-ligatures display-mode display-p3
display-p3-linear distribute dodgerblue domain dot dotted double double-circle down dpcm dpi dppx drag drop-shadow
dualbutton dvb dvh dvi dvmin dvw dynamic-range dynamic-range-limit-mix e-resize each-line ease ease-in ease-in-out
ease-out economy edges element ellipse ellipsis em embed embedded-opentype emoji enabled end entry entry-crossing
env environment-blending even evenodd ew-resize ex ex-height exact exclude exclusion exit exit-crossing exp expanded
expression extends extra-condensed extra-expanded fallback false fangsong fantasy farthest-corner farthest-side fast
features-variations female field fieldtext fill-box filled fine firebrick first first-except first-letter first-line
fit-content fixed fixed-position flat flex-end flex-start flex-visual flip flip-block flip-inline flip-start
floralwhite flow flow-root font-display force-end forced-colors forestgreen format forwards fr frequency from
from-font from-image fuchsia full-size-kana full-width fullscreen gainsboro generic geometricprecision ghostwhite
gold goldenrod grab grabbing grad grammar-error gray grayscale graytext green greenyellow grey grid-columns
grid-order grid-rows grippers groove groupbox grow hand hanging hard-light help hidden hide high highlight
highlighttext historical-forms historical-ligatures honeydew horizontal horizontal-tb hotpink hover hsl hsla hue
hue-rotate hwb hypot hz ic ic-height ic-width icon ideograph-alpha ideograph-numeric ideograph-parenthesis
ideograph-space ideographic ideographic-ink ignore image image-set important in in-flow inactive inactiveborder
inactivecaption inactivecaptiontext increasing indianred indigo inert infinite infinity infobackground infotext
inherit inherits initial initial-value inline inline-axis inline-block inline-end inline-flex inline-grid
inline-list-item inline-start inline-table inner-spin-button insert inside integer inter-character inter-word
intersect intrinsic invert inverted-colors isolate isolate-override italic ivory jis-b4 jis-b5 jis04 jis78 jis83
jis90 jump-both jump-end jump-none jump-start justify kai keep-all khaki khz lab landscape large larger last
lavender lavenderblush lawngreen layer layout lch leader leading-spaces ledger leftwards legacy legal lemonchiffon
length length-percentage less letter lh light light-dark lightblue lightcoral lightcyan lighten lighter
lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
lightslategrey lightsteelblue lightyellow lime limegreen line-gap-override line-through linear linear-gradient
linearrgb linen lining-nums linktext list-item listbox listitem literal-punctuation local log longer loose loud low
lowercase lr lr-tb ltr luminance luminosity lvb lvh lvi lvmin lvw magenta male mandatory manipulation manual
margin-box mark markers marks marktext maroon match-element match-parent match-source math math-auto mathematical
matrix matrix3d max max-aspect-ratio max-content max-device-width max-resolution maximum media-controls-background
media-controls-fullscreen-background media-current-time-display media-document media-enter-fullscreen-button
media-exit-fullscreen-button media-fullscreen-button media-mute-button media-overlay-play-button media-play-button
media-seek-back-button media-seek-forward-button media-slider media-sliderthumb media-time-remaining-display
media-toggle-closed-captions-button media-volume-slider media-volume-slider-container media-volume-sliderthumb
medium mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen
mediumturquoise mediumvioletred menu menuarrow menubar menucheckbox menuimage menuitem menuitemtext menulist
menulist-button menulist-text menulist-textfield menupopup menuradio menuseparator menutext message-box meter
meterbar meterchunk middle midnightblue min min-aspect-ratio min-content min-device-width min-intrinsic
min-resolution minimal-ui minmax mintcream mistyrose miter miter-clip mixed mm moccasin mod moderate monochrome
monospace more most-block-size most-height most-inline-size most-width move ms multiple multiply n- n-resize nan
nastaliq nav-controls navajowhite navigation navy ne-resize nearest nearest-neighbor negative nesw-resize neutral
never next no-autospace no-change no-clip no-close-quote no-common-ligatures no-contextual
no-discretionary-ligatures no-drag no-drop no-historical-ligatures no-limit no-open-quote no-overflow no-preference
no-punctuation no-repeat non-rotation non-scaling-size non-scaling-stroke none nonzero normal not not-allowed notch
nowrap ns-resize number numbers numeric numeric-only nw-resize nwse-resize objects oblique odd off oklab oklch old
oldlace oldstyle-nums olive olivedrab on only open open-quote opentype optimize-contrast optimizelegibility
optimizequality optimizespeed optional or orange orangered orchid ordered ordinal orientation ornaments outset
outside over overline override-colors p3 pack pad padding-box page-margin-safety page-orientation paint painted
palegoldenrod palegreen palette-mix paleturquoise palevioletred pan-down pan-left pan-right pan-up pan-x pan-y
papayawhip path paused pc peachpuff per-line per-line-all percentage peru petite-caps pi picture-in-picture
pinch-zoom pink pixelated plaintext play play-backwards play-forwards play-once plum plus-darker plus-lighter
pointer polygon portrait pow powderblue pre pre-line pre-wrap prefers-color-scheme prefers-contrast
prefers-reduced-data prefers-reduced-motion prefers-reduced-transparency prefix preserve preserve-3d preserve-breaks
preserve-parent-color preserve-spaces pretty print progid progress progress-bar progress-bar-value progressbar
progressbar-vertical progresschunk progresschunk-vertical prophoto-rgb proportional-nums proportional-width
proximity pt punctuation purple push-button px rad radial radial-gradient radio radio-container radio-label
radiomenuitem railed range range-thumb raw-string ray rcap rch read-only read-write read-write-plaintext-only
rebeccapurple rec2020 rect recto red reduce reduced regexp region relative rem repeat repeat-x repeat-y
repeating-conic-gradient repeating-linear-gradient repeating-radial-gradient replace replay reset reset-size resizer
resizerpanel resolution reverse reversed revert revert-layer rex rgb rgba ric ridge rightwards rl rl-tb rlh root
rosybrown rotate-left rotate-right rotate3d rotatex rotatey rotatez round row row-resize row-reverse royalblue rtl
ruby ruby-base ruby-base-container ruby-text ruby-text-container run-in running s-resize saddlebrown safe
safe-area-inset-bottom safe-area-inset-left safe-area-inset-right safe-area-inset-top salmon sandybrown sans-serif
saturate saturation scale-down scale-horizontal scale-vertical scale3d scalethumb-horizontal scalethumb-vertical
scalethumbend scalethumbstart scalethumbtick scalex scaley scalez scan scoop screen scripting scroll scroll-position
scroll-state scrollable scrollbar scrollbarbutton-down scrollbarbutton-left scrollbarbutton-right scrollbarbutton-up
scrollbargripper-horizontal scrollbargripper-vertical scrollbarthumb-horizontal scrollbarthumb-vertical
scrollbartrack-horizontal scrollbartrack-vertical se-resize seagreen searchfield searchfield-cancel-button
searchfield-decoration searchfield-results-button searchfield-results-decoration seashell select select-after
select-all select-before select-menu select-same selecteditem selecteditemtext selector self self-block
self-block-end self-block-start self-end self-inline self-inline-end self-inline-start self-start semi-condensed
semi-expanded separate separator sepia serif sesame shape sheet shorter show shrink sides sideways sideways-lr
sideways-rl sienna sign silent silver simplified sin single size size-adjust skew skewx skewy skyblue slashed-zero
slateblue slategray slategrey slice slider-horizontal slider-vertical sliderthumb-horizontal sliderthumb-vertical
slow small small-caps small-caption smaller smooth snap snapinterval snaplist snapped snow soft soft-light solid
source-atop source-in source-order source-out source-over space space-all space-around space-between space-evenly
space-first spaces span span-all span-block-end span-block-start span-bottom span-end span-inline-end
span-inline-start span-left span-right span-self-block-end span-self-block-start span-self-end span-self-inline-end
span-self-inline-start span-self-start span-start span-top span-x-end span-x-self-end span-x-self-start span-x-start
span-y-end span-y-self-end span-y-self-start span-y-start speech spell-out spelling-error spinner spinner-downbutton
spinner-textfield spinner-upbutton splitter spread springgreen sqrt square square-button squircle src srgb
srgb-linear stable stacked-fractions standalone standard start static status-bar statusbar statusbarpanel steelblue
step-end step-start steps sticky stretch stretch-to-fit strict string stroke-box strong stuck style styleset
stylistic sub subgrid subpixel-antialiased subtract suffix sum super superellipse supports svb svg svh svi svmin svw
sw-resize swap swash symbolic symbols syntax system system-ui tab tab-scroll-arrow-back tab-scroll-arrow-forward
table table-caption table-cell table-column table-column-group table-footer-group table-header-group table-row
table-row-group tabpanel tabpanels tabular-nums tan target-counter target-counters target-text tb tb-rl teal tech
text text-after-edge text-before-edge text-bottom text-top textarea textfield textfield-multiline thick thin thistle
threeddarkshadow threedface threedhighlight threedlightshadow threedshadow time titling-caps to to-zero tomato
toolbar toolbarbutton toolbarbutton-dropdown toolbargripper toolbox tooltip touch traditional trailing-spaces
transform-function transform-list translate3d translatex translatey translatez transparent treeheader treeheadercell
treeheadersortarrow treeitem treeline treetwisty treetwistyopen treeview triangle trim-both trim-end trim-start true
truetype turn turquoise type types ui-monospace ui-rounded ui-sans-serif ui-serif ultra-condensed ultra-expanded
under underline underscore unicase unicode unicode-range unsafe unset up update uppercase upright url url-prefix
use-script var variations vb verso vertical vertical-lr vertical-rl vertical-text vertical-to-horizontal vh vi
video-dynamic-range view view-box violet visible visiblefill visiblepainted visiblestroke visitedtext vmax vmin vw
w-resize wait wavy weak weight wheat white whitesmoke window windowframe windowtext woff woff2 words wrap
wrap-reverse write-only x-end x-fast x-high x-large x-loud x-low x-self-end x-self-start x-slow x-small x-soft
x-start x-strong x-weak xor xx-large xx-small xxx-large xywh xyz xyz-d50 xyz-d65 y-end y-self-end y-self-start
y-start yellow yellowgreen young zoom-in zoom-out
`

const PROPERTIES = `
-webkit-appearance -webkit-background-clip -webkit-border-after -webkit-border-after-color
-webkit-border-after-style -webkit-border-after-width -webkit-border-before -webkit-border-before-color
-webkit-border-before-style -webkit-border-before-width -webkit-border-end -webkit-border-end-color
-webkit-border-end-style -webkit-border-end-width -webkit-border-start -webkit-border-start-color
-webkit-border-start-style -webkit-border-start-width -webkit-box-reflect -webkit-column-break-after
-webkit-column-break-before -webkit-column-break-inside -webkit-font-smoothing -webkit-line-clamp -webkit-mask
-webkit-mask-attachment -webkit-mask-box-image -webkit-mask-clip -webkit-mask-composite -webkit-mask-image
-webkit-mask-origin -webkit-mask-position -webkit-mask-position-x -webkit-mask-position-y -webkit-mask-repeat
-webkit-mask-repeat-x -webkit-mask-repeat-y -webkit-mask-size -webkit-overflow-scrolling -webkit-print-color-adjust
-webkit-tap-highlight-color -webkit-text-fill-color -webkit-text-security -webkit-text-stroke
-webkit-text-stroke-color -webkit-text-stroke-width -webkit-touch-callout -webkit-user-drag -webkit-user-modify
-webkit-user-select accent-color align-content align-items align-self align-tracks alignment-baseline all
anchor-name anchor-scope animation animation-composition animation-delay animation-direction animation-duration
animation-fill-mode animation-iteration-count animation-name animation-play-state animation-range
animation-range-end animation-range-start animation-timeline animation-timing-function animation-trigger appearance
aspect-ratio backdrop-filter backface-visibility background background-attachment background-blend-mode
background-clip background-color background-image background-origin background-position background-position-x
background-position-y background-repeat background-size baseline-shift baseline-source behavior block-size border
border-block border-block-color border-block-end border-block-end-color border-block-end-style
border-block-end-width border-block-start border-block-start-color border-block-start-style border-block-start-width
border-block-style border-block-width border-bottom border-bottom-color border-bottom-left-radius
border-bottom-right-radius border-bottom-style border-bottom-width border-collapse border-color
border-end-end-radius border-end-start-radius border-image border-image-outset border-image-repeat
border-image-slice border-image-source border-image-width border-inline border-inline-color border-inline-end
border-inline-end-color border-inline-end-style border-inline-end-width border-inline-start
border-inline-start-color border-inline-start-style border-inline-start-width border-inline-style
border-inline-width border-left border-left-color border-left-style border-left-width border-radius border-right
border-right-color border-right-style border-right-width border-shape border-spacing border-start-end-radius
border-start-start-radius border-style border-top border-top-color border-top-left-radius border-top-right-radius
border-top-style border-top-width border-width bottom box-align box-decoration-break box-direction box-flex
box-flex-group box-lines box-ordinal-group box-orient box-pack box-shadow box-sizing break-after break-before
break-inside caption-side caret caret-animation caret-color caret-shape clear clip clip-path clip-rule color
color-interpolation-filters color-scheme column-count column-fill column-gap column-height column-rule
column-rule-color column-rule-style column-rule-width column-span column-width column-wrap columns contain
contain-intrinsic-block-size contain-intrinsic-height contain-intrinsic-inline-size contain-intrinsic-size
contain-intrinsic-width container container-name container-type content content-visibility corner-block-end-shape
corner-block-start-shape corner-bottom-left-shape corner-bottom-right-shape corner-bottom-shape corner-end-end-shape
corner-end-start-shape corner-inline-end-shape corner-inline-start-shape corner-left-shape corner-right-shape
corner-shape corner-start-end-shape corner-start-start-shape corner-top-left-shape corner-top-right-shape
corner-top-shape counter-increment counter-reset counter-set cue cue-after cue-before cursor cx cy direction display
dominant-baseline dynamic-range-limit empty-cells field-sizing fill fill-opacity fill-rule filter flex flex-basis
flex-direction flex-flow flex-grow flex-line-count flex-shrink flex-wrap float flood-color flood-opacity font
font-family font-feature-settings font-kerning font-language-override font-optical-sizing font-palette font-size
font-size-adjust font-smooth font-stretch font-style font-synthesis font-synthesis-position
font-synthesis-small-caps font-synthesis-style font-synthesis-weight font-variant font-variant-alternates
font-variant-caps font-variant-east-asian font-variant-emoji font-variant-ligatures font-variant-numeric
font-variant-position font-variation-settings font-weight font-width forced-color-adjust frame-sizing gap
glyph-orientation-horizontal glyph-orientation-vertical grid grid-area grid-auto-columns grid-auto-flow
grid-auto-rows grid-column grid-column-end grid-column-gap grid-column-start grid-gap grid-row grid-row-end
grid-row-gap grid-row-start grid-template grid-template-areas grid-template-columns grid-template-rows
hanging-punctuation height hyphenate-character hyphenate-limit-chars hyphens image-orientation image-rendering
image-resolution ime-mode initial-letter initial-letter-align inline-size inset inset-block inset-block-end
inset-block-start inset-inline inset-inline-end inset-inline-start interactivity interest-delay interest-delay-end
interest-delay-start interpolate-size isolation justify-content justify-items justify-self justify-tracks kerning
left letter-spacing lighting-color line-break line-clamp line-height line-height-step link-parameters list-style
list-style-image list-style-position list-style-type margin margin-block margin-block-end margin-block-start
margin-bottom margin-inline margin-inline-end margin-inline-start margin-left margin-right margin-top margin-trim
marker marker-end marker-mid marker-start mask mask-border mask-border-mode mask-border-outset mask-border-repeat
mask-border-slice mask-border-source mask-border-width mask-clip mask-composite mask-image mask-mode mask-origin
mask-position mask-repeat mask-size mask-type masonry-auto-flow math-depth math-shift math-style max-block-size
max-height max-inline-size max-lines max-width min-block-size min-height min-inline-size min-width mix-blend-mode
object-fit object-position object-view-box offset offset-anchor offset-distance offset-path offset-position
offset-rotate opacity order orphans outline outline-color outline-offset outline-style outline-width overflow
overflow-anchor overflow-block overflow-clip-box overflow-clip-margin overflow-inline overflow-wrap overflow-x
overflow-y overlay overscroll-behavior overscroll-behavior-block overscroll-behavior-inline overscroll-behavior-x
overscroll-behavior-y padding padding-block padding-block-end padding-block-start padding-bottom padding-inline
padding-inline-end padding-inline-start padding-left padding-right padding-top page page-break-after
page-break-before page-break-inside paint-order path-length pause pause-after pause-before perspective
perspective-origin place-content place-items place-self pointer-events position position-anchor position-area
position-try position-try-fallbacks position-try-options position-try-order position-visibility print-color-adjust
quotes reading-flow reading-order resize rest rest-after rest-before right rotate row-gap ruby-align ruby-merge
ruby-overhang ruby-position rx ry scale scroll-axis-lock scroll-behavior scroll-initial-target scroll-margin
scroll-margin-block scroll-margin-block-end scroll-margin-block-start scroll-margin-bottom scroll-margin-inline
scroll-margin-inline-end scroll-margin-inline-start scroll-margin-left scroll-margin-right scroll-margin-top
scroll-marker-group scroll-padding scroll-padding-block scroll-padding-block-end scroll-padding-block-start
scroll-padding-bottom scroll-padding-inline scroll-padding-inline-end scroll-padding-inline-start
scroll-padding-left scroll-padding-right scroll-padding-top scroll-snap-align scroll-snap-coordinate
scroll-snap-destination scroll-snap-points-x scroll-snap-points-y scroll-snap-stop scroll-snap-type
scroll-snap-type-x scroll-snap-type-y scroll-target-group scroll-timeline scroll-timeline-axis scroll-timeline-name
scrollbar-color scrollbar-gutter scrollbar-width shape-image-threshold shape-margin shape-outside shape-rendering
speak speak-as stop-color stop-opacity stroke stroke-color stroke-dasharray stroke-dashoffset stroke-linecap
stroke-linejoin stroke-miterlimit stroke-opacity stroke-width tab-size table-layout text-align text-align-last
text-anchor text-autospace text-box text-box-edge text-box-trim text-combine-upright text-decoration
text-decoration-color text-decoration-inset text-decoration-line text-decoration-skip text-decoration-skip-ink
text-decoration-style text-decoration-thickness text-emphasis text-emphasis-color text-emphasis-position
text-emphasis-style text-fit text-indent text-justify text-orientation text-overflow text-rendering text-shadow
text-size-adjust text-spacing-trim text-transform text-underline-offset text-underline-position text-wrap
text-wrap-mode text-wrap-style timeline-scope timeline-trigger timeline-trigger-activation-range
timeline-trigger-activation-range-end timeline-trigger-activation-range-start timeline-trigger-active-range
timeline-trigger-active-range-end timeline-trigger-active-range-start timeline-trigger-exit-range
timeline-trigger-exit-range-end timeline-trigger-exit-range-start timeline-trigger-name timeline-trigger-range
timeline-trigger-range-end timeline-trigger-range-start timeline-trigger-source top touch-action transform
transform-box transform-origin transform-style transition transition-behavior transition-delay transition-duration
transition-property transition-timing-function translate trigger-scope unicode-bidi user-select vector-effect
vertical-align view-timeline view-timeline-axis view-timeline-inset view-timeline-name view-transition-class
view-transition-name view-transition-scope visibility voice-balance voice-duration voice-family voice-pitch
voice-range voice-rate voice-stress voice-volume white-space white-space-collapse white-space-trim widows width
will-change window-drag word-break word-spacing word-wrap writing-mode z-index zoom
-webkit-locale -webkit-logical-height -webkit-rtl-ordering -webkit-text-decorations-in-effect additive-symbols
app-region ascent-override base-palette buffered-rendering column-rule-inset-cap column-rule-inset-junction d
descent-override fallback inherits initial-value navigation negative override-colors pad page-margin-safety prefix r
range result rule rule-overlap size src suffix symbols syntax system types x y
`

/** Families that come with systems, or carry icons. */
const FONT_WORDS = `
antiqua apple arial avenir awesome book bootstrap-icons brands calibri cambria candara cantarell cascadia code color
consolas console courier dashicons dejavu display dm droid emoji fira flexslider fontawesome free futura garamond
geneva georgia gill glyphicons gothic grande hack halflings helvetica hiragino hk ibm icomoon icons impact inter
ionicons jetbrains kaku karla lato liberation linotype lucida malgun material meiryo menlo merriweather microsoft
mincho monaco mono montserrat ms mulish neue new noto nunito open optima oswald outlined oxygen palatino pingfang
playfair plex poppins pro quicksand raleway regular revicons roboto roman round rubik sans sc segoe sf sharp
simple-line-icons simsun slick solid source swiper-icons symbol symbols tahoma tc text times trebuchet ubuntu ui
unicode variable verdana vf webfont work yahei yu
`

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)

export const CSS_PROPERTIES: ReadonlySet<string> = new Set(words(PROPERTIES))
/** What names of properties are made of: `-webkit-margin-start`, `row-rule-inset-cap` say nothing of anybody. */
const PROPERTY_WORDS: ReadonlySet<string> = new Set(
  words(PROPERTIES).flatMap((name) => name.split('-')),
)

/** A property that is in the list, or one that is made of the same words: older and newer names of every engine. */
export function isCssProperty(name: string): boolean {
  if (CSS_PROPERTIES.has(name)) return true
  return !name.startsWith('--') && name.split('-').every((word) => PROPERTY_WORDS.has(word))
}

export const CSS_KEYWORDS: ReadonlySet<string> = new Set([...words(KEYWORDS), ...words(PROPERTIES)])
export const CSS_FONT_WORDS: ReadonlySet<string> = new Set(words(FONT_WORDS))
