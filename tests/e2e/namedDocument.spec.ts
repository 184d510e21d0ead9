/** In our own pages a document answers with the picture of that name where it is asked for a member. */
import { expect } from '@playwright/test'
import { servesHtml } from '../support/serve'
import { test } from './fixtures'

/** Every member that documents and forms have is the name of a picture or a field. */
const PAGE = `<!doctype html><title>Named page</title><p>First words</p><form><b>Inner words</b></form>
<script>
  const names = (of) => {
    const all = []
    for (const name in of) all.push(name)
    return all
  }
  const pictures = names(HTMLDocument.prototype).map((name) => '<img alt="" name="' + name + '">')
  const fields = names(HTMLFormElement.prototype).map((name) => '<input type="hidden" name="' + name + '">')
  document.forms[0].insertAdjacentHTML('beforeend', fields.join(''))
  document.currentScript.insertAdjacentHTML('afterend', pictures.join(''))
</script>`

test('the DOM pane reads documents and forms whose members are hidden by names', async ({
  recordPage,
  recount,
  serve,
  sessionsPage,
}) => {
  const server = await serve(servesHtml(PAGE))
  const { sessionId } = await recordPage(server.origin, async () => {}, { privacy: 'allow' })
  expect(await recount.stored(sessionId)).toContain('Inner words')
  await sessionsPage.bringToFront()
  await sessionsPage.evaluate((id) => {
    location.hash = `#/session/${id}`
  }, sessionId)
  await sessionsPage.getByRole('tab', { name: 'DOM' }).click()
  await sessionsPage.getByRole('searchbox', { name: 'Text or selector' }).fill('Inner words')
  await sessionsPage.keyboard.press('Enter')
  await sessionsPage.getByRole('button', { name: '"Inner words"' }).click()
  await expect(sessionsPage.getByRole('region', { name: 'Details' })).toContainText('Inner words')
  await sessionsPage.getByRole('button', { name: '<form>' }).click()
  await expect(sessionsPage.getByRole('region', { name: 'Details' })).toContainText('display')
})
