/** Styles of the overlay's own markup. Nothing of the page reaches it, and `all: initial` stops what is inherited. */
export const PREVIEW_STYLE = `
:host { all: initial !important; position: fixed !important; inset: 0 !important; z-index: 2147483647 !important;
  width: auto !important; height: auto !important; max-width: none !important; max-height: none !important;
  pointer-events: none !important; display: block !important; color-scheme: light dark !important; contain: strict !important;
  background: none !important; border: 0 !important; margin: 0 !important; padding: 0 !important; overflow: hidden !important }
* { box-sizing: border-box }
[hidden] { display: none !important }
canvas, .catch { position: fixed; inset: 0; width: 100vw; height: 100vh }
.catch { pointer-events: auto; cursor: crosshair }
.bar, .card { --line: #84848f; --soft: #55555f; --accent: #1a56db; position: fixed; font: 13px/1.45 system-ui, sans-serif; color: #1b1b1f;
  background: #fff; border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 4px 18px rgb(0 0 0 / 28%) }
.bar { bottom: 8px; left: 50%; transform: translateX(-50%); display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center;
  padding: 6px 10px; width: max-content; max-width: calc(100vw - 16px); pointer-events: auto }
.bar.high { bottom: auto; top: 8px }
.bar small, .card small { font-size: 12px; color: var(--soft) }
.card { padding: 10px 12px; width: max-content; max-width: min(380px, calc(100vw - 16px)); max-height: calc(100vh - 16px); overflow: auto;
  overflow-wrap: anywhere }
.card.held { pointer-events: auto; width: min(380px, calc(100vw - 16px)) }
.card p { margin: 0 } .card p + p { margin-top: 3px } .card code { font: 12px/1.4 ui-monospace, monospace }
.card .name { display: block; margin-bottom: 4px; color: var(--soft) }
.card form { display: grid; gap: 8px; margin: 10px 0 0; padding-top: 10px; border-top: 1px solid var(--line) }
.card label { display: grid; gap: 3px; font-weight: 600 }
.row { display: flex; flex-wrap: wrap; gap: 6px }
.spread { justify-content: space-between }
i { display: inline-block; width: 12px; height: 12px; margin-right: 6px; vertical-align: -1px; border-radius: 2px; flex: none }
i.masked { background: repeating-linear-gradient(45deg, #1a56db 0 2px, #b9ccf6 2px 4px); border: 1px solid #1a56db }
i.blocked { background: #33343c; border: 1px solid #84848f } i.kept { background: #fdeadd; border: 1px dashed #c2410c }
button, select { font: inherit; font-weight: 400; color: inherit; min-height: 28px; padding: 2px 10px; border: 1px solid var(--line);
  border-radius: 6px; background: #fff; cursor: pointer; max-width: 100% }
select { width: 100%; padding-left: 6px; font: 12px ui-monospace, monospace }
button[aria-pressed=true] { background: var(--accent); border-color: var(--accent); color: #fff }
button:disabled { cursor: default; color: #767680; border-color: #c4c4cc }
button:hover:not(:disabled, [aria-pressed=true]) { background: #f0f0f4 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
@media (prefers-color-scheme: dark) {
  .bar, .card { --line: #7b7b88; --soft: #b9b9c4; --accent: #8ab4ff; color: #ececf1; background: #22232a }
  button, select { background: #2c2d36 } button[aria-pressed=true] { color: #101014 }
  button:hover:not(:disabled, [aria-pressed=true]) { background: #3a3b46 } button:disabled { color: #8e8e9a; border-color: #4a4b56 }
}
@media (forced-colors: active) { i { forced-color-adjust: none } }`
