/**
 * The decision for every attribute, at mask-all. Whatever is in no list is treated as `name`: kept when it is made of
 * common words, else a hash. The other levels differ only in the kinds marked *.
 */
export type AttributeKind =
  /** Shown or read out: shape kept. */
  | 'text'
  /** Equality matters, not the words: names, references, states. */
  | 'name'
  /** A list of names. */
  | 'names'
  /** Numbers, lengths, coordinates, path data; anything else in it is dropped. */
  | 'number'
  /** Presence is all that counts. */
  | 'flag'
  /** A colour, keyword or other presentation value of SVG or old HTML. */
  | 'style-value'
  /** CSS declarations. */
  | 'style'
  | 'link'
  | 'resource'
  | 'resource-set'
  /** * What was typed; masked at mask-user-input as well. */
  | 'entry'
  /** * What was chosen; dropped at mask-user-input as well. */
  | 'choice'
  /** Kept as it is when the value is a plain language tag, media type and the like. */
  | 'plain'
  | 'media'
  /** Never kept at mask-all. */
  | 'drop'
  /** * Kept nowhere: only its presence. */
  | 'never'

const TABLE: Record<AttributeKind, string> = {
  text: `title alt placeholder label summary abbr standby prompt
    aria-label aria-description aria-placeholder aria-roledescription aria-valuetext aria-braillelabel aria-brailleroledescription`,
  names:
    'class rel rev headers part exportparts for sandbox itemprop itemref itemtype aria-labelledby aria-describedby aria-controls aria-owns aria-flowto aria-details aria-errormessage aria-actions',
  name: 'id name form list slot is usemap popovertarget commandfor anchor interestfor aria-activedescendant',
  number: `width height cols rows colspan rowspan span size maxlength minlength min max step low high optimum tabindex border cellpadding cellspacing hspace vspace
    marginwidth marginheight start x y dx dy x1 y1 x2 y2 cx cy r rx ry fx fy fr d points viewbox transform gradienttransform patterntransform pathlength
    offset rotate stddeviation basefrequency numoctaves seed scale k1 k2 k3 k4 order kernelmatrix divisor bias targetx targety surfacescale
    specularconstant specularexponent diffuseconstant limitingconeangle azimuth elevation pointsatx pointsaty pointsatz z radius refx refy markerwidth
    markerheight textlength startoffset values tablevalues slope intercept amplitude exponent keytimes keysplines keypoints dur repeatcount repeatdur
    opacity fill-opacity stroke-opacity stop-opacity flood-opacity stroke-width stroke-dasharray stroke-dashoffset stroke-miterlimit font-size font-weight
    letter-spacing word-spacing coords depth lspace rspace minsize maxsize columnspacing rowspacing linethickness mathsize scriptlevel
    aria-level aria-posinset aria-setsize aria-colcount aria-colindex aria-colspan aria-rowcount aria-rowindex aria-rowspan headingoffset`,
  flag: `hidden disabled readonly required multiple async defer nomodule novalidate formnovalidate autofocus autoplay controls loop muted playsinline ismap
    itemscope open reversed allowfullscreen default inert compact nowrap noshade declare shadowrootclonable shadowrootserializable shadowrootdelegatesfocus
    disablepictureinpicture disableremoteplayback alpha typemustmatch credentialless headingreset`,
  'style-value': `fill stroke color stop-color flood-color lighting-color fill-rule clip-rule clip-path mask filter marker-start marker-mid marker-end stroke-linecap
    stroke-linejoin font-family font-style font-variant font-stretch text-anchor dominant-baseline alignment-baseline baseline-shift text-decoration
    visibility display overflow cursor pointer-events vector-effect shape-rendering text-rendering image-rendering color-rendering color-interpolation
    color-interpolation-filters paint-order writing-mode direction unicode-bidi mix-blend-mode transform-origin transform-box mask-type
    bgcolor text link vlink alink align valign clear face background-color gradientunits patternunits patterncontentunits clippathunits maskunits maskcontentunits
    filterunits primitiveunits markerunits orient preserveaspectratio spreadmethod method spacing lengthadjust edgemode in in2 result operator mode
    xchannelselector ychannelselector stitchtiles calcmode additive accumulate attributename attributetype repeat restart fill-mode
    begin end from to by displaystyle mathvariant mathcolor mathbackground columnalign rowalign columnlines rowlines frame rules scrolling frameborder`,
  style: 'style',
  link: 'href action formaction cite longdesc ping manifest profile xlink:href itemid codebase classid archive about resource',
  resource: 'src poster background data lowsrc dynsrc icon',
  'resource-set': 'srcset imagesrcset',
  entry: 'value',
  choice: 'checked selected aria-checked aria-selected aria-pressed aria-valuenow',
  plain:
    'lang hreflang xml:lang type enctype formenctype accept-charset charset xmlns xmlns:xlink xml:space media sizes imagesizes encoding datatype version contentstyletype',
  media: '',
  drop: `content datetime pattern accept srcdoc nonce integrity aria-keyshortcuts accesskey download data-clipboard-text virtualkeyboardpolicy
    aria-valuemin aria-valuemax autocomplete-value attributionsrc http-equiv-value object code property typeof vocab`,
  never: '',
}

export const ATTRIBUTE_KINDS: ReadonlyMap<string, AttributeKind> = new Map(
  (Object.entries(TABLE) as [AttributeKind, string][]).flatMap(([kind, names]) =>
    names
      .split(/\s+/)
      .filter(Boolean)
      .map((name): [string, AttributeKind] => [name, kind]),
  ),
)

/** Where an attribute means something else on one element. */
export const ATTRIBUTE_EXCEPTIONS: ReadonlyMap<string, AttributeKind> = new Map<
  string,
  AttributeKind
>([
  ['li value', 'number'],
  ['option value', 'name'],
  ['button value', 'text'],
  ['param value', 'drop'],
  ['data value', 'drop'],
  ['meter value', 'drop'],
  ['progress value', 'drop'],
  ['link href', 'resource'],
  ['image href', 'resource'],
  ['use href', 'resource'],
  ['feimage href', 'resource'],
  ['image xlink:href', 'resource'],
  ['use xlink:href', 'resource'],
  ['feimage xlink:href', 'resource'],
  ['iframe src', 'link'],
  ['frame src', 'link'],
  ['base href', 'link'],
  ['body text', 'style-value'],
])
