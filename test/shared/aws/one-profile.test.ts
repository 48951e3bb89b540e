import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { dependentsOf, sourceSettings } from '../../../shared/domain/aws/dependents.ts'
import { editSharedFile } from '../../../shared/domain/aws/edit.ts'
import { profilesHaving } from '../../../shared/domain/aws/having.ts'
import { eachSetting, namedSections, valueOf } from '../../../shared/domain/aws/lookup.ts'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import {
  findFileProblems,
  findProblemsOfProfile,
} from '../../../shared/domain/aws/problems/find-file-problems.ts'
import { findReferences } from '../../../shared/domain/aws/references.ts'
import { generateFiles } from '../../bench/generate-files.ts'
import { hostileBytes } from './support/hostile.ts'

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

const setting = fc.constantFrom(
  'region = eu-west-1',
  'region = cn-north-1',
  'Region = eu-west-1',
  'source_profile = a',
  'source_profile = b',
  'source_profile = a b',
  'role_arn = arn:aws:iam::123456789012:role/x',
  'mfa_serial = arn:aws:iam::123456789012:mfa/me',
  'duration_seconds = 7200',
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
  'aws_access_key_id =',
  'aws_secret_access_key = "x"',
  'aws_session_token = x # y',
  'aws_expiration = 2020-01-01T00:00:00Z',
  'sso_session = corp',
  'sso_account_id = 1',
  'credential_process = aws configure export-credentials --profile a',
  'services = local',
  'no separator',
  '  nested = 1',
  '# a',
  '',
)
const header = fc.constantFrom('default', 'profile default', 'profile a', 'a', 'b', 'profile b', 'profile "a b"', 'sso-session corp', 'sso-session a', 'toString', 'a') // prettier-ignore
const section = fc.tuple(header, fc.array(setting, { maxLength: 5 })).map(([name, lines]) => [`[${name}]`, ...lines].join('\n')) // prettier-ignore
const file = fc.oneof(
  { weight: 3, arbitrary: fc.array(section, { maxLength: 5 }).map((parts) => bytesOf(parts.join('\n'))) },
  { weight: 1, arbitrary: hostileBytes },
)

const environment = { AWS_PROFILE: 'gone', AWS_ACCESS_KEY_ID: 'AKIA' }

function inputOf(configBytes: Uint8Array, credentialsBytes: Uint8Array) {
  const config = parseSharedFile(configBytes, 'config')
  const credentials = parseSharedFile(credentialsBytes, 'credentials')
  const profiles = mergeProfiles(config, credentials)
  return { config, credentials, profiles, environment, now: Date.UTC(2026, 0, 1), configMode: 0o644 }
}

it('what is wrong with one profile is what is found of it among all', () => {
  fc.assert(
    fc.property(file, file, (configBytes, credentialsBytes) => {
      const input = inputOf(configBytes, credentialsBytes)
      const all = findFileProblems(input)
      const names = new Set([...input.profiles.keys(), ...all.flatMap(({ profile }) => profile ?? [])])
      for (const name of names)
        expect(findProblemsOfProfile(input, name)).toEqual(all.filter(({ profile }) => profile === name))
    }),
    { numRuns: 1500 },
  )
})

it('finds references as reading every section does', () => {
  fc.assert(
    fc.property(file, file, (configBytes, credentialsBytes) => {
      const { config, credentials } = inputOf(configBytes, credentialsBytes)
      for (const name of ['a', 'b', 'a b', 'default', 'gone']) {
        const expected = [config, credentials].flatMap((document) =>
          namedSections(document, 'profile').flatMap((named) =>
            named.sections.flatMap((one) => {
              const lines: unknown[] = []
              eachSetting(document, one, (key, property) => {
                if (key !== 'source_profile' || valueOf(document, property) !== name) return
                lines.push({ profile: named.name, key, file: document.kind, line: property.line })
              })
              return lines
            }),
          ),
        )
        expect(findReferences(config, credentials, name)).toEqual(expected)
      }
    }),
    { numRuns: 800 },
  )
})

