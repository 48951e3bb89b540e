import { expect, type Locator, type Page } from '@playwright/test'

/** The row of exactly this profile; its star says the whole name. */
export function profileRow(page: Page, name: string): Locator {
  const whole = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return page.getByRole('row', { name: new RegExp(`(Make|Take) ${whole} (a|out of) favourite`) })
}

/** The grid of profiles, which has the keys of the list. */
export function profileGrid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Profiles' })
}

/** The sheet that shows what will be written. */
export function reviewSheet(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Review change' })
}

/** A short message at the foot of the window. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.locator('.toast', { hasText: text })
}

/** Goes to a screen by its entry in the navigation. */
export async function goTo(page: Page, label: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: new RegExp(`^${label}`) })
    .click()
}

/** Waits until a screen is there: its code comes when it is first opened, and then what it asks for. */
export async function screenIsThere(page: Page): Promise<void> {
  await expect(page.locator('main h1').first()).toBeVisible()
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0)
}

/** Writes into a field that offers values, and leaves it, so that its list closes. */
export async function chooseText(field: Locator, text: string): Promise<void> {
  await field.fill(text)
  await field.press('Tab')
}
