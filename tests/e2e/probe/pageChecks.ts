/** Run in a page: what a curious page can learn about its built-ins. Self-contained, for it crosses into the page. */
export function inspectBuiltIns(): Record<string, unknown> {
  const seen: Record<string, unknown> = {}
  const places: [path: string, owner: object, names: string[]][] = [
    [
      'window',
      window,
      ['fetch', 'WebSocket', 'EventSource', 'Proxy', 'XMLHttpRequest', 'FontFace'],
    ],
    ['Function', Function.prototype, ['toString']],
    ['Proxy', Proxy, ['revocable']],
    ['console', console, Object.getOwnPropertyNames(console)],
    ['xhr', XMLHttpRequest.prototype, ['open', 'send', 'setRequestHeader']],
    ['socket', WebSocket.prototype, ['send', 'constructor']],
    ['source', EventSource.prototype, ['constructor']],
    ['navigator', Navigator.prototype, ['sendBeacon']],
    ['storage', Storage.prototype, ['setItem', 'removeItem', 'clear']],
    ['document', Document.prototype, ['cookie', 'adoptedStyleSheets']],
    ['shadow', ShadowRoot.prototype, ['adoptedStyleSheets']],
    ['element', Element.prototype, ['attachShadow', 'animate']],
    ['animation', Animation.prototype, Object.getOwnPropertyNames(Animation.prototype)],
    ['fonts', FontFaceSet.prototype, ['add']],
    ['internals', HTMLElement.prototype, ['attachInternals']],
    ['states', CustomStateSet.prototype, ['add', 'delete', 'clear', 'forEach']],
    ['effect', KeyframeEffect.prototype, ['target', 'setKeyframes']],
    ['registry', CustomElementRegistry.prototype, ['define']],
    ['history', History.prototype, ['pushState', 'replaceState']],
    [
      'input',
      HTMLInputElement.prototype,
      ['value', 'checked', 'indeterminate', 'valueAsNumber', 'files', 'setRangeText', 'stepUp'],
    ],
    ['textarea', HTMLTextAreaElement.prototype, ['value', 'setRangeText']],
    ['select', HTMLSelectElement.prototype, ['value', 'selectedIndex']],
    ['option', HTMLOptionElement.prototype, ['selected']],
    ['sheet', CSSStyleSheet.prototype, Object.getOwnPropertyNames(CSSStyleSheet.prototype)],
    ['anySheet', StyleSheet.prototype, ['media', 'disabled']],
    ['rule', CSSStyleRule.prototype, Object.getOwnPropertyNames(CSSStyleRule.prototype)],
    ['group', CSSGroupingRule.prototype, ['insertRule', 'deleteRule']],
    ['keyframes', CSSKeyframesRule.prototype, ['appendRule', 'deleteRule', 'name']],
    ['media', MediaList.prototype, ['mediaText', 'appendMedium', 'deleteMedium']],
    ['style', CSSStyleDeclaration.prototype, ['setProperty', 'removeProperty', 'cssText']],
    ['styleMap', StylePropertyMap.prototype, ['set', 'append', 'delete', 'clear']],
  ]
  const attempt = (run: () => unknown): string => {
    try {
      return typeof run()
    } catch (error) {
      const { name, message, stack } = error as Error
      return `${name}: ${message} ${/extension:/.test(stack ?? '') ? 'seen in stack' : ''}`
    }
  }
  // Methods that would do something even so.
  const harmless = (name: string) => !/^(?:clear|log|fetch)$/.test(name)
  const describe = (place: string, member: unknown): void => {
    if (typeof member !== 'function') return
    const owned = Object.getOwnPropertyNames(member).map((name) => {
      const own = Object.getOwnPropertyDescriptor(member, name)
      const value = typeof own?.value === 'function' ? 'function' : String(own?.value)
      return `${name}=${value} ${own?.writable}${own?.enumerable}${own?.configurable}`
    })
    const name = place.split('.').pop() ?? ''
    seen[place] = {
      owned,
      text: Function.prototype.toString.call(member),
      ownText: attempt(() => member.toString()) + String(member),
      prototype: Object.getPrototypeOf(member) === Function.prototype,
      isExtensible: Object.isExtensible(member),
      wrongReceiver: harmless(name) ? attempt(() => Reflect.apply(member, { a: 1 }, [])) : '',
      noReceiver: harmless(name) ? attempt(() => Reflect.apply(member, undefined, [])) : '',
      constructed: /^(?:WebSocket|EventSource|XMLHttpRequest|constructor)/.test(name)
        ? attempt(() => Reflect.construct(member, []))
        : attempt(() => Reflect.construct(member, [1])),
      called: /WebSocket|EventSource/.test(name) ? attempt(() => member('ws://x')) : '',
    }
  }
  for (const [path, owner, names] of places) {
    seen[`${path}:order`] = Object.getOwnPropertyNames(owner)
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(owner, name)
      seen[`${path}.${name}:flags`] =
        own && `${own.writable} ${own.enumerable} ${own.configurable} ${Object.keys(own)}`
      describe(`${path}.${name}`, own?.value)
      describe(`${path}.get ${name}`, own?.get)
      describe(`${path}.set ${name}`, own?.set)
    }
  }
  seen.constructors = [
    WebSocket.prototype.constructor === WebSocket,
    EventSource.prototype.constructor === EventSource,
    FontFace.prototype.constructor === FontFace,
    Object.getPrototypeOf(class extends WebSocket {}) === WebSocket,
    new WebSocket('ws://localhost:1') instanceof WebSocket,
    Object.getPrototypeOf(new (class Mine extends EventSource {})('/none')).constructor.name,
  ]
  seen.toStringErrors = [
    attempt(() => Function.prototype.toString.call({})),
    attempt(() => Object.create(Function.prototype.toString).toString()),
    Function.prototype.toString.toString(),
    Function.prototype.toString.call(Function.prototype.toString),
  ]
  // A plain array of names: order is part of what a page can see.
  seen.globals = Object.getOwnPropertyNames(window).filter((name) => !/^\d+$/.test(name))
  seen.attributes = [...document.querySelectorAll('*')].map((element) =>
    (element.cloneNode(false) as Element).outerHTML.replace(/127\.0\.0\.1|localhost/g, 'host'),
  )
  return seen
}
