import type { NodeId } from '../format/events'
import { type TargetDescription, TEST_ID_ATTRIBUTES } from '../format/targetDescription'
import { looksGenerated } from '../platform/looksGenerated'
import { attributeOf, type LiveNode, type LiveTree, textBelow } from './liveTree'

const LONGEST_TEXT = 80

/**
 * Describes a target from the recorded document, for recordings whose recorder did not (imports, older formats).
 * Simpler than what the recorder sees: no layout, no computed names.
 */
export function describeNode(tree: LiveTree, id: NodeId): TargetDescription {
  const node = elementAt(tree, id)
  if (!node) return {}
  const type = attributeOf(node, 'type')
  const role = attributeOf(node, 'role') ?? impliedRole(node)
  const text = textBelow(tree, node.id)
  const name = attributeOf(node, 'aria-label') ?? (NAMED_BY_TEXT.has(role ?? '') ? text : '')
  const testId = TEST_ID_ATTRIBUTES.flatMap((attribute) => {
    const value = attributeOf(node, attribute)
    return value ? { testId: value, testIdAttribute: attribute } : []
  })[0]
  const label = labelOf(tree, node)
  const placeholder = attributeOf(node, 'placeholder')
  return {
    tag: node.tag,
    css: cssOf(tree, node),
    ...(type ? { type } : {}),
    ...(role ? { role } : {}),
    ...(name && name.length <= LONGEST_TEXT ? { name } : {}),
    ...(label ? { label } : {}),
    ...(placeholder ? { placeholder } : {}),
    ...(text && text.length <= LONGEST_TEXT && !label ? { text } : {}),
    ...testId,
    ...shadowHosts(tree, node),
  }
}

function elementAt(tree: LiveTree, id: NodeId): LiveNode | undefined {
  for (let node = tree.node(id); node; node = tree.node(node.parent)) {
    if (node.kind === 'element') return node
  }
  return undefined
}

const NAMED_BY_TEXT = new Set([
  'button',
  'link',
  'heading',
  'tab',
  'menuitem',
  'option',
  'checkbox',
])

const ROLES: Record<string, string> = {
  button: 'button',
  summary: 'button',
  select: 'combobox',
  textarea: 'textbox',
  option: 'option',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
}

const INPUT_ROLES: Record<string, string> = {
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
  checkbox: 'checkbox',
  radio: 'radio',
  range: 'slider',
  number: 'spinbutton',
  search: 'searchbox',
  text: 'textbox',
  email: 'textbox',
  tel: 'textbox',
  url: 'textbox',
}

function impliedRole(node: LiveNode): string | undefined {
  if (node.tag === 'a') return attributeOf(node, 'href') === undefined ? undefined : 'link'
  if (node.tag === 'input') return INPUT_ROLES[attributeOf(node, 'type') ?? 'text']
  return ROLES[node.tag]
}

function labelOf(tree: LiveTree, control: LiveNode): string | undefined {
  if (!['input', 'select', 'textarea'].includes(control.tag)) return undefined
  const id = attributeOf(control, 'id')
  for (let node = tree.node(control.parent); node; node = tree.node(node.parent)) {
    if (node.tag === 'label') return textBelow(tree, node.id)
  }
  if (!id) return undefined
  for (const node of tree.walk()) {
    if (node.tag === 'label' && attributeOf(node, 'for') === id) return textBelow(tree, node.id)
  }
  return undefined
}

/** From the nearest id, or the root of its tree, by position among siblings of the same tag. */
function cssOf(tree: LiveTree, target: LiveNode): string {
  const parts: string[] = []
  for (let node: LiveNode | undefined = target; node?.kind === 'element'; ) {
    const id = attributeOf(node, 'id')
    if (id && /^[a-z][\w-]*$/i.test(id) && !looksGenerated(id)) {
      parts.unshift(`#${id}`)
      break
    }
    const { tag }: LiveNode = node
    const parent: LiveNode | undefined = tree.node(node.parent)
    const same = (parent?.children ?? []).filter((child) => tree.node(child)?.tag === tag)
    const position = same.indexOf(node.id) + 1
    parts.unshift(same.length > 1 ? `${tag}:nth-of-type(${position})` : tag)
    node = parent
  }
  return parts.join(' > ')
}

function shadowHosts(
  tree: LiveTree,
  target: LiveNode,
): Pick<TargetDescription, 'hosts' | 'closed'> | undefined {
  const hosts: string[] = []
  let closed = false
  for (let node: LiveNode | undefined = target; node; node = tree.node(node.parent)) {
    if (node.kind !== 'shadow') continue
    const host = tree.node(node.parent)
    if (host) hosts.unshift(cssOf(tree, host))
    closed ||=
      node.special !== undefined && 'mode' in node.special && node.special.mode === 'closed'
  }
  if (hosts.length === 0) return undefined
  return { hosts, ...(closed ? { closed } : {}) }
}
