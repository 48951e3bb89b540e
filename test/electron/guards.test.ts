import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createCore } from '../../core/start/create-core.ts'
import { until } from '../patience.ts'
import { buildDesktop, startDesktop, type DesktopApp, type DesktopOptions } from './desktop-app.ts'

const stops: (() => Promise<void>)[] = []
const secret = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'
const token = 'AQoDYXdzEJr1K8EXAMPLETOKEN'
const minute = 60_000
const expiresAt = Date.now() + 600 * minute

const session = {
  '.aws/credentials': `[staging]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = ${secret}
aws_session_token = ${token}
x_security_token_expires = ${new Date(expiresAt).toISOString()}
`,
}

async function opened(options?: DesktopOptions): Promise<DesktopApp> {
  const app = await startDesktop(options)
  stops.push(app.stop)
  await until(async () => expect(await app.windowVisible(), app.output()).toBe(true))
  return app
}

/** Lets core look at the clock much more often than it does for a user. The lock of the screen starts it anew. */
async function lookOften(app: DesktopApp): Promise<void> {
  await app.evaluate(({ electron }) => {
    const usual = globalThis.setInterval
    const place = globalThis as unknown as { looks: number }
    place.looks = 0
    const look = (run: () => void) => () => {
      run()
      place.looks += 1
    }
    globalThis.setInterval = ((run: () => void, ms: number) =>
      ms === 15_000 ? usual(look(run), 50) : usual(run, ms)) as typeof setInterval
    electron.powerMonitor.emit('lock-screen')
  })
  await until(async () => expect(await app.call('active.get')).toMatchObject({ ok: true }))
}

/** Sets the clock of the app, in milliseconds since 1970; it goes on from there. */
async function setClock(app: DesktopApp, to: number): Promise<void> {
  await app.evaluate((_tools, time) => {
    const place = globalThis as unknown as { usualDate?: DateConstructor }
    const Usual = (place.usualDate ??= Date)
    const ahead = time - Usual.now()
    globalThis.Date = new Proxy(Usual, {
      construct: (_target, given: number[]) =>
        given.length === 0 ? new Usual(Usual.now() + ahead) : new Usual(...(given as [number])),
    })
  }, to)
}

/** Waits until core has looked at the clock ten more times, so that what it had to do about it is done. */
async function lookedAgain(app: DesktopApp): Promise<void> {
  const looks = () => app.evaluate(() => (globalThis as unknown as { looks: number }).looks)
  const before = await looks()
  await until(async () => expect(await looks()).toBeGreaterThan(before + 10))
}

const notifications = async (app: DesktopApp) =>
  (await app.records()).filter((each) => each.what === 'notification').map((each) => each.detail)

beforeAll(buildDesktop)
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

describe('notifications', () => {
  const body = 'Paste new ones, or switch to another profile.'

  it('come once, ten minutes before the active keys end, and lead to the import', async () => {
    const app = await opened({ files: session })
    expect(await app.call('active.use', { profile: 'staging' })).toMatchObject({ ok: true })
    await lookOften(app)
    await setClock(app, expiresAt - 11 * minute)
    await lookedAgain(app)
    expect(await notifications(app)).toEqual([])

    await app.evaluate(({ electron }) => {
      const { show } = electron.Notification.prototype
      electron.Notification.prototype.show = function (this: InstanceType<typeof electron.Notification>) {
        show.call(this)
        electron.BrowserWindow.getAllWindows()[0]?.hide()
        this.emit('click')
      }
    })
    await setClock(app, expiresAt - 10 * minute)
    await until(async () => expect(await notifications(app)).toHaveLength(1))
    await until(async () => {
      expect(await app.windowVisible()).toBe(true)
      expect(await app.inPage(() => document.querySelector('[role=dialog] h2')?.textContent)).toMatch(
        /import/i,
      )
    })

    for (const later of [expiresAt - minute, expiresAt + minute]) {
      await setClock(app, later)
      await lookedAgain(app)
    }
    const shown = await notifications(app)
    expect(shown).toEqual([{ title: 'The keys of staging end in 10 minutes', body }])
    for (const hidden of [secret, token, 'ASIA']) expect(JSON.stringify(shown)).not.toContain(hidden)
  })

  it('stay away when the keys ended while the machine slept', async () => {
    const app = await opened({ files: session })
    expect(await app.call('active.use', { profile: 'staging' })).toMatchObject({ ok: true })
    await lookOften(app)
    await setClock(app, expiresAt + 480 * minute)
    await app.evaluate(({ electron }) => electron.powerMonitor.emit('resume'))
    await lookedAgain(app)
    expect(await notifications(app)).toEqual([])
  })
})

it('follows a switch by another host, and leaves production when it is time without being asked', async () => {
  const settings = {
    groups: [{ name: 'live', colour: 'red', production: true }],
    profileGroups: [['prod', 'live']],
    fallback: { profile: 'dev', minutes: 30 },
  }
  const app = await opened({
    files: {
      '.aws/config': '[profile dev]\nregion = eu-west-1\n[profile prod]\nregion = us-east-1\n',
      '.config/stackpass/settings.json': JSON.stringify(settings),
    },
  })
  await lookOften(app)
  const other = createCore({
    env: app.home.env,
    homeDir: app.home.path,
    platform: process.platform,
    host: 'cli',
    version: '0.1.0',
  })
  stops.push(() => other.close())
  const first = (label: string) => until(async () => expect((await app.trayLabels())[0]).toBe(label))
  await first('No active profile')
  expect(await other.dispatch('active.use', { profile: 'dev' })).toMatchObject({ ok: true })
  await first('dev')
  expect(await other.dispatch('active.use', { profile: 'prod', confirmed: true })).toMatchObject({ ok: true })
  await first('prod')
  await setClock(app, Date.now() + 20 * minute)
  await lookedAgain(app)
  expect((await app.trayLabels())[0]).toBe('prod')
  await setClock(app, Date.now() + 31 * minute)
  await first('dev')
  expect(await other.dispatch('active.get', {})).toMatchObject({ value: { profile: 'dev' } })
})
