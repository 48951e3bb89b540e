// Makes docs/screenshots/*.png: the real page of `stackpass serve` with a made-up home folder, with the fake STS in place
// of AWS. Run after a build: `npm run screenshots`.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { createHome } from '../test/e2e/support/home.ts'
import { startLoopback } from '../test/e2e/support/hosts.ts'
import { startOrganisation } from '../test/fakes/organisation/organisation.ts'
import { startStsDouble } from '../test/fakes/sts/server.ts'
import { browserArgs, findBrowser } from './browser.mjs'
import {
  checkedProfiles,
  files,
  identities,
  newKey,
  organisation,
  roles,
  settings,
} from './screenshot-home.mjs'
import { root } from './sources.mjs'

const size = { width: 1280, height: 800 }
const folder = join(root, 'docs', 'screenshots')
const executablePath = findBrowser()

const aws = await startStsDouble({ identities, roles, latencyMs: 40 })
const portal = await startOrganisation({ ...organisation, knobs: { deviceInterval: 1 } })
const home = await createHome(files(Date.now()), {
  AWS_ENDPOINT_URL_STS: aws.url,
  AWS_ENDPOINT_URL_SSO_OIDC: portal.url,
  AWS_ENDPOINT_URL_SSO: portal.url,
})
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [...browserArgs],
})
const host = await startLoopback(home, browser)
const { page } = host

/** Calls a method and returns its result; an error ends the run. */
async function call(method, input) {
  const reply = await host.call(method, input)
  if (!reply.ok) throw new Error(`${method}: ${reply.error.message}`)
  return reply.value
}

/** Takes the screenshot `name` once everything has loaded and settled. */
async function shoot(name) {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined)))
  })
  // The fake STS listens on a local port; the screenshots show the address of AWS.
  await page.evaluate((double) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode())
      text.nodeValue = (text.nodeValue ?? '').replaceAll(double, 'https://sts.eu-west-1.amazonaws.com')
  }, aws.url)
  await page.waitForTimeout(300)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/screenshots/${name}.png`)
}

const row = (name) => page.getByRole('row', { name: new RegExp(`(Make|Take) ${name} (a|out of) favourite`) })

try {
  await mkdir(folder, { recursive: true })
  await page.setViewportSize(size)
  await call('settings.set', { ...settings, stackFolders: [join(home.path, 'code')] })
  // Checks of stacks use the credentials that Pulumi would use.
  await call('verify.run', { runId: 'pulumi', profiles: checkedProfiles, as: 'pulumi' })
  await call('verify.run', { runId: 'screenshots', profiles: checkedProfiles })
  await call('active.use', { profile: 'staging-admin' })
  await row('prod-billing').click()
  for (const theme of ['light', 'dark']) {
    await call('settings.set', { theme })
    await page.locator(`html[data-theme="${theme}"]`).waitFor()
    await page.mouse.move(0, 0)
    await shoot(`profiles-${theme}`)
  }
  await call('settings.set', { theme: 'light' })

  await row('ci-deploy').click()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Access key ID' }).fill(newKey.id)
  await page.getByRole('textbox', { name: 'Secret access key' }).fill(newKey.secret)
  await page.keyboard.press('ControlOrMeta+s')
  const review = page.getByRole('dialog', { name: 'Review change' })
  await review.locator('.diff-line.add').first().waitFor()
  await review.getByText('New key works').waitFor()
  await shoot('review-light')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).click()

  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: /^Stacks/ })
    .click()
  await page.getByRole('button', { name: /^Profile of live/ }).waitFor()
  await page.getByRole('button', { name: /^Profile of live/ }).click()
  await page.getByRole('listbox', { name: 'Profiles' }).waitFor()
  await shoot('stacks-light')
  await page.keyboard.press('Escape')
  await call('settings.set', { theme: 'dark' })
  await page.getByRole('textbox', { name: 'Filter stacks' }).fill('billing-api prod')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByText('pulumi up would run as').waitFor()
  await shoot('stack-dark')

  await call('settings.set', { theme: 'light' })
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: /^Sessions/ })
    .click()
  await page.getByRole('button', { name: 'Connect an organisation' }).click()
  await page.getByRole('textbox', { name: 'Start URL' }).fill(organisation.startUrl)
  await page.getByText('Found', { exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(/^Listed /).waitFor()
  await page.mouse.move(0, 0)
  await shoot('connect-light')
} finally {
  await host.stop()
  await browser.close()
  await portal.close()
  await aws.close()
  await home.remove()
}
