import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { newKey, organisation } from '../../build/screenshot-home.mjs'
import { countKeys, type CountedKeys } from './support/counted-keys.ts'
import { goTo, profileGrid, profileRow, reviewSheet, toast } from './support/page.ts'
import { startShowcase, type Showcase } from './support/showcase.ts'
import { expect, test } from './support/test.ts'

test.skip(
  ({ host }) => host !== 'loopback',
  'in a tab: the desktop app has keys that a browser keeps for itself',
)
test.describe.configure({ mode: 'serial' })

const stack = (file: string) => `code/${file}.yaml`
const moreFiles = {
  'code/mail/Pulumi.yaml': 'name: mail\nruntime: nodejs\n',
  [stack('mail/Pulumi.live')]:
    'config:\n  aws:profile: sandbox-ana\n  aws:region: eu-west-1\n  aws:allowedAccountIds: ["222233334444"]\n',
}
const session = `
[profile northwind-web]
sso_session = northwind
sso_account_id = ${organisation.accounts[10]?.id ?? ''}
sso_role_name = ReadOnlyAccess
region = eu-west-1

[sso-session northwind]
sso_start_url = ${organisation.startUrl}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
`

let showcase: Showcase
test.beforeAll(async ({ browser, host }) => {
  if (host !== 'loopback') return
  showcase = await startShowcase(browser, { moreFiles, moreConfig: session })
  await showcase.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
})
test.afterAll(async ({ host }) => {
  if (host !== 'loopback') return
  expect(await showcase.problems()).toEqual([])
  await showcase.stop()
})

/** The number of keys that docs/EVERYDAY.md has for a journey. */
async function written(journey: string): Promise<number> {
  const text = await readFile(new URL('../../docs/EVERYDAY.md', import.meta.url), 'utf8')
  const row = text.split('\n').find((line) => line.startsWith(`| ${journey} `))
  return Number(row?.split('|')[3])
}

/** A keyboard-only journey that begins on a screen and takes as many keys as docs/EVERYDAY.md says. */
function journey(
  name: string,
  from: 'Profiles' | 'Stacks',
  way: (keys: CountedKeys, world: Showcase) => Promise<void>,
): void {
  test(name, async () => {
    const { page } = showcase
    await goTo(page, from)
    // A pointer on the toasts would keep them open, and they would cover the next screen's entry.
    await page.mouse.move(1275, 795)
    await page.getByRole('textbox', { name: `Filter ${from.toLowerCase()}` }).fill('')
    await page.getByRole('grid', { name: from }).focus()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Home')
    const keys = countKeys(page)
    await way(keys, showcase)
    expect(keys.count, `keys of "${name}" in docs/EVERYDAY.md`).toBe(await written(name))
  })
}

/** Puts the cursor on a profile; this is not part of the journey. */
async function standOn({ page }: Showcase, name: string): Promise<void> {
  await profileRow(page, name).click()
  await profileGrid(page).focus()
}

const mostTabs = 40
/** Presses Tab until the element has the focus. */
async function tabTo(keys: CountedKeys, target: Locator): Promise<void> {
  for (let step = 0; step < mostTabs; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await keys.press('Tab')
  }
  await expect(target).toBeFocused()
}

const opened =
  (keys: CountedKeys, { page }: Showcase) =>
  async (command: string) => {
    await keys.press('ControlOrMeta+k')
    await expect(page.getByRole('listbox', { name: 'Results' })).toBeVisible()
    await keys.type(command)
  }

journey('Find a profile and use it', 'Profiles', async (keys, { page }) => {
  await keys.type('box-a')
  await expect(profileRow(page, 'ci-deploy')).toHaveCount(0)
  await keys.press('Enter', 'Enter')
  await expect(toast(page, 'Now using sandbox-ana')).toBeVisible()
})

journey('Use a profile from anywhere, by the palette', 'Stacks', async (keys, world) => {
  await opened(keys, world)('stag')
  await expect(world.page.getByRole('option', { name: /^staging-admin/ }).first()).toBeVisible()
  await keys.press('Enter')
  await expect(toast(world.page, 'Now using staging-admin')).toBeVisible()
})

journey('Change the region of a profile and save', 'Profiles', async (keys, world) => {
  const { page, home } = world
  await standOn(world, 'prod-billing-readonly')
  await keys.press('ControlOrMeta+e')
  const region = page.getByRole('combobox', { name: 'Region', exact: true })
  await expect(region).toBeVisible()
  await tabTo(keys, region)
  await keys.press('ControlOrMeta+a')
  await keys.type('eu-north-1')
  await keys.press('ControlOrMeta+s')
  await expect(reviewSheet(page).getByText('eu-north-1')).toBeVisible()
  await keys.press('ControlOrMeta+s')
  await expect(reviewSheet(page)).toHaveCount(0)
  expect(await home.readFile('.aws/config')).toContain('region = eu-north-1')
})

journey('Take the last change back', 'Profiles', async (keys, { home }) => {
  expect(await home.readFile('.aws/config')).toContain('region = eu-north-1')
  await keys.press('ControlOrMeta+z')
  await expect.poll(() => home.readFile('.aws/config')).not.toContain('region = eu-north-1')
})

