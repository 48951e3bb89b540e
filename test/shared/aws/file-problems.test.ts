import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editSharedFile } from '../../../shared/domain/aws/edit.ts'
import { botocoreView } from '../../../shared/domain/aws/lenses/botocore.ts'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { findFileProblems } from '../../../shared/domain/aws/problems/find-file-problems.ts'
import type { FileProblem, SharedFileKind } from '../../../shared/domain/aws/types.ts'
import { bytesOf, textOf } from './support/bytes.ts'
import { fileKind, hostileFile } from './support/hostile.ts'

const folder = join(import.meta.dirname, '../../fixtures/aws/files')
const corpus = readdirSync(folder)
  .filter((name) => name.endsWith('.ini'))
  .map((name) => ({
    name,
    kind: (name.startsWith('cred') || name.includes('.credentials.')
      ? 'credentials'
      : 'config') as SharedFileKind,
    bytes: new Uint8Array(readFileSync(join(folder, name))),
  }))

function found(bytes: Uint8Array, kind: SharedFileKind): FileProblem[] {
  return findFileProblems({ [kind]: parseSharedFile(bytes, kind) })
}

function codes(text: string, kind: SharedFileKind): string[] {
  return found(bytesOf(text), kind).map(({ line, code }) => `${line} ${code}`)
}

function values(bytes: Uint8Array, kind: SharedFileKind): Map<string, string> {
  const document = parseSharedFile(bytes, kind)
  const profiles = kind === 'config' ? mergeProfiles(document, undefined) : mergeProfiles(undefined, document)
  const all = new Map<string, string>()
  for (const [name, { settings }] of profiles)
    for (const [key, { value }] of settings) all.set(`${name}/${key}`, value)
  return all
}

/** Repairs that give a section back to its profile, and so may change what is read. */
const changing = new Set(['fixProfilePrefix', 'closeHeader', 'renameKey', 'setValue'])

function checkFix(bytes: Uint8Array, kind: SharedFileKind, problem: FileProblem): void {
  const operation = problem.fix?.operation
  if (operation?.type !== 'fix') return
  const outcome = editSharedFile(bytes, kind, operation)
  if (!outcome.ok) {
    expect(['VerifyMismatch', 'InvalidProfileName', 'ProfileExists', 'NotAllowed']).toContain(
      outcome.error.code,
    )
    return
  }
  const count = (list: FileProblem[]): number => list.filter(({ code }) => code === problem.code).length
  // A line that is commented out may have held another one together, which then has the problem on its own.
  const isGone = (list: FileProblem[]): boolean =>
    operation.fix.kind === 'commentOut' &&
    !list.some(({ code, line }) => code === problem.code && line === problem.line)
  expect([
    problem.code,
    textOf(outcome.bytes),
    count(found(outcome.bytes, kind)) < count(found(bytes, kind)) || isGone(found(outcome.bytes, kind)),
  ]).toEqual([problem.code, textOf(outcome.bytes), true])
  if (!changing.has(operation.fix.kind)) expect(values(outcome.bytes, kind)).toEqual(values(bytes, kind))
}

/** Whether the problems say that the AWS CLI cannot read the file. */
function blocks(bytes: Uint8Array, kind: SharedFileKind): boolean {
  const says = ({ message }: FileProblem): boolean =>
    /cannot read|can read/.test(message) && !/Java and Rust SDKs cannot/.test(message)
  return found(bytes, kind).some(says)
}

