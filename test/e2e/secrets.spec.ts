import type { Page } from '@playwright/test'
import { plant } from '../secrets/places.ts'
import { shapes, type Shape } from '../secrets/shapes.ts'
import { goTo, profileGrid, profileRow, reviewSheet } from './support/page.ts'
import { expect, test } from './support/test.ts'

/** All that the page holds for eyes and for readers of the screen: texts, attributes, what fields hold, the title, the address. */
async function everythingIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')].map(
      ({ value }) => value,
    )
    return [document.documentElement.outerHTML, document.title, location.href, ...fields].join('\n')
  })
}

async function expectNone(page: Page, { secret }: Shape, where: string): Promise<void> {
  const all = await everythingIn(page)
  const at = all.indexOf(secret)
  expect(at < 0 ? '' : all.slice(Math.max(0, at - 200), at + 20), where).toBe('')
}

for (const [index, shape] of shapes.entries()) {
  // What a shape looks like matters to core and page; that a host leaks none shows with one of them.
  test.describe(shape.name, index > 0 ? { tag: '@page' } : {}, () => {
    const planted = plant(shape)
    test.use({
      files: {
        '.aws/config': planted.config,
        '.aws/credentials': planted.credentials,
        '.bashrc': planted.rc,
        'code/app/Pulumi.yaml': planted.project,
        'code/app/Pulumi.dev.yaml': planted.stack,
        'code/app/Pulumi.broken.yaml': planted.brokenStack,
      },
    })

    test('comes out of no pixel of the page', async ({ app: { page, home } }) => {
      for (const name of ['default', 'command', 'role', 'login', 'twice']) {
        await profileRow(page, name).click()
        await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
        await expectNone(page, shape, `the panel of ${name}`)
        await profileGrid(page).focus()
        await page.keyboard.press('Control+e')
        await expect(page.getByRole('button', { name: 'Add a setting' })).toBeVisible()
        await expectNone(page, shape, `the form of ${name}`)
        await page.keyboard.press('Escape')
      }
      await goTo(page, 'Health')
      const problems = page.getByRole('complementary', { name: 'Problems in files' })
      await expect(problems.getByRole('listitem').first()).toBeVisible()
      await expectNone(page, shape, 'Health')
      await problems.getByRole('button', { name: 'Repair all' }).click()
      await expect(reviewSheet(page).locator('.diff-line').first()).toBeVisible()
      await expectNone(page, shape, 'the review of the repairs')
      await reviewSheet(page)
        .getByRole('button', { name: /^(?:Save|Repair)/ })
        .click()
      await expect(reviewSheet(page)).toBeHidden()
      await goTo(page, 'History')
      await expect(page.getByRole('table', { name: /^Changes in/ }).first()).toBeVisible()
      await expectNone(page, shape, 'History')
      await goTo(page, 'Stacks')
      await page.getByRole('textbox', { name: 'Folder' }).fill(`${home.path}/code`)
      await page.keyboard.press('Enter')
      const stack = page.getByRole('row', { name: /dev/ }).first()
      await expect(stack).toBeVisible()
      await expectNone(page, shape, 'Stacks')
      await stack.click()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: /dev/ }).first()).toBeVisible()
      await expectNone(page, shape, 'the stack')
      for (const view of ['Settings', 'Profiles']) {
        await goTo(page, view)
        await expectNone(page, shape, view)
      }
    })
  })
}

test('what is typed for the name of a secret is drawn as dots, and the diff has none of it', async ({
  app: { page },
}) => {
  await profileRow(page, 'dev').click()
  await profileGrid(page).focus()
  await page.keyboard.press('Control+e')
  for (const name of [
    'client_secret',
    'proxy_password',
    'api_token',
    'api_key',
    'pass',
    'totp_seed',
    'private-key',
  ]) {
    await page.getByRole('button', { name: 'Add a setting' }).click()
    await page.getByRole('combobox', { name: 'Setting' }).fill(name)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const field = page.getByLabel(name, { exact: true })
    await field.fill('hunter2-typed')
    await expect(field).toHaveCSS('-webkit-text-security', 'disc')
  }
  await page.keyboard.press('ControlOrMeta+s')
  await expect(reviewSheet(page)).toContainText('client_secret')
  expect(await reviewSheet(page).textContent()).not.toContain('hunter2')
})
