/** ARIA roles, explicit or implied by the element, as locators of tests know them. */
import { localNameOf, readAttribute } from '../platform/reads'

const BY_TAG: Record<string, string> = {
  button: 'button',
  textarea: 'textbox',
  option: 'option',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  article: 'article',
  dialog: 'dialog',
  li: 'listitem',
  td: 'cell',
  tr: 'row',
  th: 'columnheader',
  meter: 'meter',
  progress: 'progressbar',
}

const BY_INPUT_TYPE: Record<string, string> = {
  checkbox: 'checkbox',
  radio: 'radio',
  range: 'slider',
  number: 'spinbutton',
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
  email: 'textbox',
  tel: 'textbox',
  text: 'textbox',
  url: 'textbox',
}

/** Roles of the standard that something can be located by. Any other word in the attribute is the page's own data. */
const KNOWN_ROLES = new Set(
  `alert alertdialog article banner button cell checkbox columnheader combobox complementary contentinfo dialog form grid
  gridcell group heading img link list listbox listitem main menu menubar menuitem menuitemcheckbox menuitemradio meter
  navigation note option progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator
  slider spinbutton status switch tab table tablist tabpanel textbox timer toolbar tooltip tree treegrid treeitem`.split(
    /\s+/,
  ),
)

/** The role of an element, undefined where it has none that a locator could use. */
export function roleOf(element: Element): string | undefined {
  const explicit = readAttribute(element, 'role')?.trim().split(/\s+/)[0]
  if (explicit !== undefined && KNOWN_ROLES.has(explicit)) return explicit
  switch (localNameOf(element)) {
    case 'a':
    case 'area':
      return element.hasAttribute('href') ? 'link' : undefined
    case 'input': {
      const { type } = element as HTMLInputElement
      if (type === 'search') return element.hasAttribute('list') ? 'combobox' : 'searchbox'
      const role = BY_INPUT_TYPE[type]
      return role === 'textbox' && element.hasAttribute('list') ? 'combobox' : role
    }
    case 'select': {
      const { multiple, size } = element as HTMLSelectElement
      return multiple || size > 1 ? 'listbox' : 'combobox'
    }
    case 'img':
      return element.getAttribute('alt') === '' ? undefined : 'img'
    default:
      return BY_TAG[localNameOf(element)]
  }
}

const BY_ROLE: Record<string, string> = {
  button: 'button, input[type=button], input[type=submit], input[type=reset], input[type=image]',
  link: 'a[href], area[href]',
  checkbox: 'input[type=checkbox]',
  radio: 'input[type=radio]',
  textbox: 'input, textarea',
  searchbox: 'input[type=search]',
  combobox: 'select, input[list]',
  listbox: 'select',
  spinbutton: 'input[type=number]',
  slider: 'input[type=range]',
  heading: 'h1, h2, h3, h4, h5, h6',
  option: 'option',
  img: 'img',
}

/** Elements that may have the role; `roleOf` decides. */
export function selectorOfRole(role: string): string {
  const tags = Object.keys(BY_TAG).filter((tag) => BY_TAG[tag] === role)
  return [`[role~=${role}]`, ...(BY_ROLE[role] ? [BY_ROLE[role]] : tags)].join(', ')
}
