import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

export const PEERS = ['rrweb', 'datadog', 'sentry', 'posthog', 'openreplay']

/** One classic script of a peer, dynamic imports inlined. @param {string} name */
export async function bundlePeer(name) {
  return await bundle(fileURLToPath(new URL(`./peers/${name}.js`, import.meta.url)))
}

/** @param {string} input path of a module @returns {Promise<string>} its code as one IIFE */
export async function bundle(input) {
  const build = await rolldown({
    input,
    platform: 'browser',
    transform: {
      define: {
        'process.env.NODE_ENV': '"production"',
        __VUE_OPTIONS_API__: 'true',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
      jsx: { runtime: 'classic' },
    },
    onLog: () => {},
  })
  const { output } = await build.generate({ format: 'iife', minify: true, codeSplitting: false })
  await build.close()
  return output[0].code
}
