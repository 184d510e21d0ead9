import { expect, it } from 'vitest'
import { judge } from './support/netLog'

const ID = 'chrome-extension://abc'
const CONSTANTS =
  '{"constants":{"logEventTypes":{"URL_REQUEST_START_JOB":1,"HTTP_TRANSACTION_SEND_REQUEST_HEADERS":2}},'

let id = 0
const request = (url: string, params: object = {}) =>
  `{"params":${JSON.stringify({ url, method: 'GET', initiator: ID, network_isolation_key: `${ID} ${ID}`, ...params })},"phase":1,"source":{"id":${++id}},"type":1},`
const headers = (...list: string[]) =>
  `{"params":${JSON.stringify({ headers: list })},"phase":0,"source":{"id":${id}},"type":2},`
const visit = (url: string) =>
  request(url, {
    initiator: 'not an origin',
    network_isolation_key: 'http://shop.test http://shop.test',
  })
const judged = (...lines: string[]) =>
  judge([CONSTANTS, `"events": [ ${lines[0]}`, ...lines.slice(1), '{"cut off'])

it('counts what the extension fetched from where pages have been', async () => {
  const lines = [visit('http://shop.test/'), request('http://shop.test/a.png'), headers('Host: x')]
  expect(await judged(...lines)).toEqual({
    own: [{ method: 'GET', url: 'http://shop.test/a.png' }],
    problems: [],
  })
})

it.each([
  ['a place no page has been', request('http://collector.test/')],
  ['something sent', request('http://shop.test/', { method: 'POST', upload_id: '0' })],
  ['a body in a GET', request('http://shop.test/', { upload_id: '0' })],
  [
    'what a recorded document in the player asks for',
    request('http://shop.test/a.png', { initiator: 'null' }),
  ],
])('finds %s', async (_what, line) => {
  expect((await judged(visit('http://shop.test/'), line)).problems).toHaveLength(1)
})

it('finds a referrer', async () => {
  const line = request('http://shop.test/a.png')
  const referrer = headers('Referer: http://shop.test/secret')
  const { problems } = await judged(visit('http://shop.test/'), line, referrer)
  expect(problems).toHaveLength(1)
})
