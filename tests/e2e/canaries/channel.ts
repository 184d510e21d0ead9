/**
 * One channel per place a secret can come from. `$` stands for the channel's own secret, `%ORIGIN%` for the second
 * server, `%HOST%` for the page's own.
 */
export type Owner =
  /** What the page shows or says: stays out at mask-all. */
  | 'page'
  /** What the person entered or chose: stays out at mask-user-input as well. */
  | 'person'
  /** What nothing lifts: stays out at every level. */
  | 'floor'
  /** Inside a token that masks or blocks: stays out at every level. */
  | 'token'

export interface Channel {
  id: string
  owner: Owner
  where:
    | 'body'
    | 'head'
    | 'style'
    | 'script'
    | 'frame'
    | 'foreign-frame'
    | 'masked-foreign-frame'
    | 'blocked-foreign-frame'
    | 'sheet'
    | 'foreign-sheet'
    | 'url'
    | 'act'
  /** Markup, style text or script, by `where`. */
  code: string
}

type Rows = string

/** `id | code`, one a line. */
export function parse(owner: Owner, where: Channel['where'], rows: Rows): Channel[] {
  return rows
    .trim()
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .map((row) => {
      const bar = row.indexOf(' | ')
      return { id: row.slice(0, bar), owner, where, code: row.slice(bar + 3) }
    })
}
