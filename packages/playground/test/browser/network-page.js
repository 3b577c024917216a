/** What the tests of the network view share. */

export const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
export const unit = (page, layer, index) => page.locator(`[data-unit="${layer} ${index}"]`)
export const numberOf = (text) => Number(text.replaceAll(',', '').replace('−', '-'))

export const field = (page, name) => page.getByRole('textbox', { name, exact: true })

/** Types a number into a field. */
export async function enter(page, name, value) {
  await field(page, name).fill(`${value}`)
  await field(page, name).press('Enter')
}

/** A number of the bar on top. */
export const figure = async (page, name) =>
  numberOf(
    await page
      .locator('.numbers div', { has: page.getByText(name, { exact: true }) })
      .locator('dd')
      .innerText(),
  )

/** Waits for so many passes, and gives how many there are. */
export async function passes(page, least) {
  for (let wait = 0; wait < 200 && !((await figure(page, 'Pass')) >= least); wait++) await page.waitForTimeout(50)
  return figure(page, 'Pass')
}

/** Drops a file on the panel for own data, as a person does from a folder. */
export async function drop(page, name, text) {
  await page.locator('.own').waitFor()
  await page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([content], fileName))
      for (const type of ['dragover', 'drop']) {
        document.querySelector('.own').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      }
    },
    [name, text],
  )
} // oxfmt-ignore
