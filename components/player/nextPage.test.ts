import { expect, it } from 'vitest'
import { nextPage } from './nextPage'

const page = (atMs: number) => ({ atMs, url: '', title: '' })
const overview = (given: Partial<Parameters<typeof nextPage>[0]>) =>
  ({ pages: [], blanks: [], ...given }) as unknown as Parameters<typeof nextPage>[0]

it('is the next page that has its beginning', () => {
  const pages = [page(3000), page(5000), page(8000)]
  // A change of the address at 3 s of a page that is not there, whose own snapshot comes at 5 s.
  const blanks = [{ fromMs: 0, toMs: 5000 }]
  expect(nextPage(overview({ pages, blanks }), 0)).toBe(5000)
  expect(nextPage(overview({ pages, blanks }), 5000)).toBe(8000)
  expect(nextPage(overview({ pages, blanks }), 8000)).toBeUndefined()
})
