import { describe, expect, it } from 'vitest'
import { inMemorySource } from '../../tests/support/inMemorySource'
import { html, snapshot } from '../../tests/support/recordings'
import { findExporter } from './exporters'
import { exportFile } from './runExport'

const AT = 'https://shop.example'
const file = (mimeType: string, ...bytes: number[]) => ({ mimeType, bytes: new Uint8Array(bytes) })
const PICTURE = 'data:image/png;base64,AQID'
const FONT = 'data:font/woff2;base64,BAUG'

const source = () =>
  inMemorySource({
    resources: {
      [`${AT}/a.png`]: file('image/png; charset="x', 1, 2, 3),
      [`${AT}/b,c.png`]: file('image/png', 1, 2, 3),
      [`${AT}/f.woff2`]: file('font/woff2', 4, 5, 6),
      'css/1': file(
        'text/css',
        ...new TextEncoder().encode(`@font-face{src:url('${AT}/f.woff2')}`),
      ),
      [`${AT}/gone.png`]: 'failed',
    },
    streams: [
      {
        events: [
          snapshot(
            html(
              [['link', ['rel', 'stylesheet', 'href', `${AT}/s.css`], { css: 'css/1' }]],
              [
                // link 5, body 6, img 7, gone 8, source 9, a 10, svg 11, image 12, p 13, style 14
                ['img', ['src', `${AT}/a.png`, 'alt', `${AT}/a.png`], 0],
                ['img', ['src', `${AT}/gone.png`], 0],
                ['source', ['srcset', `${AT}/a.png 1x, ${AT}/b,c.png 2x`], 0],
                ['a', ['href', `${AT}/a.png`], 0, `${AT}/a.png`],
                ['svg', 0, 0, ['image', ['href', `${AT}/a.png`], 0]],
                ['p', ['style', `background: url(${AT}/a.png) url( "${AT}/other.png" )`], 0],
                ['style', 0, 0, `p { cursor: url("${AT}/a.png") }`],
              ],
            ),
          ),
          { kind: 'sheet', time: 1, sheet: 1, text: `b { background: url(${AT}/a.png) }` },
          { kind: 'adopted', time: 2, root: 1, sheets: [1] },
          {
            kind: 'rules',
            time: 3,
            owner: { sheet: 1 },
            changes: [['set', [0], 'background-image', `url(${AT}/a.png)`, '']],
          },
          { kind: 'mutation', time: 4, attributes: [[8, 'src', `${AT}/b,c.png`]] },
          { kind: 'mutation', time: 5, attributes: [[10, 'href', `${AT}/b,c.png`]] },
        ],
      },
    ],
  })

async function exported(inline: boolean): Promise<string> {
  const exporter = findExporter('rrweb')
  if (!exporter) throw new Error('No rrweb exporter')
  return await (await exportFile(exporter, source(), { inline })).blob.text()
}

describe('rrweb events with their pictures and fonts inside', () => {
  it('name no address that is shown, where it was kept', async () => {
    const text = await exported(true)
    expect(text).toContain(`"src":"${PICTURE}","alt":"${AT}/a.png"`)
    expect(text).toContain(`"srcset":"${PICTURE} 1x, ${PICTURE} 2x"`)
    expect(text).toContain(`"href":"${PICTURE}"`)
    for (const css of [`src:url(\\"${FONT}\\")`, `cursor: url(\\"${PICTURE}\\")`])
      expect(text).toContain(css)
    expect(text).toContain(`background: url(\\"${PICTURE}\\") url( \\"${AT}/other.png\\" )`)
    expect(text).toContain(`"property":"background-image","value":"url(\\"${PICTURE}\\")"`)
    expect(text).toContain(`"rule":"b { background: url(\\"${PICTURE}\\") }"`)
    expect(text).toContain(`"attributes":{"src":"${PICTURE}"}`)
  })

  it('leave what is no picture as it is: links, words, and what was not kept', async () => {
    const text = await exported(true)
    expect(text).toContain(`"tagName":"a","attributes":{"href":"${AT}/a.png"}`)
    expect(text).toContain(`"textContent":"${AT}/a.png"`)
    expect(text).toContain(`"attributes":{"href":"${AT}/b,c.png"}`)
    expect(text).toContain(`"src":"${AT}/gone.png"`)
  })

  it('are named by address unless asked for', async () => {
    const text = await exported(false)
    expect(text).not.toContain('data:')
    expect(text).toContain(`"src":"${AT}/a.png"`)
  })
})
