/**
 * A short visit of the demo shop, as a person would make it: find a plant, look at it, fill the cart, check out, look
 * at the account. Meets one failing request and one error of the page on its way.
 */

/** Everything personal that the visit types: none of it may be found in a recording at the default level. */
export const PERSON = {
  name: 'Ada Quist',
  email: 'ada.quist@mail.example',
  phone: '+45 20 30 40 50',
  street: 'Nyhavn 17',
  postcode: '1051',
  city: 'Copenhagen',
  note: 'Ring twice please',
  password: 'correct-horse-7',
  card: '4242424242424242',
  expiry: '11/29',
  cvc: '731',
}

/**
 * @param {import('@playwright/test').Page} page Shows the shop's first page.
 * @param {(what: string) => void | Promise<void>} [say] Called before each part of the visit.
 */
export async function visitShop(page, say = () => {}) {
  await say('Looks for a plant')
  await page.getByRole('searchbox').pressSequentially('pilea', { delay: 40 })
  await page.getByText('1 plant', { exact: true }).waitFor()
  await page.getByRole('searchbox').fill('')
  await page.getByRole('button', { name: 'Pet safe' }).click()
  await page.getByLabel('Sort by').selectOption('dear')
  await page.mouse.wheel(0, 300)

  await say('Opens one')
  await page.getByRole('link', { name: /Moth orchid/ }).click()
  await page.getByRole('button', { name: 'Rate 5 of 5' }).waitFor()
  await say('Chooses a pot')
  await page.getByRole('button', { name: 'Rate 5 of 5' }).click()
  await page.getByRole('radio', { name: 'Forest' }).click()
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: /Add to cart/ }).click()
  await page.getByText('is in your cart').waitFor()

  await say('Opens the cart')
  await page.getByRole('link', { name: /^Cart/ }).click()
  await page.getByRole('button', { name: /One Moth orchid more/ }).waitFor()
  await say('Fills the cart')
  await page.getByRole('button', { name: /One Moth orchid more/ }).click()
  await page.getByLabel('Promo code').fill('SPRING')
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByText('do not work right now').waitFor()

  await say('Checks out')
  await page.getByRole('link', { name: 'Check out' }).click()
  await page.getByLabel('Full name').waitFor()
  await say('Fills in the form')
  await fillCheckout(page)
  await say('Places the order')
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()

  await say('Looks at the account')
  await page.getByRole('link', { name: 'See your account' }).click()
  await page.getByRole('link', { name: 'Orders' }).click()
  await page.getByRole('cell', { name: 'LC-20311' }).waitFor()
  await page.getByRole('link', { name: 'Spending' }).click()
  await page.getByRole('img', { name: 'Spending by month' }).waitFor()
}

/**
 * Types everything of `PERSON` into the checkout and the payment form.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function fillCheckout(page) {
  await page.getByLabel('Full name').pressSequentially(PERSON.name, { delay: 15 })
  await page.getByLabel('E-mail').pressSequentially(PERSON.email, { delay: 10 })
  await page.getByLabel('Phone').fill(PERSON.phone)
  await page.getByLabel('Street and number').fill(PERSON.street)
  await page.getByLabel('Postcode').fill(PERSON.postcode)
  await page.getByLabel('City').fill(PERSON.city)
  await page.getByLabel('Country').selectOption('Denmark')
  await page.getByLabel('Note for the driver').fill(PERSON.note)
  await page.getByLabel(/Create an account/).check()
  await page.getByLabel('Password').fill(PERSON.password)
  await page.getByLabel(/Express/).check()
  const payment = page.frameLocator('.payment')
  await payment.getByLabel('Card number').pressSequentially(PERSON.card, { delay: 10 })
  await payment.getByLabel('Name on card').fill(PERSON.name)
  await payment.getByLabel('Valid until').fill(PERSON.expiry)
  await payment.getByLabel('CVC').fill(PERSON.cvc)
}
