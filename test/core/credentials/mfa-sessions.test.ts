import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { closeConnections } from '../../../core/network/agents.ts'
import { createMfaStore, newDevice } from '../../../core/credentials/mfa-store.ts'
import type { CredentialContext } from '../../../core/credentials/types.ts'
import { verifyProfile } from '../../../core/features/verify/engine.ts'
import { nextCodeAt, type MfaQuestion } from '../../../core/host/ports.ts'
import { contextOf, keysOf } from '../../fakes/sts/context.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../fakes/sts/server.ts'
import { openHome } from '../home.ts'

const serial = 'arn:aws:iam::123456789012:mfa/alice'
const alice = userIdentity('alice', { mfa: { serial, codes: ['111111', '222222'] } })
const role = 'arn:aws:iam::444455556666:role/mfa'
const profiles = {
  base: keysOf(alice),
  one: { role_arn: role, source_profile: 'base', mfa_serial: serial, region: 'us-east-1' },
  two: { role_arn: role, source_profile: 'base', mfa_serial: serial, region: 'us-east-1' },
}

let double: StsDouble
const doubles: StsDouble[] = []
beforeEach(async () => {
  double = await startStsDouble({ identities: [alice], roles: [{ arn: role, mfaRequired: true }] })
  doubles.push(double)
})
afterAll(async () => {
  closeConnections()
  await Promise.all(doubles.map((one) => one.close()))
})

const actions = () => double.received.map(({ action }) => action)

function folders() {
  const root = mkdtempSync(join(tmpdir(), 'stackpass-mfa-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  return { cacheDir: join(root, 'cache'), locksDir: join(root, 'locks') }
}

/** A context like another process's: its own store over the same folders. */
function process(paths: ReturnType<typeof folders>, more: Partial<CredentialContext> = {}) {
  return contextOf(double.url, profiles, { mfa: createMfaStore(paths), ...more })
}

describe('the session of a device', () => {
  it('serves every process that asks at the same time with one code', async () => {
    const paths = folders()
    const questions: MfaQuestion[] = []
    const askMfa = (question: MfaQuestion) => Promise.resolve((questions.push(question), '111111'))
    const each = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        verifyProfile(index % 2 === 0 ? 'one' : 'two', process(paths, { askMfa })),
      ),
    )
    expect(each.map(({ status }) => status)).toEqual(Array(12).fill('valid'))
    expect(questions).toHaveLength(1)
    expect(actions().filter((action) => action === 'GetSessionToken')).toHaveLength(1)
  })

  it('is asked for once when the question is left, by all who waited for it', async () => {
    const paths = folders()
    let asked = 0
    let left = (): void => undefined
    const isLeft = new Promise<void>((resolve) => (left = resolve))
    const askMfa = () => ((asked += 1), isLeft.then(() => undefined))
    const waiting = Array.from({ length: 5 }, () => verifyProfile('one', process(paths, { askMfa })))
    await fcTick(() => asked === 1)
    left()
    for (const { failure } of await Promise.all(waiting)) expect(failure?.code).toBe('MfaCancelled')
    expect(asked).toBe(1)
    // A later caller is asked.
    await verifyProfile('one', process(paths, { askMfa }))
    expect(asked).toBe(2)
  })

  it('lies in a private file that names neither code nor key', async () => {
    const paths = folders()
    await verifyProfile('one', process(paths, { askMfa: () => Promise.resolve('111111') }))
    const folder = join(paths.cacheDir, 'credentials')
    const [file = ''] = readdirSync(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).not.toContain('111111')
    expect(text).not.toContain(alice.secretAccessKey)
    expect(text).not.toContain(alice.accessKeyId)
  })

  it('counts as none when its file is damaged, whatever is in it', async () => {
    const paths = folders()
    const store = createMfaStore(paths)
    await store.write(newDevice(serial))
    const folder = join(paths.cacheDir, 'credentials')
    const file = join(folder, readdirSync(folder)[0]!)
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        writeFileSync(file, text)
        expect(await store.read(serial)).toBeUndefined()
        expect(await store.list()).toEqual([])
      }),
    )
    await verifyProfile('one', process(paths, { askMfa: () => Promise.resolve('111111') }))
    expect(await store.list()).toHaveLength(1)
  })

  it('is not that of another key, nor of another server', async () => {
    const paths = folders()
    let asked = 0
    const askMfa = () => Promise.resolve(((asked += 1), ['111111', '222222'][asked - 1]))
    await verifyProfile('one', process(paths, { askMfa }))
    const other = await startStsDouble({ identities: [alice], roles: [{ arn: role, mfaRequired: true }] })
    doubles.push(other)
    const elsewhere = contextOf(other.url, profiles, { mfa: createMfaStore(paths), askMfa })
    expect(await verifyProfile('one', elsewhere)).toMatchObject({ status: 'valid' })
    expect(asked).toBe(2)
  })

  it('stops waiting for another process when the run is cancelled', async () => {
    const paths = folders()
    const held = await createMfaStore(paths).lock(serial)
    const stop = new AbortController()
    const waiting = verifyProfile(
      'one',
      process(paths, { signal: stop.signal, askMfa: () => Promise.resolve('111111') }),
    )
    stop.abort()
    expect(await waiting).toMatchObject({ status: 'cancelled' })
    await held.release()
    expect(actions()).toEqual([])
    // The turn that came too late was returned.
    const next = await createMfaStore(paths).lock(serial)
    await next.release()
  })
})

