import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { editOne, type Pair } from '../../../core/edits/aws-changes.ts'
import { findAgreement, type Agreement } from '../../../core/edits/tools-agree.ts'
import type { AwsView, SharedFileState } from '../../../core/aws/aws-files.ts'
import { ProfileMap } from '../../../core/aws/profile-map.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { disagree, identityOf } from '../../../shared/domain/aws/readers/disagree.ts'
import { resolveReaders } from '../../../shared/domain/aws/readers/resolve-readers.ts'
import type { FileState, ReaderResult } from '../../../shared/domain/aws/readers/types.ts'
import type { SharedFileKind } from '../../../shared/domain/aws/types.ts'
import { inputOf, type ReaderCase } from '../../corpus/readers.ts'
import { madeUpCase } from '../../readers/generate.ts'

const root = mkdtempSync(join(tmpdir(), 'stackpass-agree-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const at = new Date('2026-11-28T12:00:00Z')
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function stateOf(kind: SharedFileKind, home: string, text: string | null): SharedFileState {
  const base = { kind, path: join(home, '.aws', kind), label: kind, readAt: at }
  if (text === null) return { ...base, state: 'missing' }
  const bytes = bytesOf(text)
  return { ...base, state: 'present', mode: 0o600, bytes, document: parseSharedFile(bytes, kind) }
}

function viewOf(home: string, config: string | null, credentials: string | null): AwsView {
  const files = {
    config: stateOf('config', home, config),
    credentials: stateOf('credentials', home, credentials),
  }
  const profiles = new ProfileMap(files.config.document, files.credentials.document)
  return { ...files, profiles, environment: {}, now: () => at, isHeld: () => false }
}

const fileOf = (path: string): FileState => {
  if (!existsSync(path)) return 'missing'
  return statSync(path).isDirectory() ? 'directory' : new Uint8Array(readFileSync(path))
}

/** What the readers say of bytes that nobody wrote; apart from the code under test. */
function answersOn(view: AwsView, home: string, pair: Pair, profile: string) {
  const shared = new Map<string, FileState>([
    [view.config.path, pair.config ?? 'missing'],
    [view.credentials.path, pair.credentials ?? 'missing'],
  ])
  return resolveReaders({
    environment: new Map(),
    profile,
    home,
    workingDirectory: home,
    now: at.getTime(),
    file: (path) => shared.get(path) ?? fileOf(path),
    digest: (algorithm, text) => createHash(algorithm).update(text).digest('hex'),
  })
}

function after(view: AwsView, { operations }: Agreement): Pair {
  let pair: Pair = { config: view.config.bytes, credentials: view.credentials.bytes }
  for (const operation of operations) {
    const outcomes = editOne(operation, pair)
    for (const kind of ['config', 'credentials'] as const) {
      const outcome = outcomes[kind]
      if (outcome?.ok === false) throw new Error(`${operation.type}: ${outcome.error.message}`)
      if (outcome !== undefined) pair = { ...pair, [kind]: outcome.bytes }
    }
  }
  return pair
}

const key = (name: string): string =>
  `[${name}]\naws_access_key_id = AKIA${name.toUpperCase().padEnd(16, 'A')}\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n`
const role = 'role_arn = arn:aws:iam::666677778888:role/Etl\n'
const region = 'region = eu-west-1\n'
const session = '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n'
const signedInto = 'sso_session = acme\nsso_account_id = 111122223333\nsso_role_name = Staff\n'

/** Files in which tools disagree on `x`, and the change that is offered. */
const kinds: readonly [what: string, label: string, config: string, credentials?: string][] = [
  ['a role beside keys of its own', 'source_profile = x', `[profile x]\n${region}${role}`, key('x')],
  [
    'a role beside a process that another profile has as well',
    'source_profile = base, in place of credential_process',
    `[profile base]\ncredential_process = /opt/keys\n[profile x]\n${region}${role}credential_process = /opt/keys\n`,
  ],
  [
    'a role without a region',
    'region = eu-north-1',
    `[profile base]\nregion = eu-north-1\n[profile x]\n${role}source_profile = base\n`,
    key('base'),
  ],
  [
    'a source without a role',
    'Remove source_profile',
    `[profile x]\n${region}source_profile = base\n`,
    key('base') + key('x'),
  ],
  [
    'a retry mode that Go does not know',
    'Remove retry_mode',
    `[profile x]\n${region}retry_mode = legacy\n`,
    key('x'),
  ],
  [
    'half a key in the other file',
    'Remove aws_access_key_id from the credentials file',
    `[profile x]\n${region}${key('y').replace('[y]\n', '')}`,
    '[x]\naws_access_key_id = AKIAOTHERAAAAAAAAAAA\n',
  ],
]

describe('the change that makes tools agree', () => {
  it.each(kinds)('%s: %s', async (_, label, config, credentials = '') => {
    const view = viewOf(root, config, credentials)
    const found = await findAgreement('x', { view, homeDir: root, now: at.getTime() }, 'awsCli')
    expect(found?.label).toBe(label)
    const answers = answersOn(view, root, after(view, found!), 'x')
    expect(new Set(Object.values(answers).map(identityOf)).size).toBe(1)
  })

  it('keeps who the chosen tool is: keys that shadow a sign-in go, or the sign-in does', async () => {
    const home = mkdtempSync(join(root, 'shadow-'))
    const view = viewOf(home, `${session}[profile x]\n${region}${signedInto}`, key('x'))
    const ask = (tool: 'awsCli' | 'pulumi') =>
      findAgreement('x', { view, homeDir: home, now: at.getTime() }, tool)
    // Nobody has signed in, so that the AWS CLI is nobody.
    expect((await ask('awsCli'))?.label).toBe('Remove sso_session, sso_account_id and sso_role_name')
    expect((await ask('pulumi'))?.then).toBe('the keys in the credentials file')
  })

  it('offers nothing where tools agree, or no change of the profile makes them', async () => {
    const ask = (config: string, credentials = '') =>
      findAgreement(
        'x',
        { view: viewOf(root, config, credentials), homeDir: root, now: at.getTime() },
        'awsCli',
      )
    expect(await ask(`[profile x]\n${region}`, key('x'))).toBeUndefined()
    const code = 'mfa_serial = arn:aws:iam::666677778888:mfa/me\nsource_profile = base\n'
    expect(await ask(`[profile x]\n${region}${role}${code}`, key('base'))).toBeUndefined()
  })

  it('changes nothing that another profile lives on', async () => {
    // Without its keys x would sign in, and y would be somebody else.
    const config = `[profile x]\n${region}retry_mode = legacy\n[profile y]\n${region}${role}source_profile = x\n`
    const view = viewOf(root, config, key('x'))
    const found = await findAgreement('x', { view, homeDir: root, now: at.getTime() }, 'awsCli')
    const pair = after(view, found!)
    const [before, then] = [
      answersOn(view, root, { config: view.config.bytes, credentials: view.credentials.bytes }, 'y'),
      answersOn(view, root, pair, 'y'),
    ]
    expect(identityOf(then.awsCli)).toBe(identityOf(before.awsCli))
  })

  it('is found in large files too', async () => {
    const others = Array.from({ length: 6000 }, (_, index) => `[profile p${index}]\n${region}output = json\n`)
    const view = viewOf(root, `${others.join('')}[profile x]\n${region}${role}`, key('x'))
    const found = await findAgreement('x', { view, homeDir: root, now: at.getTime() }, 'awsCli')
    expect(found?.label).toBe('source_profile = x')
  })
})

describe('every change that is offered', () => {
  const cases = JSON.parse(
    readFileSync(new URL('../../fixtures/aws/readers/cases.json', import.meta.url), 'utf8'),
  ) as ReaderCase[]
  const madeUp = Array.from({ length: 120 }, (_, index) => madeUpCase(7000 + index) as ReaderCase)

  it.each([
    ['of the corpus', cases, 20],
    ['of made-up files', madeUp, 20],
  ])('makes all tools one identity: files %s', async (_, all, least) => {
    let offered = 0
    for (const one of all) {
      const home = mkdtempSync(join(root, 'case-'))
      inputOf(home, one)
      const view = viewOf(home, one.config, one.credentials)
      for (const name of view.profiles.keys()) {
        const found = await findAgreement(name, { view, homeDir: home, now: at.getTime() }, 'awsCli')
        if (found === undefined) continue
        offered++
        const answers: Readonly<Record<string, ReaderResult>> = answersOn(
          view,
          home,
          after(view, found),
          name,
        )
        const shown = `${one.id} ${name}: ${found.label}`
        expect(disagree(answers), shown).toBe(false)
        expect(
          Object.values(answers).filter(({ works }) => works === false),
          shown,
        ).toEqual([])
        expect(found.label, shown).not.toContain('undefined')
      }
      rmSync(home, { recursive: true })
    }
    expect(offered).toBeGreaterThan(least)
  })
})
