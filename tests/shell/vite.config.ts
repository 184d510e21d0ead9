import { resolve } from 'node:path'
import preact from '@preact/preset-vite'
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build'
import { defineConfig, type Plugin } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/** `virtual:texts`: the English texts as the extension would have them. */
function texts(): Plugin {
  return {
    name: 'texts',
    resolveId: (id) => (id === 'virtual:texts' ? '\0texts' : undefined),
    async load(id) {
      if (id !== '\0texts') return undefined
      const messages = await parseMessagesFile(resolve(root, 'locales/en.yml'))
      return `export default ${JSON.stringify(generateChromeMessages(messages))}`
    },
  }
}

/** Popup, library, player and options in a plain page over a store in memory: every state can be looked at and tested. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: resolve(root, 'public'),
  plugins: [texts(), preact()],
  resolve: { alias: { '#i18n': resolve(root, '.wxt/i18n/index.ts') } },
  server: { port: 5199, strictPort: true },
  build: { target: 'es2022' },
})
