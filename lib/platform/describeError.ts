/** One line for a person, whatever was thrown. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.message || error.name
  return typeof error === 'string' ? error : 'Unknown error'
}

/** The class of an error, never its message: that may quote the page. */
export function errorClass(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