/** Lets other work continue until a condition holds. */
async function fcTick(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

describe('mfa_process', () => {
  const withProcess = (command: string, more: Partial<CredentialContext> = {}) =>
    contextOf(double.url, { ...profiles, one: { ...profiles.one, mfa_process: command } }, more)

  it('gives the code once the command is allowed, and asks nobody', async () => {
    const refused = await verifyProfile('one', withProcess('printf 111111'))
    expect(refused.failure).toMatchObject({
      code: 'ProcessNotAllowed',
      command: 'printf 111111',
      asks: 'one',
    })
    expect(refused.failure?.message).toContain('its MFA codes')
    const allowed = withProcess("printf ' 111111\\n'", { mayRun: () => ({ kind: 'allowed' }) })
    expect(await verifyProfile('one', allowed)).toMatchObject({ status: 'valid' })
  })

  it.each([
    ['true', 'It printed nothing.'],
    ['printf 12345', 'other than six digits'],
    ['printf "111111 222222"', 'other than six digits'],
    ['echo "{}"', 'other than six digits'],
  ])('says what is wrong with the output of %s', async (command, reason) => {
    const result = await verifyProfile('one', withProcess(command, { mayRun: () => ({ kind: 'allowed' }) }))
    expect(result.failure?.code).toBe('ProcessOutputInvalid')
    expect(result.failure?.reason).toContain(reason)
    expect(actions()).toEqual([])
  })

  it('shows the seed of a device in no message', async () => {
    const result = await verifyProfile('one', withProcess('oathtool --totp -b JBSWY3DPEHPK3PXP'))
    expect(JSON.stringify(result)).not.toContain('JBSWY3DPEHPK3PXP')
  })
})

describe('a question in the core', () => {
  const files = {
    config: `[profile one]\nregion = eu-west-1\nrole_arn = ${role}\nsource_profile = base\nmfa_serial = ${serial}\n`,
    credentials: `[base]\naws_access_key_id = ${alice.accessKeyId}\naws_secret_access_key = ${alice.secretAccessKey}\n`,
  }

  it('stays for the next code when one was wrong, and goes when one was right', async () => {
    const env = { AWS_ENDPOINT_URL: double.url }
    const { core } = openHome({ env: { ...env, STACKPASS_HOME: folders().cacheDir } }, files)
    const told: string[] = []
    core.events.subscribe((event) => {
      if (event.type === 'promptClosed') told.push('closed')
      if (event.type !== 'promptOpened') return
      const { promptId, state, wrongAt, nextAt, asker, serves, purpose, endsAt } = event.prompt
      told.push(`${state}${wrongAt === undefined ? '' : ' wrong'}`)
      expect({ asker, serves, purpose }).toEqual({
        asker: { kind: 'page' },
        serves: 1,
        purpose: `the role ${role}`,
      })
      expect(Date.parse(endsAt)).toBeGreaterThan(Date.now())
      if (wrongAt !== undefined) expect(Date.parse(nextAt!)).toBe(nextCodeAt(Date.parse(wrongAt)))
      if (state === 'open')
        void core.dispatch('prompts.answer', { promptId, value: wrongAt === undefined ? '999999' : '111111' })
    })
    const reply = await core.dispatch('credentials.get', { name: 'one' })
    expect(reply.ok).toBe(true)
    expect(told).toEqual(['open', 'checking', 'open wrong', 'checking wrong', 'closed'])
  })
})
