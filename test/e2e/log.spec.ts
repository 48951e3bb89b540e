import { goTo, profileRow } from './support/page.ts'
import { expect, test, type App } from './support/test.ts'

const log = '.local/state/stackpass/handouts/log.jsonl'
const keys = (name: string) =>
  `[${name}]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n`
const settings = {
  groups: [{ name: 'live', colour: 'red', production: true }],
  profileGroups: [['prod', 'live']],
}

test.use({
  files: { '.aws/credentials': `${keys('dev')}\n${keys('prod')}` },
})

/** A program gets `dev` twice and is refused `prod`. */
async function use(app: App): Promise<void> {
  expect(await app.call('settings.set', settings)).toMatchObject({ ok: true })
  await app.command('credentials', 'dev')
  await app.command('credentials', 'dev')
  // Without a terminal there is nobody to ask; in the desktop app the person says no.
  if (app.host !== 'loopback') await app.answerNext(false)
  const refused = await app.command('credentials', 'prod').then(
    () => 'given',
    (error: unknown) => String((error as { stderr?: unknown }).stderr),
  )
  expect(refused).toContain('prod')
  expect(refused).toMatch(/there was nobody to ask|not handed out/)
}

async function openLog({ page }: App) {
  await goTo(page, 'History')
  await page.getByRole('button', { name: 'Credential use' }).click()
  return page.getByRole('listbox', { name: 'Log' })
}

test('who got which credentials is on the Log, the refused one in red', async ({ app }) => {
  const { page } = app
  await use(app)
  const list = await openLog(app)
  const rows = list.getByRole('option')
  await expect(rows).toHaveCount(3)
  await expect(rows.first()).toContainText('prod (production)')
  const answer = rows.first().locator('.log-answer')
  await expect(answer).toHaveText(/Nobody to ask|Refused/)
  const redness = (element: Element) => {
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(
      Number,
    )
    return red - Math.max(green, blue)
  }
  expect(await answer.evaluate(redness)).toBeGreaterThan(60)
  expect(await rows.last().locator('.log-answer').evaluate(redness)).toBeLessThan(30)
  const entry = page.getByRole('complementary', { name: 'Entry' })
  await expect(entry).toContainText(/Nobody could be asked|The answer was no/)
  await rows.last().click()
  await expect(entry).toContainText('Nobody has to be asked about this profile.')
  await expect(page.locator('.log-foot')).toContainText('2 given, 1 refused')
  await expect(page.locator('.log-foot')).toContainText('The log is complete: 3 entries')

  await page.getByRole('button', { name: 'Refused', exact: true }).click()
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(rows).toHaveCount(3)
  await page.getByRole('textbox', { name: 'Filter the log' }).fill('dev')
  await expect(rows).toHaveCount(2)
})

test('the panel of a profile says who used it, and leads to its log', { tag: '@page' }, async ({ app }) => {
  const { page } = app
  await use(app)
  await profileRow(page, 'dev').click()
  const used = page.getByRole('region', { name: 'Used by programs' })
  await expect(used).toContainText('2 times')
  await profileRow(page, 'prod').click()
  await expect(used).toContainText('1 refused')
  await used.getByRole('button', { name: 'log' }).click()
  await expect(page.getByRole('listbox', { name: 'Log' }).getByRole('option')).toHaveCount(1)
})

test('an entry that somebody changed is said in the foot', { tag: '@page' }, async ({ app }) => {
  const { page, home } = app
  await use(app)
  const text = await home.readFile(log)
  const changed = text.replace('"profile":"dev"', '"profile":"new"')
  expect(changed).not.toBe(text)
  await home.writeFiles({ [log]: changed })
  await openLog(app)
  await expect(page.getByRole('alert').filter({ hasText: 'Entry 1' })).toContainText(
    'Entry 1 was changed or removed. Later entries cannot be trusted.',
  )
})

test.describe('a rule', () => {
  test.use({ terminal: true })

  test('is made with a yes outside of the page, shown, used, and ended', async ({ app }) => {
    const { page } = app
    await app.call('settings.set', settings)
    await profileRow(page, 'prod').click()
    const rules = page.getByRole('region', { name: 'Who may use it' })
    await expect(rules).toContainText('No rule.')
    await rules.getByRole('button', { name: 'Add a rule' }).click()
    await rules.getByLabel('Program, such as pulumi or a path').fill(process.execPath)
    await app.answerNext(true)
    await rules.getByRole('button', { name: 'Always' }).click()
    const end = rules.getByRole('button', { name: 'End the rule for node' })
    await expect(end).toBeVisible()
    await expect(rules).toContainText('Always, since')
    await end.click()
    await expect(end).toHaveCount(0)
    await expect(rules).toContainText('No rule.')
  })
})
