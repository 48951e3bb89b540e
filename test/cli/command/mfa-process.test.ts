import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { startStsDouble, type StsDouble } from '../../fakes/sts/server.ts'
import { onTerminal } from './on-terminal.ts'
import { withSandbox } from './with-sandbox.ts'
import { runWithoutTerminal } from './without-terminal.ts'

const at = withSandbox()
const serial = 'arn:aws:iam::123456789012:mfa/ana'
const role = 'arn:aws:iam::123456789012:role/Admin'
const user = userIdentity('ana', { mfa: { serial, codes: ['111111', '222222'] } })
let double: StsDouble

beforeAll(async () => {
  double = await startStsDouble({ identities: [user], roles: [{ arn: role, mfaRequired: true }] })
})
afterAll(() => double.close())

it.runIf(process.platform === 'linux')(
  'a program that prints codes stands in for the person, after consent, and for each profile of its device once',
  async () => {
    const env = { AWS_ENDPOINT_URL_STS: double.url }
    const folder = join(at.sandbox.home, 'bin')
    const program = join(folder, 'totp')
    await mkdir(folder)
    await writeFile(program, `#!/bin/sh\necho 111111\necho run >> '${join(folder, 'runs')}'\n`)
    await chmod(program, 0o755)
    const profile = (name: string) =>
      `[profile ${name}]\nrole_arn = ${role}\nsource_profile = user\nmfa_serial = ${serial}\nmfa_process = ${program}\nregion = eu-west-1\n`
    await at.sandbox.write(
      'config',
      `[profile user]\naws_access_key_id = ${user.accessKeyId}\naws_secret_access_key = ${user.secretAccessKey}\nregion = eu-west-1\n${profile('one')}${profile('two')}`,
    )
    const asked = await runWithoutTerminal(at, ['credentials', 'one'], env)
    expect(asked.code).toBe(1)
    expect(asked.stderr).toContain('stackpass allow one')
    expect(double.received).toEqual([])

    const allowed = await onTerminal(at, ['allow', 'one'], env, 'Run it', 'y\n')
    expect(allowed.text).toContain(program)
    const given = await runWithoutTerminal(at, ['credentials', 'one'], env)
    expect(given.stderr).toBe('')
    expect(JSON.parse(given.stdout)).toMatchObject({ Version: 1, SessionToken: expect.any(String) })
    // The output contains no code and no secret.
    expect(given.stdout).not.toContain('111111')

    // The session from the code also serves the device's other profile, without its program.
    const other = await runWithoutTerminal(at, ['credentials', 'two'], env)
    expect(JSON.parse(other.stdout)).toMatchObject({ Version: 1 })
    expect(await readFile(join(folder, 'runs'), 'utf8')).toBe('run\n')
    const checked = await at.sandbox.run(['verify', 'one', '--json'], { env })
    expect(JSON.parse(checked.stdout)).toMatchObject({ value: { results: [{ status: 'valid' }] } })
  },
)