it('finds in generated files what reading all of them does', () => {
  const { config, credentials, names } = generateFiles(400)
  const input = inputOf(bytesOf(config), bytesOf(credentials))
  const all = findFileProblems(input)
  for (const name of names)
    expect(findProblemsOfProfile(input, name)).toEqual(all.filter(({ profile }) => profile === name))
})

it('finds those that live on a profile as reading all of them does', () => {
  fc.assert(
    fc.property(file, file, (configBytes, credentialsBytes) => {
      const { config, credentials, profiles } = inputOf(configBytes, credentialsBytes)
      const some = profilesHaving(sourceSettings, {
        config: { document: config },
        credentials: { document: credentials },
        profiles,
      })
      for (const name of ['a', 'b', 'a b', 'default'])
        expect(dependentsOf(some, [name])).toEqual(dependentsOf(profiles.values(), [name]))
    }),
    { numRuns: 800 },
  )
})

it('renames with all references, whether the file is plain or not', () => {
  const sectionOf = fc
    .tuple(
      fc.constantFrom('profile a', 'profile b', 'default', 'sso-session corp'),
      fc.uniqueArray(setting, { maxLength: 5 }),
    )
    .map(([name, lines]) => `[${name}]\n${lines.map((line) => `${line}\n`).join('')}`)
  fc.assert(
    fc.property(fc.array(sectionOf, { minLength: 1, maxLength: 4 }), (parts) => {
      const text = parts.join('')
      // A tab in a comment means nothing to any reader, and the file is not plain any more.
      const marked = `#\t\n${text}`
      const rename = { type: 'renameProfile', from: 'a', to: 'z', updateReferences: true } as const
      const [one, other] = [text, marked].map((each) => editSharedFile(bytesOf(each), 'config', rename))
      expect(one?.ok).toBe(other?.ok)
      if (one?.ok === true && other?.ok === true)
        expect(Buffer.from(other.bytes).toString()).toBe(`#\t\n${Buffer.from(one.bytes).toString()}`)
    }),
    { numRuns: 800 },
  )
})

it('judges one of a shape for all: nothing else is found than by looking at each', () => {
  const alike = fc.constantFrom(
    'region = eu-west-1',
    'region = us-east-1',
    'region = eu-wst-1',
    'region = cn-north-1',
    'output = json',
    'output = jsno',
    'cli_pager =',
    'retry_mode = adaptive',
    's3 =\n  addressing_style = path',
    'source_profile = p0',
    'source_profile = p1',
    'source_profile = p2',
    'role_arn = arn:aws:iam::123456789012:role/a',
    'role_arn = arn:aws:iam::210987654321:role/path/b',
    'role_arn = arn:aws:iam::1:role/b',
    'mfa_serial = arn:aws:iam::123456789012:mfa/me',
    'duration_seconds = 7200',
    'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
    'aws_access_key_id = ASIAIOSFODNN7EXAMPLE',
    'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'aws_session_token = FwoGZXIvYXdzEXAMPLETOKEN==',
    'aws_expiration = 2020-01-01T00:00:00Z',
    'aws_expiration = 2031-01-01T00:00:00Z',
    'sso_session = corp',
    'sso_account_id = 123456789012',
    'sso_role_name = Admin',
    'credential_process = /bin/broker --account 123456789012',
    'credential_process = /bin/broker --account 210987654321',
    'credential_process = aws configure export-credentials --profile p1',
    'endpoint_url = http://localhost:4566',
    'services = local',
    'regoin = x',
  )
  const many = (header: (name: string) => string) =>
    fc
      .array(fc.uniqueArray(alike, { maxLength: 4, selector: (line) => line.split(' ')[0] }), {
        maxLength: 6,
      })
      .map((all) => all.map((lines, index) => `${header(`p${index}`)}\n${lines.join('\n')}\n`).join(''))
  const config = many((name) => `[profile ${name}]`).map(
    (text) =>
      `${text}[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n`,
  )
  fc.assert(
    fc.property(
      config,
      many((name) => `[${name}]`),
      (first, second) => {
        const input = inputOf(bytesOf(first), bytesOf(second))
        expect(findFileProblems(input)).toEqual(findFileProblems({ ...input, shapeOf: () => undefined }))
      },
    ),
    { numRuns: 3000 },
  )
})
