import type { Locator, Page } from '@playwright/test'
import { newKey, organisation } from '../../build/screenshot-home.mjs'
import { leaseFile } from '../fakes/leases/kept-lease.ts'
import { axeFindings } from './support/expect-accessible.ts'
import { goTo, profileGrid, profileRow, reviewSheet, screenIsThere, toast } from './support/page.ts'
import { startShowcase, type Showcase, type ShowcaseOptions } from './support/showcase.ts'
import { expect, test } from './support/test.ts'

test.skip(({ host }) => host !== 'loopback', 'every host shows the same page')

/** Looks at the page as it is, in light with all rules and in dark with those of colours. */
type Look = (where: string) => Promise<void>

/** Walks through screens with one host and one page; what axe finds on the way fails the test at its end, all of it. */
async function walk(
  browser: Parameters<typeof startShowcase>[0],
  options: ShowcaseOptions,
  way: (showcase: Showcase, look: Look) => Promise<void>,
): Promise<void> {
  const showcase = await startShowcase(browser, options)
  const { page } = showcase
  const found: string[] = []
  try {
    await way(showcase, async (where) => {
      await expect(page.locator('h1')).toHaveCount(1)
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme })
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
        const findings = await axeFindings(page, theme === 'light' ? 'all' : 'colours')
        found.push(...findings.map((finding) => `${where}, ${theme}: ${finding}`))
      }
    })
    expect(found).toEqual([])
    expect(await showcase.problems()).toEqual([])
  } finally {
    await showcase.stop()
  }
}

const dialog = (page: Page, name?: string | RegExp) =>
  page.getByRole('dialog', name === undefined ? {} : { name })

/** Closes the top layer and waits until it is gone. */
async function close(layer: Locator): Promise<void> {
  await layer.page().keyboard.press('Escape')
  await expect(layer).toHaveCount(0)
}

async function choose(page: Page, command: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  const palette = dialog(page)
  await expect(palette).toBeVisible()
  await page.keyboard.type(command)
  await expect(palette.getByRole('option', { name: command }).first()).toBeVisible()
  await palette.getByRole('option', { name: command }).first().click()
}

test('profiles, with their menus, dialogs and messages', async ({ browser }) => {
  await walk(browser, {}, async ({ page, call }, look) => {
    await expect(profileGrid(page)).toBeFocused()
    await profileRow(page, 'prod-billing').click()
    await look('profiles')
    for (const name of ['legacy-deploy', 'acme-hub', 'dev-sandbox', 'data-lake-etl', 'partner-export']) {
      await profileRow(page, name).click()
      await look(`profile ${name}`)
    }
    await page
      .getByRole('button', { name: /^Active profile|^No active|No profile/ })
      .first()
      .click()
    await look('switcher')
    await page.keyboard.press('Escape')
    await profileRow(page, 'staging-admin').click({ button: 'right' })
    await expect(page.getByRole('menu')).toBeVisible()
    await look('menu of a profile')
    await close(page.getByRole('menu'))
    await profileGrid(page).focus()
    await page.keyboard.type('zzz')
    await look('no rows')
    await page.keyboard.press('Escape')
    await profileGrid(page).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await look('all selected')
    await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click()
    await look('menu of a selection')
    await page.getByRole('menuitem', { name: 'Rename by pattern…' }).click()
    const form = page.getByRole('form')
    await expect(form).toBeVisible()
    await look('rename by pattern')
    await close(form)
    await page.getByRole('toolbar').getByRole('button', { name: 'Region' }).click()
    await expect(form).toBeVisible()
    await look('regions of a selection')
    await close(form)
    await page.getByRole('toolbar').getByRole('button', { name: 'Group' }).click()
    await look('groups of a selection')
    await page.getByRole('menuitem', { name: 'New group…' }).click()
    await expect(form).toBeVisible()
    await look('new group')
    await close(form)
    await profileGrid(page).focus()
    await page.keyboard.press('Escape')
    for (const name of ['terraform-import', 'prod-billing']) {
      await profileRow(page, name).click()
      await profileGrid(page).focus()
      await page.keyboard.press('Enter')
      await look(`use ${name}`)
      await close(dialog(page))
    }
    for (const key of ['F2', 'ControlOrMeta+d', 'Delete', '?', 'ControlOrMeta+k', 'ControlOrMeta+i']) {
      await profileGrid(page).focus()
      await page.keyboard.press(key)
      await expect(dialog(page)).toBeVisible()
      await look(key)
      await close(dialog(page))
    }
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('no such thing')
    await look('palette without a hit')
    await page.keyboard.press('Escape')
    await profileRow(page, 'sandbox-ana').click()
    await profileGrid(page).focus()
    await page.keyboard.press('Enter')
    await expect(toast(page, 'Now using sandbox-ana')).toBeVisible()
    await look('toast')
    expect(await call('active.use', {})).toMatchObject({ ok: true })
  })
})