journey('Make a profile of two keys', 'Profiles', async (keys, world) => {
  const { page, home } = world
  await opened(keys, world)('new p')
  await expect(page.getByRole('option', { name: /^New profile/ })).toHaveAttribute('aria-selected', 'true')
  await keys.press('Enter')
  const name = page.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await keys.type('ops')
  await keys.press('Tab')
  await page.evaluate((text) => navigator.clipboard.writeText(text), newKey.id)
  await keys.press('ControlOrMeta+v', 'Tab')
  await page.evaluate((text) => navigator.clipboard.writeText(text), newKey.secret)
  await keys.press('ControlOrMeta+v')
  await keys.press('Enter')
  await expect(reviewSheet(page).getByText('[ops]').first()).toBeVisible()
  await keys.press('ControlOrMeta+s')
  await expect(profileRow(page, 'ops')).toBeVisible()
  expect(await home.readFile('.aws/credentials')).toContain(`[ops]\naws_access_key_id = ${newKey.id}`)
})

journey('Paste new keys over old ones', 'Profiles', async (keys, { page, home }) => {
  const block = `[nightly-backup]\naws_access_key_id=${newKey.id}\naws_secret_access_key=${newKey.secret}\n`
  await page.evaluate((text) => navigator.clipboard.writeText(text), block)
  await keys.press('ControlOrMeta+v')
  await expect(page.getByRole('button', { name: 'Replace keys and verify' })).toBeFocused()
  await keys.press('Enter')
  await expect(reviewSheet(page).locator('.diff-line.add').first()).toBeVisible()
  await keys.press('ControlOrMeta+s')
  await expect(toast(page, 'Imported nightly-backup')).toBeVisible()
  expect(await home.readFile('.aws/credentials')).toContain(
    `[nightly-backup]\naws_access_key_id = ${newKey.id}`,
  )
})

journey('Set the profile of a stack', 'Stacks', async (keys, { page, home }) => {
  await keys.type('lake dev')
  await expect(page.getByText('1 of 8')).toBeVisible()
  await keys.press('Enter', 'ControlOrMeta+p')
  await expect(page.getByRole('combobox', { name: 'Find a profile', exact: true })).toBeFocused()
  await keys.type('stag')
  await keys.press('Enter')
  await expect(reviewSheet(page).getByText('aws:profile')).toBeVisible()
  await keys.press('ControlOrMeta+s')
  await expect(reviewSheet(page)).toHaveCount(0)
  expect(await home.readFile(stack('data-lake/Pulumi.dev'))).toContain('aws:profile: staging-admin')
})

journey('Fix a stack in the wrong account', 'Stacks', async (keys, { page, home }) => {
  await keys.type('mail')
  await expect(page.getByText('1 of 8')).toBeVisible()
  await keys.press('Enter', 'Enter')
  await expect(page.getByRole('button', { name: /^Set to / })).toBeVisible()
  await keys.press('ControlOrMeta+Enter')
  await expect(reviewSheet(page).getByText('aws:profile').first()).toBeVisible()
  await keys.press('ControlOrMeta+s')
  await expect(reviewSheet(page)).toHaveCount(0)
  expect(await home.readFile(stack('mail/Pulumi.live'))).toMatch(/aws:profile: staging-/)
})

journey('Fix all stacks in the wrong account', 'Stacks', async (keys, world) => {
  const { page, home } = world
  // Both are wrong: one from the start, one again.
  await home.writeFiles({ [stack('mail/Pulumi.live')]: moreFiles[stack('mail/Pulumi.live')] ?? '' })
  await expect(page.getByRole('button', { name: 'Fix all 2' })).toBeVisible()
  await keys.press('ControlOrMeta+Shift+F')
  await expect(page.getByRole('dialog', { name: 'Fix 2 wrong accounts' })).toBeVisible()
  await keys.press('ControlOrMeta+s')
  await expect(toast(page, 'Set profiles on 2 stacks')).toBeVisible()
  expect(await home.readFile(stack('mail/Pulumi.live'))).toMatch(/aws:profile: staging-/)
  expect(await home.readFile(stack('edge/Pulumi.live'))).not.toContain('aws:profile: sandbox-ana')
})

journey('Put all profiles of a filter into a group', 'Profiles', async (keys, { page, call }) => {
  await keys.type('staging')
  await expect(profileRow(page, 'acme-hub')).toHaveCount(0)
  await keys.press('Enter', 'ControlOrMeta+a')
  const group = page
    .getByRole('toolbar', { name: 'Selected profiles' })
    .getByRole('button', { name: 'Group' })
  await tabTo(keys, group)
  await keys.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'shared' })).toBeVisible()
  await keys.type('sh')
  await keys.press('Enter')
  await expect
    .poll(async () => {
      const reply = await call('settings.get', {})
      return reply.ok ? reply.value : reply.error
    })
    .toMatchObject({ profileGroups: expect.arrayContaining([['staging-billing', 'shared']]) as unknown })
})

journey('Verify all profiles', 'Profiles', async (keys, world) => {
  const { page, organisation: aws } = world
  const before = aws.sts.received.length
  await opened(keys, world)('verify all p')
  await expect(page.getByRole('option', { name: /^Verify all profiles/ })).toBeVisible()
  await keys.press('Enter')
  await expect.poll(() => aws.sts.received.length).toBeGreaterThan(before + 5)
})

journey('Open the console', 'Profiles', async (keys, world) => {
  const { page, visits, follow } = world
  await standOn(world, 'staging-billing')
  await keys.press('ControlOrMeta+o')
  await expect(toast(page, 'Opened the console of staging-billing')).toBeVisible()
  await (await follow()).close()
  expect(visits).toHaveLength(1)
})

journey('Sign in', 'Profiles', async (keys, world) => {
  const { page, follow } = world
  await standOn(world, 'northwind-web')
  await keys.press('ControlOrMeta+Shift+l')
  const tab = await follow()
  await tab.getByRole('link', { name: 'Allow' }).click()
  await tab.close()
  await expect(toast(page, /^Signed in/)).toBeVisible()
})
