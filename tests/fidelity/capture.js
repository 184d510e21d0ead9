/**
 * What a document shows, in a form in which the live page and its replay can be compared. Runs in pages: plain script,
 * no imports. `__capture(document)` answers with the tree as lines of text and a sample of computed styles and boxes.
 */
;(() => {
  /** Replays neither run these nor need them; how sheets arrive is shown by the styles. */
  const SKIPPED = new Set([
    'SCRIPT',
    'NOSCRIPT',
    'STYLE',
    'LINK',
    'META',
    'BASE',
    'TITLE',
    'TEMPLATE',
  ])
  /** Addresses become blob: in a replay: only that they are there is compared, pixels tell the rest. */
  const ADDRESSES = new Set([
    'src',
    'href',
    'xlink:href',
    'srcset',
    'srcdoc',
    'poster',
    'data',
    'action',
    'sandbox',
  ])
  /** What rrweb's player adds to the tree it shows. */
  const PLAYER_CLASSES = /\brrweb-paused\b/g
  /** What these show is told by pixels; through which attribute they got it does not matter. */
  const SHOWN_BY_PIXELS = new Set(['iframe', 'frame', 'img', 'source', 'audio', 'video'])
  const PROPERTIES = [
    'display',
    'color',
    'background-color',
    'font-weight',
    'font-size',
    'font-family',
    'text-decoration-line',
    'opacity',
    'transform',
    'border-top-width',
    'outline-style',
    'visibility',
    'letter-spacing',
    'line-height',
    'text-align',
    'white-space-collapse',
    'background-image',
    'border-left-color',
    'border-radius',
    'box-shadow',
    'overflow-x',
    'position',
    'z-index',
    'flex-direction',
    'float',
    'margin-left',
    'padding-top',
    'filter',
    'clip-path',
    'cursor',
    'list-style-type',
    'text-transform',
    'writing-mode',
  ]
  const MOST_STYLED = 400

  function captureNode(node, depth, out) {
    if (node.nodeType === 3 || node.nodeType === 4) {
      const text = node.data.replace(/\s+/g, ' ').trim()
      if (text) out.lines.push(`${depth} "${text}"`)
      return
    }
    if (node.nodeType !== 1 || SKIPPED.has(node.tagName.toUpperCase())) return
    const attributes = [...node.attributes]
      .filter(
        ({ name }) =>
          !/^(on|rr_|rrweb-|data-recount|value$|checked$|selected$|autocomplete$|loading$|target$)/.test(
            name,
          ) && name !== 'nonce',
      )
      .map(({ name, value }) => (ADDRESSES.has(name) ? name : `${name}=${plain(name, value)}`))
      .filter(
        (attribute) =>
          attribute !== 'class=' &&
          !(SHOWN_BY_PIXELS.has(node.localName) && ADDRESSES.has(attribute)),
      )
      .sort()
    out.lines.push(`${depth} <${node.localName} ${attributes.join(' ')}>${live(node)}`)
    if (out.styled.length < MOST_STYLED) out.styled.push(node)
    const shadow = out.shadowOf(node)
    if (shadow) {
      out.lines.push(`${depth} #shadow`)
      for (const child of shadow.childNodes) captureNode(child, depth + 1, out)
    }
    for (const child of node.childNodes) captureNode(child, depth + 1, out)
    const inner = node.localName === 'iframe' ? frameDocument(node) : null
    if (inner?.documentElement) captureNode(inner.documentElement, depth + 1, out)
  }

  /** Addresses in values become blob:, a canvas is shown by a content picture: neither is a difference to see. */
  function plain(name, value) {
    const text = value.replace(PLAYER_CLASSES, '').replace(/url\([^)]*\)/g, 'url()')
    return name === 'style' ? text.replace(/content:\s*url\(\);?/, '').trim() : text.trim()
  }

  function frameDocument(frame) {
    try {
      return frame.contentDocument
    } catch {
      return null
    }
  }

  function live(element) {
    const state = []
    if ('value' in element && /^(input|textarea|select)$/.test(element.localName)) {
      state.push(`value=${element.value}`)
    }
    if (element.checked) state.push('checked')
    if (element.indeterminate) state.push('indeterminate')
    if (element.localName === 'option' && element.selected) state.push('selected')
    if (element.scrollTop || element.scrollLeft) {
      state.push(`scroll=${Math.round(element.scrollLeft)},${Math.round(element.scrollTop)}`)
    }
    if (element.localName === 'dialog' && element.matches(':modal')) state.push('modal')
    if (element.popover && element.matches(':popover-open')) state.push('popover')
    if (element.localName.includes('-') && element.matches(':defined')) state.push('defined')
    if (element.localName === 'audio' || element.localName === 'video') {
      state.push(`at=${element.currentTime.toFixed(1)} rate=${element.playbackRate}`)
    }
    return state.length ? ` {${state.join(' ')}}` : ''
  }

  function styleOf(element) {
    const view = element.ownerDocument.defaultView
    const style = view.getComputedStyle(element)
    const box = element.getBoundingClientRect()
    return [
      ...PROPERTIES.map((property) => `${property}:${plain('', style.getPropertyValue(property))}`),
      `box:${[box.left, box.top, box.width, box.height].map((n) => Math.round(n)).join(',')}`,
    ].join(';')
  }

  /** `shadowOf` tells of closed roots too, where somebody knows them. */
  globalThis.__capture = (document, shadowOf = (element) => element.shadowRoot) => {
    const out = { lines: [], styled: [], shadowOf }
    if (document.documentElement) captureNode(document.documentElement, 0, out)
    const selected = String(document.getSelection() ?? '').trim()
    if (selected) out.lines.push(`selected ${selected}`)
    return {
      dom: out.lines,
      styles: out.styled.map((element) => `${element.localName} ${styleOf(element)}`),
    }
  }
})()