test('edits, reviews and imports', async ({ browser }) => {
  await walk(browser, {}, async ({ page, home }, look) => {
    await profileRow(page, 'ci-deploy').click()
    await page.getByRole('button', { name: 'Edit' }).click()
    await look('form')
    await page.getByRole('textbox', { name: 'Access key ID' }).fill('x')
    await page.keyboard.press('Tab')
    await look('form with a mistake')
    await page.getByRole('textbox', { name: 'Access key ID' }).fill(newKey.id)
    await page.getByRole('textbox', { name: 'Secret access key' }).fill(newKey.secret)
    await page.keyboard.press('ControlOrMeta+s')
    await reviewSheet(page).getByText('New key works').waitFor()
    await look('review')
    await close(reviewSheet(page))
    await page.getByRole('textbox', { name: 'Secret access key' }).fill(`${newKey.secret.slice(0, -1)}X`)
    await page.keyboard.press('ControlOrMeta+s')
    await reviewSheet(page).getByText('New key does not work').waitFor()
    await look('review of a key that does not work')
    await close(reviewSheet(page))
    await home.writeFiles({
      '.aws/credentials': (await home.readFile('.aws/credentials')).replace(
        'AKIACIDEPLOY7EXAMPLE',
        'AKIACIDEPLOY8EXAMPLE',
      ),
    })
    await page.getByText('Changed on disk.').waitFor()
    await look('changed on disk')
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('button', { name: 'New profile' }).click()
    await look('new profile')
    await dialog(page).getByRole('button', { name: 'Review' }).click()
    await look('new profile with mistakes')
    await close(dialog(page))
    await profileGrid(page).focus()
    await page.keyboard.press('ControlOrMeta+i')
    const paste = dialog(page).getByRole('textbox', { name: 'Paste keys, or drop a file' })
    await paste.fill('just some words')
    await dialog(page).getByRole('button', { name: 'Read what I typed' }).click()
    await dialog(page).getByRole('alert').waitFor()
    await look('nothing to import')
    await close(dialog(page))
    await page.keyboard.press('ControlOrMeta+i')
    await paste.fill(`[ci-deploy]\naws_access_key_id=${newKey.id}\naws_secret_access_key=${newKey.secret}\n`)
    await dialog(page).getByRole('button', { name: 'Read what I typed' }).click()
    await dialog(page).getByRole('table').waitFor()
    await look('import')
    await close(dialog(page))
    await home.writeFiles({
      '.aws/config': '[profile a]\nregion = eu-west-1\n[profile a]\nregion = eu-west-2\n',
    })
    await expect(profileRow(page, 'a')).toBeVisible()
    await look('profile written twice')
  })
})

