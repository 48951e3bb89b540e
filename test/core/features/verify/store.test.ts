import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVerifyStore } from '../../../../core/features/verify/store.ts'
import { resultsAs } from '../../../../core/credentials/verified-results.ts'
import type { VerifyResult } from '../../../../shared/contract/models.ts'
import { profilesOf } from '../../../fakes/sts/context.ts'
import { exampleSecret } from '../../../fakes/sts/identities.ts'

let folder: string
let stateDir: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-store-'))
  stateDir = join(folder, 'state')
})
afterEach(() => rm(folder, { recursive: true }))

const settings = {
  base: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE', aws_secret_access_key: exampleSecret, output: 'json' },
  role: { role_arn: 'arn:aws:iam::1:role/R', source_profile: 'base' },
  sso: { sso_session: 'corp', sso_account_id: '1' },
}
const filesOf = (all: Record<string, Record<string, string>>, region = 'eu-west-1') => ({
  profiles: profilesOf(all),
  ssoSessions: new Map([['corp', new Map([['sso_region', region]])]]),
  services: new Map(),
})
const resultOf = (profile: string, status: VerifyResult['status'] = 'valid'): VerifyResult => ({
  profile,
  as: 'awsCli',
  status,
  checkedAt: '2026-01-02T03:04:05.000Z',
  via: [profile],
})
const files = filesOf(settings)
const all = Object.keys(settings).map((name) => resultOf(name))
const namesOf = (results: readonly VerifyResult[]) => results.map((result) => result.profile)

describe('kept results', () => {
  it('come back as they were, from another start', async () => {
    await createVerifyStore(join(stateDir, 'verify.json')).keep(all, files)
    expect(await createVerifyStore(join(stateDir, 'verify.json')).results(files)).toEqual(all)
  })

  it('are private, without secrets, and nothing is written before the first run', async () => {
    const store = createVerifyStore(join(stateDir, 'verify.json'))
    expect(await store.results(files)).toEqual([])
    await store.keep([resultOf('base', 'cancelled')], files)
    expect(await readdir(folder)).toEqual([])
    await store.keep(all, files)
    expect((await stat(join(stateDir, 'verify.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(stateDir)).mode & 0o777).toBe(0o700)
    const text = await readFile(join(stateDir, 'verify.json'), 'utf8')
    expect(text).not.toContain(exampleSecret)
    expect(text).not.toContain('AKIA')
  })

  it.each<[string, Parameters<typeof filesOf>, string[]]>([
    [
      'a key changes, with all that use it',
      [{ ...settings, base: { ...settings.base, aws_secret_access_key: 'x' } }],
      ['sso'],
    ],
    ['a token comes', [{ ...settings, base: { ...settings.base, aws_session_token: 'x' } }], ['sso']],
    [
      'a role changes',
      [{ ...settings, role: { ...settings.role, role_arn: 'arn:aws:iam::2:role/R' } }],
      ['base', 'sso'],
    ],
    ['a region changes', [{ ...settings, role: { ...settings.role, region: 'us-east-1' } }], ['base', 'sso']],
    ['a session changes', [settings, 'us-east-1'], ['base', 'role']],
    ['a profile goes', [{ base: settings.base, sso: settings.sso }], ['base', 'sso']],
    [
      'only the output format changes',
      [{ ...settings, base: { ...settings.base, output: 'text' } }],
      ['base', 'role', 'sso'],
    ],
  ])('are dropped when %s', async (_, [changed, region], left) => {
    const store = createVerifyStore(join(stateDir, 'verify.json'))
    await store.keep(all, files)
    expect(namesOf(await store.results(filesOf(changed, region)))).toEqual(left)
  })

  it('of one tool stand beside those of another', async () => {
    const store = createVerifyStore(join(stateDir, 'verify.json'))
    const asPulumi: VerifyResult = { ...resultOf('role', 'failed'), as: 'pulumi' }
    await store.keep([...all, asPulumi], files)
    const kept = await store.results(files)
    expect(resultsAs(kept, 'awsCli').get('role')?.status).toBe('valid')
    expect(resultsAs(kept, 'pulumi')).toEqual(new Map([['role', asPulumi]]))
    expect(resultsAs(kept, 'goSdk').size).toBe(0)
  })

  it('are replaced one by one; a cancelled run keeps what was known', async () => {
    const store = createVerifyStore(join(stateDir, 'verify.json'))
    await store.keep(all, files)
    const later = { ...resultOf('role', 'failed'), checkedAt: '2026-02-03T04:05:06.000Z' }
    await Promise.all([store.keep([later], files), store.keep([resultOf('base', 'cancelled')], files)])
    expect(await store.results(files)).toEqual([all[0], later, all[2]])
  })

  it.each(['', 'no json', '[]', '{"version":3}', '{"version":2,"salt":"s","results":[{}]}'])(
    'that cannot be read count as none: %j',
    async (text) => {
      await mkdir(stateDir)
      await writeFile(join(stateDir, 'verify.json'), text)
      const store = createVerifyStore(join(stateDir, 'verify.json'))
      expect(await store.results(files)).toEqual([])
      await store.keep(all, files)
      expect(await store.results(files)).toEqual(all)
    },
  )

  it.skipIf(process.getuid?.() === 0)('that cannot be written are an error to the caller', async () => {
    await chmod(folder, 0o500)
    await expect(createVerifyStore(join(stateDir, 'verify.json')).keep(all, files)).rejects.toMatchObject({
      code: 'EACCES',
    })
    await chmod(folder, 0o700)
  })
})
