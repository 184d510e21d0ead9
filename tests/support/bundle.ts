import { resolve } from 'node:path'
import { build } from 'vite'

/** One script for a plain page, in memory, from an entry of this project. */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: resolve(entry), formats: ['iife'], name: 'bundled', fileName: 'bundled' },
    },
  })
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : []
  for (const { output } of outputs) {
    for (const file of output) if (file.type === 'chunk') return file.code
  }
  throw new Error(`Nothing was built from ${entry}`)
}
