import { describeError } from './describeError'

export interface Logger {
  error(error: unknown): void
}

/** Writes down what nobody can be told, without the values that an error may carry along. */
export function createLogger(module: string): Logger {
  return { error: (error) => console.error(`Recount (${module}): ${describeError(error)}`) }
}
