/** A place for a player that nobody sees, in the document until it is removed. 1280 by 800 CSS pixels. */
export function hiddenStage(): HTMLElement {
  const container = document.createElement('div')
  container.dataset.stage = ''
  container.inert = true
  container.setAttribute('aria-hidden', 'true')
  container.style.cssText =
    'position:fixed;left:-10000px;top:0;width:1280px;height:800px;overflow:hidden;visibility:hidden'
  document.body.append(container)
  return container
}
