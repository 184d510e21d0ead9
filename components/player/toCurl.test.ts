import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { toCurl } from './toCurl'

describe('toCurl', () => {
  it('is short for a plain request', () => {
    expect(toCurl({ method: 'GET', url: 'https://a.example/x?y=1' })).toBe(
      "curl 'https://a.example/x?y=1'",
    )
  })
  it('brings method, headers and body', () => {
    const command = toCurl({
      method: 'POST',
      url: 'https://a.example/',
      requestHeaders: [
        ['content-type', 'application/json'],
        [':path', '/'],
      ],
      requestBody: '{"a":1}',
    })
    expect(command).toContain("-X 'POST'")
    expect(command).toContain("-H 'content-type: application/json'")
    expect(command).toContain(`--data-raw '{"a":1}'`)
    expect(command).not.toContain(':path')
  })
  it('gives a shell nothing to run, whatever the page wrote', () => {
    const body = `it's $(touch /tmp/x) \`id\` "q" \\`
    const command = toCurl({ method: 'POST', url: 'https://a.example/', requestBody: body })
    const seen = execFileSync('sh', ['-c', command.replace(/^curl/, "printf '%s\\n'")]).toString()
    expect(seen).toContain(body)
  })
})
