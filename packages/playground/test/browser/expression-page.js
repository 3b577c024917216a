/** What the tests of the expression view share. */
import { openPage } from './page.js'

/** Opens the page and waits for its graph. */
export async function graphOf(hash = '', options = {}) {
  const page = await openPage(hash, options)
  await page.locator('.box').last().waitFor()
  return page
}

export const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
export const textField = (page) => page.getByRole('textbox', { name: 'Expression', exact: true })
export const explanation = (page) => page.getByRole('status', { name: 'Explanation' })

/** What screen readers say about each box, operands before results. */
export const boxes = (page) =>
  page
    .locator('.box')
    .evaluateAll((all) =>
      all
        .sort((a, b) => Number(a.getAttribute('data-box').slice(1)) - Number(b.getAttribute('data-box').slice(1)))
        .map((box) => box.getAttribute('aria-label')),
    )

/** The place of each box in the drawing. */
export const places = (page) =>
  page.locator('.box').evaluateAll((all) =>
    all.map((box) => {
      const { x, y, width, height } = box.getBBox()
      return [box.getAttribute('data-box'), x, y, width, height]
    }),
  )
