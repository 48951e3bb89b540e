import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadSsoToken } from '../../../core/sessions/renew-token.ts'
import { sessionCachePath } from '../../../core/sessions/token-cache.ts'
import { type Organisation, startOrganisation } from '../../fakes/organisation/organisation.ts'
import { patience, until } from '../../patience.ts'

const run = promisify(execFile)

let home: string
let path: string
let organisation: Organisation
let child: string

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stackpass-renew-child-'))
  child = join(folder, 'renew.mjs')
  const build = await rolldown({
    input: join(import.meta.dirname, 'children', 'renew.ts'),
    platform: 'node',
    tsconfig: false,
  })
  await build.write({ file: child, format: 'esm', codeSplitting: false })
  await build.close()
  return () => rm(folder, { recursive: true })
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-renew-'))
  path = sessionCachePath(home, 'corp')
  organisation = await startOrganisation()
})
afterEach(async () => {
  await organisation.close()
  await rm(home, { recursive: true })
})

type Fields = Readonly<Record<string, unknown>>

async function put(fields: Fields): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(fields), { mode: 0o600 })
}

const stored = async (): Promise<Fields> => JSON.parse(await readFile(path, 'utf8')) as Fields
const locksDir = () => join(home, 'locks')
const oidc = () => ({
  url: organisation.url,
  origin: organisation.url,
  signingRegion: 'eu-west-1',
  source: 'test',
})
const load = () =>
  loadSsoToken(path, { oidc: oidc(), http: { timeoutMs: patience.wait }, locksDir: locksDir() })
const renewals = () => organisation.callsTo('/token')
const over = () => organisation.cached({ endsInSeconds: -60 })
const startChild = (): ChildProcess => spawn(process.execPath, [child, path, organisation.url, locksDir()])

describe('the token of a session', () => {
  it('is renewed by one call for fifty processes, and nobody is signed out', async () => {
    await put(over())
    const args = [child, path, organisation.url, locksDir()]
    const answers = await Promise.all(Array.from({ length: 50 }, () => run(process.execPath, args)))
    expect(renewals()).toHaveLength(1)
    const { accessToken } = await stored()
    expect(new Set(answers.map(({ stdout }) => stdout))).toEqual(new Set([accessToken]))
    expect(await readdir(dirname(path))).toHaveLength(1)
  })

  it('outlives processes that are killed while they renew it', async () => {
    await put(over())
    organisation.knobs.waitMs = patience.wait
    for (let kill = 0; kill < 3; kill++) {
      const killed = startChild()
      await until(() => expect(organisation.waiting()).toBe(kill + 1))
      killed.kill('SIGKILL')
      await once(killed, 'close')
    }
    organisation.knobs.waitMs = 0
    expect(await load()).toMatchObject({ token: { accessToken: expect.stringMatching(/^access-/) } })
    expect(await readdir(dirname(path))).toHaveLength(1)
  })

  it('is taken from another tool that renewed it first, without our lock', async () => {
    const before = over()
    await put(before)
    // The AWS CLI has used the refresh token, and writes its result while AWS refuses us.
    organisation.world.refreshTokens.set(before['refreshToken']!, 'used')
    const theirs: Fields = { ...organisation.cached(), kept: 1 }
    const asked = load()
    await until(() => expect(renewals()).toHaveLength(1))
    await put(theirs)
    expect(await asked).toMatchObject({ token: { accessToken: theirs['accessToken'] } })
    expect(await stored()).toEqual(theirs)
  })

  it('is over when the renewal is refused and nobody else has renewed it', async () => {
    const before = over()
    await put(before)
    organisation.knobs.sessionOver = true
    expect(await load()).toEqual({ missing: 'over' })
    expect(await stored()).toEqual(before)
    expect(renewals()).toHaveLength(1)
  })

  it('is not called over where no answer can be had', async () => {
    await put(over())
    organisation.knobs.failure = 'server'
    await expect(load()).rejects.toThrow('status 500')
    organisation.knobs.failure = undefined
    expect(await load()).toHaveProperty('token')
  })

  it('is not renewed with a registration that ends within the quarter of an hour', async () => {
    const soon = new Date(Date.now() + 14 * 60_000).toISOString()
    await put({ ...over(), registrationExpiresAt: soon })
    expect(await load()).toEqual({ missing: 'over' })
    expect(renewals()).toEqual([])
  })

  it('keeps its refresh token where the answer has none', async () => {
    const before = over()
    await put(before)
    organisation.knobs.rotates = false
    expect(await load()).toHaveProperty('token')
    expect((await stored())['refreshToken']).toBe(before['refreshToken'])
  })

  it('is read with a date that ends with UTC, and written with Z', async () => {
    const cached = organisation.cached()
    const utc = (text: string | undefined) => text?.replace(/Z$/, 'UTC')
    await put({ ...cached, expiresAt: utc(cached['expiresAt']) })
    expect(await load()).toMatchObject({ token: { accessToken: cached['accessToken'] } })
    const old = over()
    const dates = {
      expiresAt: utc(old['expiresAt']),
      registrationExpiresAt: utc(old['registrationExpiresAt']),
    }
    await put({ ...old, ...dates })
    expect(await load()).toHaveProperty('token')
    expect((await stored())['expiresAt']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  it.skipIf(process.getuid?.() === 0)('is used where it cannot be kept, which is said', async () => {
    await put(over())
    await chmod(dirname(path), 0o500)
    const unkept: string[] = []
    const http = { timeoutMs: patience.wait }
    const onUnkept = (what: string) => unkept.push(what)
    const place = { oidc: oidc(), http, locksDir: locksDir(), onUnkept }
    expect(await loadSsoToken(path, place)).toHaveProperty('token')
    expect(unkept).toEqual(['the sign-in'])
    await chmod(dirname(path), 0o700)
  })
})