test('stacks', async ({ browser }) => {
  await walk(browser, {}, async ({ page }, look) => {
    await goTo(page, 'Stacks')
    await page.getByRole('button', { name: /^Profile of live/ }).waitFor()
    await look('stacks')
    await page.getByRole('button', { name: /^Profile of live/ }).click()
    await page.getByRole('listbox', { name: 'Profiles' }).waitFor()
    await look('profile picker')
    await page.keyboard.type('no such thing')
    await look('profile picker without a hit')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('combobox', { name: 'Find a profile', exact: true })).toHaveCount(0)
    await choose(page, 'Set stack profile…')
    await look('set profile of stacks')
    await close(dialog(page))
    await page.keyboard.press('ControlOrMeta+Shift+F')
    await look('fix the wrong account')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'live', exact: true }).click({ button: 'right' })
    await look('menu of a stack')
    await page.getByRole('menuitem', { name: 'Set region…' }).click()
    await look('region of a stack')
    await close(dialog(page))
    await page.getByRole('button', { name: 'Add folder' }).click()
    await look('folders of stacks')
    await close(dialog(page))
    await page.getByRole('button', { name: 'live', exact: true }).click()
    await page.getByText('pulumi up would run as').waitFor()
    await look('stack in the wrong account')
    await goTo(page, 'Stacks')
    await page.getByRole('button', { name: 'prod', exact: true }).first().click()
    await page.getByText('pulumi up would run as').waitFor()
    await look('stack')
    await page
      .getByRole('button', { name: /Texts to copy|Copy/ })
      .first()
      .click()
    await look('texts to copy')
  })
})

test('every screen, sessions and settings', async ({ browser }) => {
  const moreFiles = {
    ...leaseFile('7f3a0001', { profiles: [{ name: 'dev-sandbox', rights: { kind: 'full', of: 'Admin' } }] }),
    ...leaseFile('5d210002', { refused: 2, ended: { at: new Date().toISOString(), why: 'program' } }),
  }
  await walk(browser, { moreFiles }, async ({ page }, look) => {
    const screens = page.getByRole('navigation', { name: 'Main' }).getByRole('button')
    for (let index = 0; index < (await screens.count()); index++) {
      await screens.nth(index).click()
      await screenIsThere(page)
      await look(await screens.nth(index).innerText())
    }
    await goTo(page, 'Sessions')
    await page.getByRole('button', { name: /^Agents/ }).click()
    await page.getByText('lease 7f3a0001').waitFor()
    await look('leases of agents')
    await page.getByRole('button', { name: 'Agent settings' }).click()
    await page.getByText('Into ~/.claude/settings.json').waitFor()
    await look('settings of agents')
    await page.getByRole('button', { name: /^Sign-ins/ }).click()
    await page.getByRole('button', { name: 'Connect an organisation' }).click()
    await page.getByRole('textbox', { name: 'Start URL' }).waitFor()
    await look('connect')
    await page.getByRole('textbox', { name: 'Start URL' }).fill('nonsense')
    await page.keyboard.press('Enter')
    await look('connect with a mistake')
    await page.getByRole('textbox', { name: 'Start URL' }).fill(organisation.startUrl)
    await page.getByText('Found', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Waiting for you in the browser').waitFor()
    await look('sign in')
    await goTo(page, 'Settings')
    await screenIsThere(page)
    await look('settings')
    for (const name of ['Choose the profiles of dev', /^Console of dev/]) {
      await page.getByRole('button', { name }).click()
      await look(String(name))
      await close(dialog(page))
    }
  })
})

test('what stands where there is nothing, or nothing can be read', async ({ browser }) => {
  await walk(browser, { files: {} }, async ({ page, home }, look) => {
    await expect(page.getByRole('heading', { name: 'No AWS profiles yet' })).toBeVisible()
    await look('no profiles')
    for (const screen of ['Stacks', 'Sessions', 'Health', 'History']) {
      await goTo(page, screen)
      await screenIsThere(page)
      await look(`nothing in ${screen}`)
    }
    await goTo(page, 'Profiles')
    await home.writeFiles({ '.aws/config': '[profile one]\nregion = eu-west-1\n' })
    await expect(profileRow(page, 'one')).toBeVisible()
    await home.writeFiles({ '.aws/config': '\0\0not a text' })
    await expect(profileRow(page, 'one')).toHaveCount(0)
    await look('unreadable file')
  })
})
