import { useState } from 'preact/hooks'
import { attributesOf, isElement, localNameOf, ownerOf, windowOf } from '../../lib/player/dom'
import { i18n } from '../i18n'
import { IconButton } from '../ui/Button'
import { SearchField } from '../ui/Field'
import styles from './Dom.module.css'
import { domText } from './domText'
import detail from './EventDetail.module.css'

/** What one looks for first when something is not where it should be. */
const STYLES = [
  'display',
  'position',
  'width',
  'height',
  'margin',
  'padding',
  'color',
  'background-color',
  'font-family',
  'font-size',
  'opacity',
  'visibility',
  'overflow',
  'z-index',
]

/** Attributes and computed styles of one node at this moment. */
export function DomDetail({ node, onClose }: { node: Node; onClose: () => void }) {
  const [filter, setFilter] = useState('')
  const element = isElement(node) ? node : undefined
  const computed = element && windowOf(ownerOf(element))?.getComputedStyle(element)
  const attributes = element ? attributesOf(element) : []
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class={styles.detail} tabIndex={0} aria-label={i18n.t('detail.title')}>
      <div class={detail.head} style="padding: 0 0 6px">
        <h2>{element ? `<${localNameOf(element)}>` : domText(node)}</h2>
        <IconButton icon="close" label={i18n.t('detail.close')} onClick={onClose} />
      </div>
      {!element && <pre class={detail.code}>{node.nodeValue}</pre>}
      {attributes.length > 0 && (
        <Facts facts={attributes.map(({ name, value }) => [name, value])} />
      )}
      {computed && (
        <>
          <div class={styles.filter}>
            <h2>{i18n.t('dom.styles')}</h2>
            <SearchField label={i18n.t('dom.filterStyles')} value={filter} onInput={setFilter} />
          </div>
          <Facts facts={shownStyles(computed, filter)} />
        </>
      )}
    </section>
  )
}

/** The usual ones, or all that match. */
function shownStyles(computed: CSSStyleDeclaration, filter: string): [string, string][] {
  const wanted = filter.trim().toLowerCase()
  if (wanted === '') return STYLES.map((name) => [name, computed.getPropertyValue(name)])
  return [...computed]
    .map((name): [string, string] => [name, computed.getPropertyValue(name)])
    .filter(([name, value]) => `${name}: ${value}`.toLowerCase().includes(wanted))
}

function Facts({ facts }: { facts: [name: string, value: string][] }) {
  return (
    <dl class={detail.facts}>
      {facts.map(([name, value]) => (
        <>
          <dt key={name}>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  )
}
