import preact from '@preact/preset-vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'wxt'

/**
 * Chromium refuses a whole extension when one script holds U+FFFE ("It isn't UTF-8 encoded"), and rrweb-snapshot brings
 * one in with postcss. Every chunk is therefore written as ASCII.
 */
function asciiOnly(): Plugin {
  return {
    name: 'ascii-only',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        chunk.code = chunk.code.replace(
          // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the point
          /[^\x00-\x7f]/g,
          (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )
      }
    },
  }
}

/**
 * rrweb 2.2.2 believes Element is tampered with (it looks for two methods that are not own accessors) and appends a
 * hidden iframe to the document to find a clean one. One transform takes that route away; a changed source fails the build.
 */
function rrwebWithoutHelperFrame(): Plugin {
  const accessors = /(Element:\s*\[\s*"shadowRoot"),\s*"querySelector",\s*"querySelectorAll"(\s*\])/
  return {
    name: 'rrweb-without-helper-frame',
    transform(code, id) {
      if (!/rrweb/.test(id) || !code.includes('testableAccessors')) return undefined
      if (!accessors.test(code)) throw new Error(`rrweb changed, review the transform: ${id}`)
      return { code: code.replace(accessors, '$1$2'), map: null }
    },
  }
}

/** Content scripts send and answer messages, which every supported browser does alike: they need no polyfill (3 kB each). */
function nativeInContentScripts(): Plugin {
  let isContentScript = false
  return {
    name: 'native-in-content-scripts',
    enforce: 'pre',
    configResolved({ build }) {
      isContentScript = JSON.stringify(build.lib || {}).includes('.content.')
    },
    resolveId(id, importer) {
      const isPolyfill = id === '@wxt-dev/webextension-polyfill/browser'
      return isContentScript && isPolyfill ? this.resolve('@wxt-dev/browser', importer) : undefined
    },
  }
}

/** Reaches every web page; only the automation build holds it at install, see `docs/automation.md`. */
const ALL_SITES = '*://*/*'

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  outDir: process.env.RECOUNT_OUT_DIR ?? '.output',
  vite: () => ({
    plugins: [rrwebWithoutHelperFrame(), nativeInContentScripts(), preact(), asciiOnly()],
    // Names survive in profiles of `npm run bench -- --profile`.
    build: { target: 'es2022', ...(process.env.RECOUNT_READABLE ? { minify: false } : {}) },
  }),
  manifest: ({ mode, browser }) => ({
    name: mode === 'automation' ? 'Recount (automation build)' : '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    minimum_chrome_version: browser === 'firefox' ? undefined : '120',
    incognito: 'spanning',
    // `webRequest` would do as an optional one, but Chromium then tells nothing, not even after a restart.
    permissions: ['activeTab', 'scripting', 'storage', 'unlimitedStorage', 'alarms', 'webRequest'],
    // Shortcuts grant activeTab as a click on the button does.
    commands: {
      'toggle-recording': {
        suggested_key: { default: 'Alt+Shift+R' },
        description: '__MSG_command_toggle__',
      },
      mark: { suggested_key: { default: 'Alt+Shift+M' }, description: '__MSG_command_mark__' },
      'keep-buffer': {
        suggested_key: { default: 'Alt+Shift+K' },
        description: '__MSG_command_keep__',
      },
      'toggle-preview': {
        suggested_key: { default: 'Alt+Shift+P' },
        description: '__MSG_command_preview__',
      },
    },
    ...(mode === 'automation'
      ? { host_permissions: [ALL_SITES] }
      : { optional_host_permissions: [ALL_SITES] }),
    content_security_policy: {
      // `connect-src` must admit the web: this policy also governs the worker, which fetches the resources of recorded
      // pages. Pages that show recordings narrow it to nothing with a <meta> policy of their own.
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline' blob:; img-src 'self' blob: data:; font-src 'self' blob: data:; media-src blob: data:; connect-src 'self' http: https:; frame-src 'self' blob:; base-uri 'none'; form-action 'none'; object-src 'none'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: { id: 'recount@recount.example', strict_min_version: '128.0' },
          },
        }
      : {}),
  }),
})
