// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/index.ts'
import type { Settings } from '../../../shared/contract/models.ts'
import { knownAnswer } from '../../../renderer/app/method-query.ts'
import { createQueryClient } from '../../../renderer/app/query-client.ts'
import { saveSettings, settingsQuery } from '../../../renderer/app/settings-query.ts'
import { setHostLink } from '../../../renderer/app/transport.ts'
import { createFakeHostLink, type FakeHostLink } from '../fake-host-link.ts'

let link: FakeHostLink
/** Replies of `settings.set` and `settings.get` leave when they are let go, in the order that a test wants. */
let held: { readonly method: string; readonly release: () => void }[]

beforeEach(() => {
  link = createFakeHostLink({})
  held = []
  setHostLink({
    ...link,
    async call(method, input) {
      const reply = (await link.call(method, input)) as Reply<Settings>
      await new Promise<void>((resolve) => held.push({ method, release: resolve }))
      return reply
    },
  })
})

const turn = () => new Promise((resolve) => setTimeout(resolve))
async function letGo(method: string): Promise<void> {
  await turn()
  held
    .splice(
      held.findIndex((one) => one.method === method),
      1,
    )[0]!
    .release()
  await turn()
}

describe('a change of the settings', () => {
  const theme = (client: ReturnType<typeof createQueryClient>) =>
    knownAnswer(client, 'settings.get', {})?.theme

  it('is not taken back by an answer from before it', async () => {
    const client = createQueryClient()
    const asked = client.fetchQuery(settingsQuery)
    const saved = saveSettings(client, { theme: 'dark' })
    await letGo('settings.get')
    await asked
    expect(theme(client)).toBe('dark')
    await letGo('settings.set')
    expect((await saved).ok).toBe(true)
    expect(theme(client)).toBe('dark')
  })

  it('is not taken back by the reply to an earlier one', async () => {
    const client = createQueryClient()
    const asked = client.fetchQuery(settingsQuery)
    await letGo('settings.get')
    await asked
    const first = saveSettings(client, { theme: 'dark' })
    await turn()
    const second = saveSettings(client, { theme: 'light' })
    await letGo('settings.set')
    await first
    expect(theme(client)).toBe('light')
    await letGo('settings.set')
    await second
    expect(theme(client)).toBe('light')
  })

  it('that cannot be written gives way to what is stored', async () => {
    const client = createQueryClient()
    const asked = client.fetchQuery(settingsQuery)
    await letGo('settings.get')
    const stored = (await asked).theme
    link.state.failures.set('settings.set', { code: 'SettingInvalid', message: 'No.' })
    const saved = saveSettings(client, { theme: stored === 'dark' ? 'light' : 'dark' })
    await letGo('settings.set')
    expect((await saved).ok).toBe(false)
    const again = client.fetchQuery({ ...settingsQuery, staleTime: 0 })
    await letGo('settings.get')
    await again
    expect(theme(client)).toBe(stored)
  })
})
