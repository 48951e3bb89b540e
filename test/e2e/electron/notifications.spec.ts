import { expect, test } from '../support/desktop/desktop-test.ts'
import { startNotificationServer } from '../support/desktop/notification-server.ts'
import { profileRow } from '../support/page.ts'

const turned = 'build\u202etob\u200b <b>&amp;'
const shown = 'build⟨U+202E⟩tob⟨U+200B⟩ <b>&amp;'
const keys = (expiresAt: string) =>
  `[${turned}]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\naws_session_token = EXAMPLETOKEN\naws_expiration = ${expiresAt}\n`
const inMinutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString()

test.use({ files: { '.aws/credentials': keys(inMinutes(60)) } })

test('keys that end soon: the desktop gets it in words, hides no character, and a click leads to new ones', async ({
  start,
  bus,
  home,
}) => {
  const server = await startNotificationServer(bus)
  const app = await start()
  await expect(profileRow(app.page, shown)).toBeVisible()
  expect(await app.call('active.use', { profile: turned })).toMatchObject({ ok: true })
  expect(server.shown()).toEqual([])
  // The notice is due after this, and so is the next check of the clock.
  await home.writeFiles({ '.aws/credentials': keys(inMinutes(10.05)) })
  await expect.poll(() => server.shown()).toHaveLength(1)
  const [notice] = server.shown()
  expect(notice).toMatchObject({
    title: `The keys of ${shown} end in 10 minutes`,
    body: 'Paste new ones, or switch to another profile.',
  })
  expect(notice?.app).toMatch(/stackpass/i)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  if (notice !== undefined) server.click(notice)
  await expect(app.page.getByRole('dialog', { name: /Import|Paste/ })).toBeVisible()
  expect(server.shown()).toHaveLength(1)
})
