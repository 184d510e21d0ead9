/** How vendors replace what they mask. */
export const stars = (text: string): string => text.replace(/\S/g, '*')
export const crosses = (text: string): string => text.replace(/\S/g, 'x')
export const dots = (text: string): string => text.replace(/\S/g, '\u2022')
export const threeStars = (): string => '***'

const OPEN = { text: false, input: false, attributes: false, image: false }
const INPUT = { text: false, input: true, attributes: false, image: false }
const TEXT = { text: true, input: true, attributes: true, image: false }
const ALL = { text: true, input: true, attributes: true, image: true }

export const LEVELS = { OPEN, INPUT, TEXT, ALL } as const
