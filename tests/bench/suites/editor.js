import { basicSetup, EditorView } from 'codemirror'
import { defineSuite, title } from './run.js'

/** A code editor: a long text, lines typed into it, scrolled, deleted. */
defineSuite((root) => {
  const view = new EditorView({
    doc: Array.from({ length: 500 }, (_, line) => `const line${line} = "${title(line)}"`).join(
      '\n',
    ),
    extensions: [basicSetup],
    parent: root,
  })
  view.dom.style.height = '400px'
  return {
    add: (index) => view.dispatch({ changes: { from: 0, insert: `// ${title(index)}\n` } }),
    complete: (index) => {
      view.scrollDOM.scrollTop = index * 40
      view.dispatch({ selection: { anchor: index * 20 } })
    },
    remove: () => view.dispatch({ changes: { from: 0, to: view.state.doc.line(2).from } }),
    stop: () => view.destroy(),
  }
})