describe('problems', () => {
  it.each(corpus)('says why the AWS CLI cannot read $name, and only then', ({ name, kind, bytes }) => {
    const broken = botocoreView(bytes, kind).error !== undefined
    expect([name, blocks(bytes, kind)]).toEqual([name, broken])
  })

  it.each([
    ['config', '[prod]\na = 1\n[default]\nb = 2\n[prod]\nc = 3\n', '5 DuplicateSection'],
    ['config', '[plugins]\n[plugins]\n', '2 DuplicateSection'],
    ['config', '[profile a b]\nx = 1\n[profile a b] # again\nx = 1\n', '3 DuplicateSection'],
    ['credentials', '[a]\n:region = x\n', '2 MissingKey'],
    ['credentials', '[a]\nregion ; home = x\n', '2 MissingSeparator'],
    ['credentials', '[a]\nregion = x\n[b = c\noutput = json\n', '3 UnclosedHeader'],
    ['credentials', '[a]\nregion = x\n[b = c\nregion = y\n', '3 UnclosedHeader'],
    ['config', '\u00a0\n[default]\nregion = x\n', '1 OutsideSection'],
    ['config', '[default]\nregion = x\n\u00a0\n', '3 MissingSeparator'],
    ['config', '[default]\ns3 = # tuned\n  addressing_style\n', '3 NestedWithoutSeparator'],
    ['config', '[default]\ns3 =\n  = path\n', '3 NestedWithoutSeparator'],
    ['config', '[default]\ns3 =\n  addressing_style = pa\u2028th\n', '3 NestedWithoutSeparator'],
  ] as const)('says in %s %j what stops the AWS CLI, and only what does', (kind, text, expected) => {
    expect(codes(text, kind)).toContain(expected)
    const bytes = bytesOf(text)
    expect(blocks(bytes, kind)).toBe(botocoreView(bytes, kind).error !== undefined)
  })

  it.each(corpus)(
    'every repair offered for $name removes its problem and changes no value',
    ({ kind, bytes }) => {
      for (const problem of found(bytes, kind)) checkFix(bytes, kind, problem)
    },
  )

  it('offers no repair that would rename a setting for the JS SDK', () => {
    for (const text of ['[default]\n output=\n output=', '[default]\n output=\n region=a\n output=json\n']) {
      const twice = found(bytesOf(text), 'config').filter(({ code }) => code === 'DuplicateKey')
      expect(twice.map(({ fix }) => fix)).toEqual([undefined])
    }
  })

  it('every repair offered for a hostile file removes its problem and changes no value', () => {
    fc.assert(
      fc.property(hostileFile, fileKind, (text, kind) => {
        const bytes = bytesOf(text)
        for (const problem of found(bytes, kind)) checkFix(bytes, kind, problem)
      }),
      { numRuns: 600 },
    )
  })

  it('comes in the order of file and line', () => {
    const config = parseSharedFile(bytesOf('[profile a]\nrole_arn = r\nsource_profile = b\n[x]\n'), 'config')
    const credentials = parseSharedFile(bytesOf('[c]\naws_access_key_id = ASIA1\n'), 'credentials')
    const list = findFileProblems({ config, credentials, credentialsMode: 0o100644 })
    expect(list.map(({ file, line, code }) => `${file} ${line} ${code}`)).toEqual([
      'config 2 MalformedArn',
      'config 3 MissingSource',
      'config 4 MissingPrefix',
      'credentials 1 WideMode',
      'credentials 2 HalfKeyPair',
    ])
  })

  it.each([
    ['credentials', '[a]\naws_access_key_id = AKIA1\n', '2 HalfKeyPair'],
    ['credentials', '[a]\naws_session_token = t\n', '2 TokenWithoutKeys'],
    [
      'credentials',
      '[a]\naws_access_key_id = ASIA1\naws_secret_access_key = s\n',
      '2 TemporaryKeyWithoutToken',
    ],
    [
      'credentials',
      '[a]\naws_access_key_id = AKIA1\naws_secret_access_key = s\naws_session_token = t\n',
      '4 StaleToken',
    ],
    ['credentials', '[profile x]\na = 1\n', '1 MisplacedPrefix'],
    ['config', '[x]\na = 1\n', '1 MissingPrefix'],
    ['config', '[profile a]\na = 1\n[profile a]\nb = 1\n', '3 DuplicateSection'],
    [
      'config',
      '[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a\n',
      '3 SourceCycle',
    ],
    ['config', '[profile a]\nrole_arn = r\n', '2 RoleWithoutSource'],
    [
      'config',
      '[profile a]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n',
      '2 MissingSsoSession',
    ],
    ['config', '[profile a]\nservices = s\n', '2 MissingServices'],
    ['config', '[profile a]# c\nregion = x\n', '1 GluedComment'],
    ['config', '[default]\nregion = x\n[prod]# c\nregion = y\n', '3 GluedComment'],
    ['credentials', '[a]\nregion = x\n[profile b]; c\nregion = y\n', '3 GluedComment'],
    ['config', '[default]\nregion = x # c\n', '2 InlineComment'],
    ['config', '[default]\nregion = x\n  output = json\n', '3 AmbiguousIndentation'],
    ['config', '[default]\nregion : x\n', '2 ColonSeparator'],
    ['config', '[default]\nRegion = x\n', '2 UpperCaseKey'],
    ['config', '[default]\ns3 =\n  Addressing_Style = path\n', '3 UpperCaseKey'],
    ['credentials', '[DEFAULT]\na = 1\n', '1 ReservedName'],
    ['credentials', '[__proto__]\na = 1\n', '1 ReservedName'],
    ['credentials', '[__defineGetter__]\na = 1\n', '1 ReservedName'],
    ['config', '[profile toString]\na = 1\n', '1 ReservedName'],
    ['credentials', '[default]\naws_access_key_id = “AKIA”\n', '2 OddCharacter'],
  ] as const)('finds in %s: %j', (kind, text, expected) => {
    expect(codes(text, kind)).toContain(expected)
  })

  it('finds nothing in files as the AWS documentation has them', () => {
    const config = parseSharedFile(
      bytesOf(
        '[default]\nregion = us-east-1\n\n# the role\n[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/D\nsource_profile = default\ns3 =\n  addressing_style = path\n',
      ),
      'config',
    )
    const credentials = parseSharedFile(
      bytesOf(
        '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
      ),
      'credentials',
    )
    expect(
      findFileProblems({
        config,
        credentials,
        configMode: 0o600,
        credentialsMode: 0o600,
        environment: { AWS_PROFILE: 'dev' },
      }),
    ).toEqual([])
  })

  it('looks at the environment and at the clock', () => {
    const credentials = parseSharedFile(
      bytesOf(
        '[a]\naws_access_key_id = ASIA1\naws_secret_access_key = s\naws_session_token = t\nexpiration = 2026-01-01T00:00:00Z\n',
      ),
      'credentials',
    )
    const environment = {
      AWS_PROFILE: 'nope',
      AWS_DEFAULT_PROFILE: 'a',
      AWS_CONFIG_FILE: '',
      AWS_ACCESS_KEY_ID: 'x',
    }
    const list = findFileProblems({ credentials, environment, now: Date.parse('2026-06-01T00:00:00Z') })
    expect(list.map(({ code }) => code).sort()).toEqual([
      'EmptyVariable',
      'Expired',
      'HalfIdentityInEnvironment',
      'KeysInEnvironment',
      'TwoProfileVariables',
      'UnknownActiveProfile',
    ])
  })
})
