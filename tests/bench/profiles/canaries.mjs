/**
 * A page with one secret per channel, in every combination of a vendor's own tokens. The same page is given to the
 * vendor's recorder and to our profile of it.
 */

/** `$` is the secret. `value` is the value of a field, `typed` what is entered later; else an attribute's name. */
const ITEMS = [
  ['p', 'text', '<p @>$ words</p>'],
  ['nested', 'text', '<div><b @>$</b></div>'],
  ['digits', 'text', '<p @>order $1234</p>', 'digits'],
  ['mail', 'text', '<p @>write to $.name@mail.io</p>', 'mail'],
  ['button', 'text', '<button @>$</button>'],
  ['link', 'text', '<a @ href="#x">$</a>'],
  ['label', 'text', '<label @>$</label>'],
  ['cell', 'text', '<table><tr><td @>$</td></tr></table>'],
  ['heading', 'text', '<h2 @>$</h2>'],
  ['legend', 'text', '<fieldset><legend @>$</legend></fieldset>'],
  ['summary', 'text', '<details open><summary @>$</summary></details>'],
  ['pre', 'text', '<pre @>$</pre>'],
  ['option', 'text', '<select><option>first</option><option @>$</option></select>'],
  ['chosen', 'text', '<select><option>first</option><option selected @>$</option></select>'],
  ['output', 'text', '<output @>$</output>'],
  ['editable', 'text', '<div contenteditable @>$</div>'],
  ['svg', 'text', '<svg width=90 height=20><text y=15 @>$</text></svg>'],
  ['address', 'text', '<p class=shipping-address @>$</p>'],
  ['shadow', 'text', '<div data-shadow><p @>$</p></div>'],
  ...[
    'text',
    'search',
    'url',
    'email',
    'tel',
    'password',
    'hidden',
    'submit',
    'button',
    'reset',
    'checkbox',
    'radio',
  ].map((type) => [`value ${type}`, 'value', `<input type=${type} value="$" @>`]),
  ['value checked', 'value', '<input type=checkbox checked value="$" @>'],
  ['value textarea', 'value', '<textarea @>$</textarea>'],
  ['value digits', 'value', '<input value="$1234" @>', 'digits'],
  ['value option', 'attribute value', '<select><option value="$" @>x</option></select>'],
  ['value card', 'value', '<input autocomplete=cc-number value="$" @>'],
  ['value current-password', 'value', '<input autocomplete=current-password value="$" @>'],
  ['value name', 'value', '<input autocomplete=name value="$" @>'],
  ['value autocomplete off', 'value', '<input autocomplete=off value="$" @>'],
  ['value cardnumber', 'value', '<input name=cardnumber value="$" @>'],
  ['value code', 'value', '<input name=code value="$" @>'],
  ['typed text', 'typed', '<input @>'],
  ['typed search', 'typed', '<input type=search @>'],
  ['typed email', 'typed', '<input type=email @>'],
  ['typed password', 'typed', '<input type=password @>'],
  ['typed textarea', 'typed', '<textarea @></textarea>'],
  ['title', 'attribute title', '<p title="$" @>x</p>'],
  ['alt', 'attribute alt', '<img alt="$" src="/pixel.gif" @>'],
  ['placeholder', 'attribute placeholder', '<input placeholder="$" @>'],
  ['aria-label', 'attribute aria-label', '<p aria-label="$" @>x</p>'],
  ['input aria-label', 'attribute aria-label', '<input aria-label="$" @>'],
  ['data', 'attribute data-customer', '<p data-customer="$" @>x</p>'],
  ['data-testid', 'attribute data-testid', '<p data-testid="$" @>x</p>'],
  ['href', 'attribute href', '<a href="/$" @>x</a>'],
  ['src', 'attribute src', '<img src="/$.gif" @>'],
  ['srcset', 'attribute srcset', '<img srcset="/$.gif 2x" src="/pixel.gif" @>'],
  ['video poster', 'attribute poster', '<video poster="/$.gif" @></video>'],
  ['action', 'attribute action', '<form action="/$" @></form>'],
  [
    'optgroup',
    'attribute label',
    '<select><optgroup label="$" @><option>x</option></optgroup></select>',
  ],
  ['lang', 'attribute lang', '<p lang="$" @>x</p>'],
  ['later text', 'later', '<p @>before</p>'],
  ['later title', 'later title', '<p @ title=before>x</p>'],
]

