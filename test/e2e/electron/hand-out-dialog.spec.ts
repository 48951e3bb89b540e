import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { MessageBoxOptions } from 'electron'
import { xScreen } from '../support/desktop/x-screen.ts'
import { expect, test, type Started } from '../support/electron-test.ts'
import { whyNoPrograms } from '../support/missing-programs.ts'
import { profileRow } from '../support/page.ts'

const missing = whyNoPrograms('xdotool')
test.skip(missing !== undefined, missing)

/** A program of the user that wants the credentials as often as it is told to, one time after the other. */
const program = `const { spawnSync } = require('node:child_process')
const [command, times] = process.argv.slice(2)
const said = []
for (let turn = 0; turn < Number(times); turn += 1) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'credentials', 'prod'], { encoding: 'utf8' })
  said.push({ status, given: stdout.includes('AKIAIOSFODNN7EXAMPLE'), stderr })
}
console.log(JSON.stringify(said))
`

interface Said {
  readonly status: number
  readonly given: boolean
  readonly stderr: string
}

test.use({
  files: {
    'deploy.cjs': program,
    '.aws/credentials':
      '[prod]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
  },
})

/** What the main process keeps for the tests. */
interface Noted {
  shownBox: MessageBoxOptions
  /** Ends the time that a question has. */
  endTime: () => void
}

/** Starts the program; resolves once the dialog of the system is there and has the focus. */
async function asked(app: Started, times: number) {
  await expect(profileRow(app.page, 'prod')).toBeVisible()
  await app.electron.evaluate(({ dialog }) => {
    const show = dialog.showMessageBox.bind(dialog) as (...given: unknown[]) => Promise<{ response: number }>
    Object.assign(dialog, {
      showMessageBox: (...given: unknown[]) => {
        Object.assign(globalThis, { shownBox: given.at(-1) })
        return show(...given)
      },
    })
    // The minute of the question ends when the test says so.
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    AbortSignal.timeout = (ms) => {
      if (ms !== 60_000) return timeout(ms)
      const controller = new AbortController()
      Object.assign(globalThis, {
        endTime: () => controller.abort(new DOMException('Time is up', 'TimeoutError')),
      })
      return controller.signal
    }
  })
  const settings = {
    groups: [{ name: 'live', colour: 'red', production: true }],
    profileGroups: [['prod', 'live']],
  }
  expect(await app.call('settings.set', settings)).toMatchObject({ ok: true })
  await expect.poll(() => app.home.exists('.local/state/stackpass/handouts/surface-desktop.json')).toBe(true)
  const screen = xScreen(app.session)
  const before = await screen.windows('Stackpass')
  const said = new Promise<readonly Said[]>((resolve, reject) => {
    const command = join(app.session.app, 'bin', 'stackpass.cjs')
    const options = { env: { ...app.home.env }, cwd: app.home.path, ...app.home.owner }
    execFile(
      process.execPath,
      [join(app.home.path, 'deploy.cjs'), command, String(times)],
      options,
      (error, stdout) =>
        error === null ? resolve(JSON.parse(stdout) as readonly Said[]) : reject(new Error(error.message)),
    )
  })
  const added = async () => (await screen.windows('Stackpass')).filter((id) => !before.includes(id))
  await expect.poll(added).toHaveLength(1)
  const [window = ''] = await added()
  await screen.focus(window)
  const box = await app.electron.evaluate(() => (globalThis as unknown as Noted).shownBox)
  return { screen, said, box, added }
}

test('names the program, and Enter refuses it with a sentence', async ({ start }) => {
  const app = await start()
  const { screen, said, box, added } = await asked(app, 1)
  expect(box).toMatchObject({
    type: 'warning',
    message: 'deploy.cjs wants prod (production)',
    buttons: ['Deny', 'Allow this run', 'Allow for 1 hour'],
    defaultId: 0,
    cancelId: 0,
  })
  expect(box.detail).toMatch(/^command: .*deploy\.cjs/m)
  expect(box.detail).toContain('No answer within 1 minute means no.')
  await screen.press('Return')
  const [answer] = await said
  expect(answer).toMatchObject({ status: 1, given: false })
  expect(answer?.stderr).toMatch(/Credentials of prod were not handed out\.\s+Why: +The answer was no\./)
  expect(await added()).toEqual([])
  expect(await app.call('handouts.list')).toMatchObject({ value: { refused: 1, given: 0 } })
})

test('a yes for this run holds for what it asks next', async ({ start }) => {
  const app = await start()
  const { screen, said, added } = await asked(app, 2)
  await screen.press('Tab')
  await screen.press('Return')
  expect(await said).toMatchObject([
    { status: 0, given: true },
    { status: 0, given: true },
  ])
  expect(await added()).toEqual([])
  expect(await app.call('handouts.list')).toMatchObject({
    value: { given: 2, entries: [{ by: 'asked-tree' }, { by: 'asked-tree' }] },
  })
})

test('silence is a no, and the dialog goes', async ({ start }) => {
  const app = await start()
  const { said, added } = await asked(app, 1)
  await app.electron.evaluate(() => (globalThis as unknown as Noted).endTime())
  const [answer] = await said
  expect(answer).toMatchObject({ status: 1, given: false })
  expect(answer?.stderr).toContain('Nobody answered in time, and no answer means no.')
  await expect.poll(added).toEqual([])
})
