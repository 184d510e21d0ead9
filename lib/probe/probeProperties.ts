import type { Probe } from './probe'

const MAX_PROPERTIES = 500
const MAX_CHARS = 500

/** Custom properties registered by script: no style sheet tells of them. */
export const probeProperties: Probe = ({ natives, patcher, outbox, preview }) => {
  const { world, quote, slice } = natives
  const known: string[] = []

  function describe(given: unknown): string {
    if (typeof given !== 'object' || given === null) return ''
    let text = ''
    const add = (name: string) => {
      const value = preview.peek(given, name)
      if (typeof value === 'string')
        text += `${text === '' ? '' : ','}"${name}":${quote(slice(value, 0, MAX_CHARS))}`
    }
    add('name')
    add('syntax')
    add('initialValue')
    return text === '' ? '' : `${text},"inherits":${preview.peek(given, 'inherits') === true}`
  }

  return () => {
    const { CSS } = world as unknown as { CSS?: object }
    return {
      ...patcher.after(CSS, 'registerProperty', (_self, args) => {
        const text = known.length < MAX_PROPERTIES ? describe(args[0]) : ''
        if (text === '') return
        known[known.length] = text
        if (outbox.isListening) outbox.say('property', text)
      }),
      again() {
        for (let i = 0; i < known.length; i++) outbox.say('property', known[i] ?? '')
      },
    }
  }
}
