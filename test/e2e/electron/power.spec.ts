import { testAccount } from '../../../build/electron/test-account.mjs'
import { expect, test as desktopTest } from '../support/desktop/desktop-test.ts'
import { startLoginManager, type LoginManager } from '../support/desktop/login-manager.ts'
import type { Unattended } from '../support/electron-test.ts'
import { countInMemory } from '../support/memory.ts'
import { whyNoPrograms } from '../support/missing-programs.ts'
import { profileRow, toast } from '../support/page.ts'
import { processesBelow } from '../support/processes.ts'

/** The test never passes it to the page or the app: only the file contains it. */
const secret = `planted/${'Q7'.repeat(12)}/secret`
const uid = testAccount()?.uid ?? process.getuid?.() ?? 0

const test = desktopTest.extend<{ login: LoginManager }>({
  login: async ({}, use) => {
    const login = await startLoginManager()
    await use(login)
    await login.stop()
  },
})
test.use({
  files: {
    '.aws/credentials': `[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`,
    '.aws/config': '[profile dev]\nregion = eu-west-1\n',
  },
})

const missing = whyNoPrograms('gdbus')
test.skip(missing !== undefined, missing)

const renderers = (app: Unattended) => processesBelow(app.pid, '--type=renderer')

/** Counts of the secret in every process of the app, by what the process is. */
async function found(app: Unattended): Promise<Readonly<Record<'page' | 'main' | 'others', number>>> {
  const pages = await renderers(app)
  const others = (await processesBelow(app.pid)).filter((pid) => !pages.includes(pid))
  const sum = async (pids: readonly number[]) => {
    const counts = await Promise.all(pids.map((pid) => countInMemory(pid, secret)))
    return counts.reduce((total, count) => total + count, 0)
  }
  return { page: await sum(pages), main: await countInMemory(app.pid, secret), others: await sum(others) }
}

/** Waits until Electron listens to login1. */
const hearsSleep = (login: LoginManager) =>
  expect
    .poll(() => login.matchRules())
    .toContainEqual(expect.stringContaining("interface='org.freedesktop.login1.Manager'"))

/** Waits until gdbus listens to everything from login1. */
const hearsSessions = (login: LoginManager) =>
  expect
    .poll(() => login.matchRules())
    .toContainEqual(expect.stringMatching(/^type='signal',sender=':[\d.]+'$/))

const told: readonly (readonly [string, (login: LoginManager) => Promise<() => void>])[] = [
  [
    'the machine goes to sleep',
    async (login) => {
      await hearsSleep(login)
      return () => login.prepareForSleep(true)
    },
  ],
  [
    'login1 asks the session to lock',
    async (login) => {
      await hearsSessions(login)
      const session = login.session('_32', uid)
      return () => session.askToLock()
    },
  ],
  [
    'the desktop says that it is locked',
    async (login) => {
      await hearsSessions(login)
      const session = login.session('c1', uid)
      return () => session.setLockedHint(true)
    },
  ],
]

for (const [what, prepare] of told) {
  test(`${what}: a secret that was shown leaves with the process of the page`, async ({
    startUnattended,
    login,
  }, testInfo) => {
    const app = await startUnattended({ env: login.env })
    await app.look(async (page) => {
      await profileRow(page, 'dev').click()
      expect((await found(app)).page).toBe(0)
      await page.getByRole('button', { name: 'Hold to reveal: Secret key' }).hover()
      await page.mouse.down()
      await expect(page.locator('.hold .clear')).toBeVisible()
    })
    const before = await found(app)
    expect(before.page).toBeGreaterThan(0)
    const [old] = await renderers(app)
    const say = await prepare(login)
    say()
    await expect.poll(() => renderers(app)).not.toContain(old)
    await app.look(async (page) => {
      await expect(profileRow(page, 'dev')).toBeVisible()
      await expect(toast(page, 'The screen was locked or the computer slept')).toBeVisible()
    })
    const after = await found(app)
    expect(after).toMatchObject({ page: 0, others: 0 })
    testInfo.annotations.push({
      type: 'copies in memory',
      description: `before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`,
    })
  })
}

test('what listens for the lock ends with the app, also with one that is killed', async ({
  startUnattended,
  login,
}) => {
  const app = await startUnattended({ env: login.env })
  await hearsSessions(login)
  process.kill(app.pid, 'SIGKILL')
  await app.ended
  await expect.poll(() => login.matchRules()).toEqual([])
})
