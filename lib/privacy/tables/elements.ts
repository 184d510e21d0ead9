/** Element names of HTML, SVG and MathML, obsolete ones included. */
const TAGS = `
a abbr abs acronym address altGlyph altGlyphDef altGlyphItem and animate animateColor animateMotion animateTransform
animation annotation annotation-xml applet apply approx arccos arccosh arccot arccoth arccsc arccsch arcsec arcsech
arcsin arcsinh arctan arctanh area arg article aside audio b base basefont bdi bdo bgsound big bind blink blockquote
body br button bvar canvas caption card cartesianproduct cbytes ceiling center cerror ci circle cite clipPath cn
code codomain col colgroup color-profile command complexes compose condition conjugate content cos cosh cot coth cs
csc csch csymbol curl cursor data datalist dd declare defs degree del desc details determinant dfn dialog diff dir
discard div divergence divide dl domain domainofapplication dt element ellipse em embed emptyset encoding eq
equivalent eulergamma exists exp exponentiale factorial factorof false feBlend feColorMatrix feComponentTransfer
feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
feSpotLight feTile feTurbulence fieldset figcaption figure filter floor fn font font-face font-face-format
font-face-name font-face-src font-face-uri footer forall foreignObject form frame frameset function g gcd geq glyph
glyphRef grad gt h1 h2 h3 h4 h5 h6 handler head header hgroup hkern hr html i ident iframe image imaginary
imaginaryi img implies in infinity input ins int integers intersect interval inverse isindex kbd keygen label lambda
laplacian lcm legend leq li limit line linearGradient link list listener listing ln log logbase lowlimit lt maction
main malign maligngroup malignmark malignscope map mark marker marquee mask math matrix matrixrow max mean median
menclose menu menuitem merror meta metadata meter mfenced mfrac mfraction mglyph mi min minus missing-glyph
mlabeledtr mlongdiv mmultiscripts mn mo mode moment momentabout mover mpadded mpath mphantom mprescripts mroot mrow
ms mscarries mscarry msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr multicol
munder munderover naturalnumbers nav neq nextid nobr noembed noframes none noscript not notanumber notin notprsubset
notsubset object ol optgroup option or otherwise outerproduct output p param partialdiff path pattern pi picture
piece piecewice piecewise plaintext plus polygon polyline power pre prefetch primes product progress prsubset q
quotient radialGradient rationals rb rbc real reals rect reln rem root rp rt rtc ruby s samp scalarproduct script
sdev search sec sech section select selector semantics sep set setdiff shadow share sin sinh slot small solidColor
source spacer span stop strike strong style sub subset sum summary sup svg switch symbol table tan tanh tbody tbreak
td template tendsto text textArea textPath textarea tfoot th thead time times title tr track transpose tref true
tspan tt u ul union unknown uplimit use var variance vector vectorproduct video view vkern wbr xmp xor
`

/** Lower case: selectors for HTML are case-insensitive. */
export const KNOWN_TAGS: ReadonlySet<string> = new Set(
  TAGS.split(/\s+/).map((tag) => tag.toLowerCase()),
)
