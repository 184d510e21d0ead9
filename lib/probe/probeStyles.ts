import { type Stoppable, stopAll } from '../platform/stoppable'
import type { Probe } from './probe'
import { createStyleNews } from './styleNews'
import { createStyleWatch } from './styleWatch'

/** Kinds of rules whose `style` a page can change. */
const STYLED =
  'CSSStyleRule CSSPageRule CSSKeyframeRule CSSFontFaceRule CSSNestedDeclarations CSSPositionTryRule CSSMarginRule CSSFunctionDeclarations'
const NESTING = 'CSSGroupingRule CSSStyleRule'
const COUNTER_SETTERS =
  'name system symbols additiveSymbols negative prefix suffix range pad speakAs fallback'

/**
 * The CSSOM. Only *which* sheet and rule changed is said; the recorder reads what it is now. The properties of a
 * declaration (`rule.style.color = ...`) are no accessors in Chromium and cannot be patched: a rule whose `style` the
 * page took is watched for a while instead.
 */
export const probeStyles: Probe = (scope) => {
  const { natives, patcher, outbox } = scope
  const { world, getter } = natives
  const news = createStyleNews(natives, outbox)
  const watch = createStyleWatch(natives, news, outbox)
  const parentRule = getter(world.CSSStyleDeclaration.prototype, 'parentRule')
  const styleMapOf = new natives.WeakMap<object, unknown>()
  const mediaOf = new natives.WeakMap<object, unknown>()
  const CSSRule = world.CSSRule.prototype
  const ruleType = getter(CSSRule, 'type')

  let declarations: Stoppable[] = []

  const sheet = (self: unknown) => news.sheetChanged(self as CSSStyleSheet)
  const rule = (self: unknown) => news.ruleChanged(self as CSSRule)
  const sheetState = (self: unknown) => news.stateChanged(self as CSSStyleSheet)

  outbox.addSource((indexOf) => {
    watch.check()
    return news.text(indexOf)
  })

  function prototypeOf(name: string): object | undefined {
    const type: unknown = natives.getOwnPropertyDescriptor(world, name)?.value
    return typeof type === 'function' ? (type.prototype as object) : undefined
  }

  /** `setProperty` and the like are hot on elements; they are patched once a page has taken the style of a rule. */
  function patchDeclarations(): void {
    if (declarations.length > 0) return
    const owner = world.CSSStyleDeclaration.prototype
    const changed = (self: unknown) => {
      const parent = parentRule(self)
      if (parent) rule(parent)
    }
    declarations = [
      patcher.after(owner, 'setProperty', changed),
      patcher.after(owner, 'removeProperty', changed),
      patcher.afterSet(owner, 'cssText', changed),
      patcher.afterSet(owner, 'cssFloat', changed),
    ]
  }

  return () => {
    const patches: Stoppable[] = []
    const add = (patch: Stoppable) => {
      patches[patches.length] = patch
    }
    const each = (names: string, visit: (owner: object | undefined) => void) => {
      let start = 0
      for (let end = 0; end >= 0; start = end + 1) {
        end = natives.indexOf(names, ' ', start)
        visit(prototypeOf(natives.slice(names, start, end < 0 ? names.length : end)))
      }
    }
    const methods = (
      owner: object | undefined,
      names: string[],
      listener: (self: unknown) => void,
    ) => {
      for (let i = 0; i < names.length; i++) add(patcher.after(owner, names[i] ?? '', listener))
    }

    const styleSheet = world.CSSStyleSheet.prototype
    methods(styleSheet, ['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replaceSync'], sheet)
    add(
      patcher.around(styleSheet, 'replace', (self, _args, call) =>
        natives.follow(call(), () => sheet(self)),
      ),
    )
    each(NESTING, (owner) => methods(owner, ['insertRule', 'deleteRule'], rule))
    methods(prototypeOf('CSSKeyframesRule'), ['appendRule', 'deleteRule'], rule)
    add(patcher.afterSet(prototypeOf('CSSKeyframesRule'), 'name', rule))
    add(patcher.afterSet(prototypeOf('CSSKeyframeRule'), 'keyText', rule))
    add(patcher.afterSet(prototypeOf('CSSStyleRule'), 'selectorText', rule))
    add(patcher.afterSet(prototypeOf('CSSPageRule'), 'selectorText', rule))
    const counter = prototypeOf('CSSCounterStyleRule')
    let from = 0
    for (let end = 0; end >= 0; from = end + 1) {
      end = natives.indexOf(COUNTER_SETTERS, ' ', from)
      add(
        patcher.afterSet(
          counter,
          natives.slice(COUNTER_SETTERS, from, end < 0 ? COUNTER_SETTERS.length : end),
          rule,
        ),
      )
    }
    each(STYLED, (owner) => {
      add(
        patcher.afterGet(owner, 'style', (self, _args, style) => {
          patchDeclarations()
          watch.style(self as CSSRule, style as CSSStyleDeclaration)
        }),
      )
      add(patcher.afterSet(owner, 'style', rule))
    })
    add(
      patcher.afterGet(prototypeOf('CSSStyleRule'), 'styleMap', (self, _args, map) => {
        natives.mapSet(styleMapOf, map as object, self)
      }),
    )
    methods(prototypeOf('StylePropertyMap'), ['append', 'clear', 'delete', 'set'], (self) => {
      const owner = natives.mapGet(styleMapOf, self as object)
      if (owner) rule(owner)
    })

    const ofMedia = (self: unknown) => {
      const owner = natives.mapGet(mediaOf, self as object)
      if (!owner) return
      if (ruleType(owner) === undefined) sheetState(owner)
      else rule(owner)
    }
    const takesMedia = (owner: object | undefined, listener: (self: unknown) => void) => {
      add(
        patcher.afterGet(owner, 'media', (self, _args, media) => {
          natives.mapSet(mediaOf, media as object, self)
        }),
      )
      add(patcher.afterSet(owner, 'media', listener))
    }
    takesMedia(world.StyleSheet.prototype, sheetState)
    takesMedia(prototypeOf('CSSMediaRule'), rule)
    takesMedia(prototypeOf('CSSImportRule'), rule)
    methods(prototypeOf('MediaList'), ['appendMedium', 'deleteMedium'], ofMedia)
    add(patcher.afterSet(prototypeOf('MediaList'), 'mediaText', ofMedia))
    add(patcher.afterSet(world.StyleSheet.prototype, 'disabled', sheetState))

    const roots = [world.Document.prototype, world.ShadowRoot.prototype]
    for (let i = 0; i < roots.length; i++) {
      add(
        patcher.afterSet(roots[i], 'adoptedStyleSheets', (self) =>
          news.adoptedChanged(self as Document),
        ),
      )
      // The array is live: `push` on it is no call of ours, so whoever took it may have changed it.
      add(
        patcher.afterGet(roots[i], 'adoptedStyleSheets', (self) =>
          news.adoptedTaken(self as Document),
        ),
      )
    }
    return {
      again: () => news.again(),
      stop() {
        stopAll(declarations)
        declarations = []
        stopAll(patches)
        watch.clear()
        news.clear()
      },
    }
  }
}
