import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildDesktop, startDesktop, type DesktopApp } from './desktop-app.ts'
import { until } from '../patience.ts'

const stops: (() => Promise<void>)[] = []
const command = 'sh -c "touch ran" --password hunter2hunter2'

async function opened(text = command): Promise<DesktopApp> {
  const app = await startDesktop({
    files: { '.aws/config': `[profile etl]\nregion = eu-west-1\ncredential_process = ${text}\n` },
  })
  stops.push(app.stop)
  await until(async () => expect(await app.windowVisible(), app.output()).toBe(true))
  return app
}

/** Lets the next question stay open, as a real one does. */
const leaveOpen = (app: DesktopApp) =>
  app.evaluate(({ electron }) => {
    electron.dialog.answer = undefined
  })

const boxes = async (app: DesktopApp) =>
  (await app.records())
    .filter(({ what }) => what === 'showMessageBox')
    .map(({ detail }) => detail as Record<string, unknown>)

beforeAll(buildDesktop)
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

describe('consent in the desktop app', () => {
  it('is a native dialog in which Enter and Escape refuse, and shows all of it', async () => {
    const app = await opened()
    const reply = await app.call('consent.request', { profile: 'etl' })
    expect(reply).toMatchObject({ ok: true, value: { decision: 'denied' } })
    const [box] = await boxes(app)
    expect(box).toMatchObject({ type: 'warning', defaultId: 0, cancelId: 0, noLink: true, hasWindow: true })
    expect(box?.['buttons']).toEqual(['Don’t allow', 'Allow'])
    const text = `${String(box?.['message'])}\n${String(box?.['detail'])}`
    expect(text).toContain('sh -c "touch ran"')
    expect(text).not.toContain('hunter2')
    expect(text).toMatch(/SHA-256: [0-9a-f]{64}/)
    expect(await app.call('consent.list')).toMatchObject({ value: { allowed: [] } })
  })

  it('is given by its second button alone, whatever the page sends meanwhile', async () => {
    const app = await opened()
    await leaveOpen(app)
    const asked = app.call('consent.request', { profile: 'etl' })
    await until(async () => expect(await boxes(app)).toHaveLength(1))
    for (const [method, input] of [
      ['verify.allowProcess', { profile: 'etl', command }],
      ['consent.answer', { answer: 'yes' }],
      ['prompts.answer', { promptId: 'x', value: 'yes' }],
      ['consent.request', { profile: 'etl', decision: 'allowed' }],
      ['consent.allow', { profile: 'etl' }],
    ] as const)
      expect(await app.call(method, input)).toMatchObject({ ok: false })
    expect(await app.call('consent.list')).toMatchObject({ value: { allowed: [] } })
    await app.evaluate(({ electron }) => electron.dialog.open.shift()?.(1))
    expect(await asked).toMatchObject({ value: { decision: 'allowed' } })
    expect(await app.call('consent.list')).toMatchObject({
      value: { allowed: [{ profile: 'etl', where: 'desktop', state: 'same' }] },
    })
  })

  it('can be taken back by the page, and then does not come up again at once', async () => {
    const app = await opened()
    await leaveOpen(app)
    const asked = app.call('consent.request', { profile: 'etl' })
    await until(async () => expect(await boxes(app)).toHaveLength(1))
    await app.call('consent.cancel')
    expect(await asked).toMatchObject({ value: { decision: 'cancelled' } })
    for (let count = 0; count < 5; count += 1)
      expect(await app.call('consent.request', { profile: 'etl' })).toMatchObject({
        error: { code: 'ConsentRefused' },
      })
    expect(await boxes(app)).toHaveLength(1)
  })

  it('is left to a terminal when the command is too long to be shown whole', async () => {
    const app = await opened(`true ${'word '.repeat(600)}end`)
    expect(await app.call('consent.request', { profile: 'etl' })).toMatchObject({
      error: { code: 'ConsentUnavailable' },
    })
    expect(await boxes(app)).toEqual([])
  })
})