/**
 * @typedef {{ id: string, kind: string, secret: string, given: string }} Canary
 * @typedef {{ name: string, around: string[], self?: string }} Context
 */

/** @param {Context[]} contexts @returns {{ html: string, canaries: Canary[] }} */
export function canaryPage(contexts) {
  /** @type {Canary[]} */
  const canaries = []
  const parts = contexts.map(({ name, around, self = '' }) => {
    const items = ITEMS.map(([item = '', kind = '', html = '', shape]) => {
      const number = canaries.length
      const secret = `qz${letters(number)}zq`
      const given =
        shape === 'digits'
          ? kind === 'text'
            ? `order ${secret}1234`
            : `${secret}1234`
          : shape === 'mail'
            ? `write to ${secret}.name@mail.io`
            : kind === 'attribute href' || kind === 'attribute action'
              ? `/${secret}`
              : /src$|poster/.test(kind)
                ? `/${secret}.gif`
                : /srcset/.test(kind)
                  ? `/${secret}.gif 2x`
                  : item === 'p'
                    ? `${secret} words`
                    : secret
      canaries.push({ id: `${name} | ${item}`, kind, secret, given })
      return html.replaceAll('$', secret).replace('@', `${merge(self, html)} id=n${number}`)
    })
    return around.reduceRight((inner, tokens) => `<div ${tokens}>${inner}</div>`, items.join('\n'))
  })
  return { html: parts.join('\n'), canaries }
}

/**
 * A class of the item and one of the token would be two attributes of one name; the item goes without the token then.
 *
 * @param {string} self @param {string} html
 */
function merge(self, html) {
  return self.startsWith('class=') && html.includes('class=') ? '' : self
}

/** Letters only: digits are masked for what they are by some. @param {number} number */
function letters(number) {
  return number
    .toString(26)
    .padStart(4, '0')
    .replace(/[0-9a-p]/g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
}

/**
 * From the rules of a profile: every token alone, on the element itself, and against each other.
 *
 * @param {{ block?: string, tokens: readonly { selector: string }[] }} rules
 * @returns {Context[]}
 */
export function contextsOf({ block = '', tokens }) {
  /** @param {string} selectors */
  const attributesOf = (selectors) =>
    selectors
      .split(/,\s*/)
      .map((each) => each.trim())
      .filter((each) => /^(?:\.[\w-]+|\[[\w-]+(?:=[\w-]+)?\])$/.test(each))
      .map((each) =>
        each.startsWith('.')
          ? `class=${each.slice(1)}`
          : each.slice(1, -1).replace(/=(.*)/, '="$1"'),
      )
  const blocks = attributesOf(block)
  const groups = tokens.map(({ selector }) => attributesOf(selector))
  const all = [...blocks, ...groups.flat()]
  /** @type {Context[]} */
  const contexts = [{ name: 'plain', around: [] }]
  for (const token of all) contexts.push({ name: `in ${token}`, around: [token] })
  const firsts = [blocks, ...groups].flatMap((group) => group.slice(0, 1))
  for (const token of firsts) contexts.push({ name: `on ${token}`, around: [], self: token })
  for (const outer of firsts) {
    for (const inner of firsts) {
      if (outer !== inner) contexts.push({ name: `${outer} > ${inner}`, around: [outer, inner] })
    }
  }
  return contexts
}

/** Tells whether two runs looked at the same canaries. @param {Canary[]} canaries */
export function idsOf(canaries) {
  let hash = 0
  for (const { id, given } of canaries)
    for (const letter of `${id}${given}`) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0
  return `${canaries.length} ${(hash >>> 0).toString(16)}`
}
