import type { MessageBoxOptions } from 'electron'
import { xScreen } from '../support/desktop/x-screen.ts'
import { expect, test, type Started } from '../support/electron-test.ts'
import { whyNoPrograms } from '../support/missing-programs.ts'
import { profileRow } from '../support/page.ts'

const missing = whyNoPrograms('xdotool')
test.skip(missing !== undefined, missing)

const profile = 'etl\u202elte'
test.use({
  files: {
    '.aws/config': `[profile ${profile}]\nregion = eu-west-1\ncredential_process = /usr/bin/env  true password=hunter2hunter2\n`,
  },
})

/** Asks for consent; resolves once the system shows the dialog and it has the focus. */
async function asked(app: Started) {
  await expect(profileRow(app.page, 'etl⟨U+202E⟩lte')).toBeVisible()
  // Records what is shown, and still shows it.
  await app.electron.evaluate(({ dialog }) => {
    const show = dialog.showMessageBox.bind(dialog) as (...given: unknown[]) => Promise<{ response: number }>
    Object.assign(dialog, {
      showMessageBox: (...given: unknown[]) => {
        Object.assign(globalThis, { shownBox: given.at(-1) })
        return show(...given)
      },
    })
  })
  const screen = xScreen(app.session)
  const before = await screen.windows('Stackpass')
  const answer = app.call('consent.request', { profile })
  const added = async () => (await screen.windows('Stackpass')).filter((id) => !before.includes(id))
  await expect.poll(added).toHaveLength(1)
  const [window = ''] = await added()
  await screen.focus(window)
  const box = await app.electron.evaluate(
    () => (globalThis as unknown as { shownBox: MessageBoxOptions }).shownBox,
  )
  return { screen, answer, box, added }
}

test('shows the whole command with nothing hidden but the password, and Enter refuses it', async ({
  start,
}) => {
  const app = await start()
  const { screen, answer, box, added } = await asked(app)
  expect(box).toMatchObject({
    type: 'warning',
    title: 'Stackpass',
    buttons: ['Don’t allow', 'Allow'],
    defaultId: 0,
    cancelId: 0,
  })
  const text = `${box.message}\n${box.detail ?? ''}`
  expect(text).toContain('etl⟨U+202E⟩lte')
  expect(text).toContain('/usr/bin/env␣␣true password=')
  expect(text).toContain('Run it, now and in future?')
  expect(text).toContain('No answer within 2 minutes means no.')
  expect(text).not.toContain('hunter2')
  expect(text).not.toContain('\u202e')
  await screen.press('Return')
  expect(await answer).toMatchObject({ value: { decision: 'denied' } })
  expect(await added()).toEqual([])
  expect(await app.call('consent.list')).toMatchObject({ value: { allowed: [] } })
})

test('Escape refuses it', async ({ start }) => {
  const app = await start()
  const { screen, answer } = await asked(app)
  await screen.press('Escape')
  expect(await answer).toMatchObject({ value: { decision: 'denied' } })
})

test('the other button, by the keyboard, allows it', async ({ start }) => {
  const app = await start()
  const { screen, answer } = await asked(app)
  await screen.press('Tab')
  await screen.press('Return')
  expect(await answer).toMatchObject({ value: { decision: 'allowed' } })
  expect(await app.call('consent.list')).toMatchObject({ value: { allowed: [{ profile }] } })
})
