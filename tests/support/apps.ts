/**
 * Visits of real applications that nobody here wrote, from npm development dependencies. Each step ends where the page
 * can stand still, so that its moment can be compared with the replay.
 */
import { join } from 'node:path'
import type { Page } from '@playwright/test'

const ROOT = join(import.meta.dirname, '../..')

/** Our pages around the applications, then the packages themselves. */
export const APP_FOLDERS = [join(ROOT, 'tests/pages/apps'), join(ROOT, 'node_modules')]

export interface AppVisit {
  name: string
  path: string
  /** The page is ready for the first step. */
  ready(page: Page): Promise<void>
  steps: { name: string; run(page: Page): Promise<void> }[]
  /** What holds at the end, as a statement of a Playwright test: an exported one has to come to it too. */
  end: string
  /** What of it is part of `npm test`; `npm run exports:apps` does all with all. */
  inCi?: 'exports' | 'locators'
}

/** From the page's address to the last step. */
export async function visitApp(app: AppVisit, page: Page): Promise<void> {
  await app.ready(page)
  for (const step of app.steps) await step.run(page)
}

export const APPS: AppVisit[] = [
  {
    name: 'Swagger UI',
    // Ids that are made up on each load, and a request that fails.
    inCi: 'exports',
    path: '/swagger.html',
    ready: (page) => page.getByText('Finds plants').waitFor(),
    end: `await expect(page.locator('textarea').first()).toHaveValue('{ "name": "Fern" }')`,
    steps: [
      {
        name: 'an operation is open',
        run: (page) => page.getByText('Finds plants').click(),
      },
      {
        name: 'parameters are filled in',
        run: async (page) => {
          await page.getByRole('button', { name: 'Try it out' }).click()
          await page.locator('select').first().selectOption('shade')
          await page.getByPlaceholder('limit').fill('5')
        },
      },
      {
        name: 'a request has failed',
        run: async (page) => {
          await page.getByRole('button', { name: 'Execute' }).click()
          await page.locator('.live-responses-table').waitFor()
          await page.mouse.wheel(0, 500)
        },
      },
      {
        name: 'a body is written',
        run: async (page) => {
          await page.getByText('Adds a plant').click()
          await page.getByRole('button', { name: 'Try it out' }).last().click()
          await page.locator('textarea').first().fill('{ "name": "Fern" }')
        },
      },
    ],
  },
  {
    name: "reveal.js' demo",
    path: '/reveal.js/demo.html',
    ready: (page) => page.locator('.reveal.ready').waitFor(),
    end: "await expect(page.locator('.reveal.overview')).toBeVisible()",
    steps: [
      { name: 'the next slide', run: (page) => page.keyboard.press('ArrowRight') },
      { name: 'a vertical slide', run: (page) => page.keyboard.press('ArrowDown') },
      {
        name: 'some slides on',
        run: async (page) => {
          for (let slide = 0; slide < 4; slide += 1) await page.keyboard.press('ArrowRight')
        },
      },
      { name: 'the overview', run: (page) => page.keyboard.press('Escape') },
    ],
  },
  {
    name: 'AG Grid with 10,000 rows',
    // Many rows with the same names in them.
    inCi: 'locators',
    path: '/ag-grid.html',
    ready: (page) => page.getByRole('gridcell', { name: 'Aarhus' }).first().waitFor(),
    end: `await expect(page.locator('.ag-row [col-id="stock"] input')).toHaveValue('321')`,
    steps: [
      {
        name: 'sorted by price',
        run: async (page) => {
          await page.getByRole('columnheader', { name: 'Price' }).click()
          await page.getByRole('columnheader', { name: 'Price' }).click()
          // Rows that were there before fade first: the cheapest are gone when all have moved.
          await page.getByRole('gridcell', { name: '94.90' }).first().waitFor()
          await page
            .locator('.ag-row [col-id="price"]')
            .getByText('5.00', { exact: true })
            .first()
            .waitFor({ state: 'detached' })
        },
      },
      {
        name: 'scrolled far down',
        run: async (page) => {
          await page
            .locator('.ag-grid-viewport, .ag-body-vertical-scroll-viewport')
            .first()
            .evaluate((viewport) => {
              viewport.scrollTop = 150_000
            })
          await page.locator('.ag-row[row-index="0"]').waitFor({ state: 'detached' })
        },
      },
      {
        name: 'rows are selected',
        run: async (page) => {
          await page.locator('.ag-row .ag-checkbox-input').nth(4).check()
          await page.locator('.ag-row .ag-checkbox-input').nth(6).check()
        },
      },
      {
        name: 'a cell is edited',
        run: async (page) => {
          await page.locator('.ag-row [col-id="stock"]').nth(5).dblclick()
          await page.keyboard.type('321')
        },
      },
    ],
  },
  {
    name: 'JSON Editor',
    path: '/jsoneditor.html',
    ready: (page) => page.getByText('LC-20417').waitFor(),
    end: "await expect(page.locator('.ace_content')).toContainText('Moth orchid white')",
    steps: [
      { name: 'all is expanded', run: (page) => page.getByTitle('Expand all fields').click() },
      {
        name: 'a value is edited',
        run: async (page) => {
          await page.getByText('Moth orchid').click()
          await page.keyboard.press('End')
          await page.keyboard.type(' white')
        },
      },
      {
        name: 'something is found',
        run: (page) => page.getByTitle('Search fields and values').locator('input').fill('pilea'),
      },
      {
        name: 'the code editor is shown',
        run: async (page) => {
          await page.getByTitle('Switch Editor Mode').click()
          await page.getByTitle('Switch to code highlighter').click()
          await page.locator('.ace_content').waitFor()
          await page.locator('.ace_line').first().waitFor()
        },
      },
    ],
  },
  {
    name: 'Monaco Editor',
    path: '/monaco.html',
    ready: (page) => page.locator('.view-line .mtk1').first().waitFor(),
    end: "await expect(page.getByRole('textbox', { name: 'Find' })).toHaveValue('litres: 6')",
    steps: [
      {
        name: 'a line is written',
        run: async (page) => {
          await page.locator('.view-line').nth(1).click()
          await page.keyboard.press('End')
          await page.keyboard.press('Enter')
          await page.keyboard.type('const late = plants.filter((plant) => plant.thirst > 3)')
          await page.keyboard.press('Escape')
        },
      },
      {
        name: 'scrolled down',
        run: async (page) => {
          await page.mouse.move(400, 300)
          await page.mouse.wheel(0, 1500)
        },
      },
      {
        name: 'the find box is open',
        run: async (page) => {
          await page.keyboard.press('Control+f')
          await page.getByPlaceholder('Find').fill('litres: 6')
        },
      },
    ],
  },
]
