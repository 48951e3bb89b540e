import { describe, expect, test } from 'vitest'
import { effectiveIdentity } from '../../../shared/domain/pulumi/effective.ts'
import type { IdentityInput } from '../../../shared/domain/pulumi/identity/types.ts'
import { findStackProblems } from '../../../shared/domain/pulumi/problems/find-stack-problems.ts'
import type { StackProblemInput } from '../../../shared/domain/pulumi/problems/types.ts'
import { readProjectFile } from '../../../shared/domain/pulumi/read/project-file.ts'
import { readStackFile } from '../../../shared/domain/pulumi/read/stack-file.ts'
import { edited, utf8 } from './support.ts'

const verified = new Map([['dev', { accountId: '111122223333', at: 1 }]])

function inputOf(stackText: string, more: Partial<IdentityInput> = {}, projectText?: string): IdentityInput {
  const stack = readStackFile(utf8(stackText), 'yaml')
  const project = projectText === undefined ? undefined : readProjectFile(utf8(projectText), 'Pulumi.yaml')
  if (!stack.ok || (project && !project.ok)) throw new Error('the example does not parse')
  const profiles = new Map([
    ['dev', { region: 'eu-west-1' }],
    ['default', {}],
  ])
  return { stack: stack.value, project: project?.value, environment: {}, profiles, verified, ...more }
}

const winner = (list: readonly { state: string; source: string }[]): string | undefined =>
  list.find((candidate) => candidate.state === 'wins')?.source

describe('effective identity', () => {
  test('aws:profile beats keys in the environment, and brings its region and account', () => {
    const result = effectiveIdentity(
      inputOf('config:\n  aws:profile: dev\n', {
        environment: { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' },
      }),
    )
    expect(winner(result.credentials)).toBe('stack-profile')
    expect(result.credentials.find((item) => item.source === 'environment-keys')?.state).toBe('beaten')
    expect(winner(result.region)).toBe('profile-region')
    expect(result.account).toEqual({ accountId: '111122223333', from: 'verified', at: 1 })
  })
  test('static keys beat the profile', () => {
    expect(
      winner(
        effectiveIdentity(inputOf('config:\n  aws:profile: dev\n  aws:accessKey:\n    secure: v1:a:b\n'))
          .credentials,
      ),
    ).toBe('static-keys')
  })
  test('an imported environment leaves the answer open where it could change it', () => {
    const result = effectiveIdentity(inputOf('environment: [acme/aws]\n'))
    expect(winner(result.credentials)).toBe('default-profile')
    expect(result.credentials.filter((item) => item.state === 'unknown').length).toBeGreaterThan(1)
    expect(result.unknowns).toHaveLength(1)
  })
  test('an imported environment may change the profile of the project, but not that there is one', () => {
    const project = 'name: p\nruntime: yaml\nconfig:\n  aws:profile: dev\n'
    const result = effectiveIdentity(inputOf('environment: [acme/aws]\n', {}, project))
    const states = new Map(result.credentials.map(({ source, state }) => [source, state]))
    expect(states.get('static-keys')).toBe('unknown')
    expect(states.get('stack-profile')).toBe('wins')
    expect(states.get('default-profile')).toBe('beaten')
    expect(result.credentials.find(({ state }) => state === 'wins')?.why).toMatch(
      /may name another profile\. If anything unknown above applies, it comes first.$/,
    )
  })
  test.each([
    ['an encrypted entry', '  aws:sharedConfigFiles:\n    - ./mine\n    - secure: v1:a:b\n'],
    ['an encrypted list', '  aws:sharedConfigFiles:\n    secure: v1:a:b\n'],
    ['an encrypted file of credentials', '  aws:sharedCredentialsFiles:\n    - secure: v1:a:b\n'],
  ])('%s leaves open which files are read, and what they hold', (_, files) => {
    const asked: unknown[] = []
    const input = (rest: string): IdentityInput =>
      inputOf(`config:\n${rest}${files}`, {
        readerAnswers: (question) => {
          asked.push(question)
          throw new Error('the readers were asked about files that are not known')
        },
      })
    const named = effectiveIdentity(input('  aws:profile: dev\n'))
    expect(winner(named.credentials)).toBe('stack-profile')
    expect(named).toMatchObject({ profile: 'dev', account: undefined, ownFiles: true })
    expect(named.region.at(-1)).toMatchObject({
      state: 'unknown',
      value: undefined,
      why: 'Which AWS files are read is not known.',
    })
    expect(named.unknowns.join()).toMatch(/^aws:shared\w+Files cannot be read here/)
    const unnamed = effectiveIdentity(input(''))
    expect(unnamed.credentials.find(({ source }) => source === 'default-profile')).toMatchObject({
      state: 'unknown',
    })
    expect(unnamed.account).toBeUndefined()
    expect(asked).toEqual([])
    const gone = input('  aws:profile: gone\n')
    const said = problemsOf(gone, { expiredProfiles: new Set(['gone']) })
    expect(said.map(({ code }) => code)).not.toContain('profile-unknown')
    expect(said.map(({ code }) => code)).not.toContain('session-expired')
  })
  test('the project is asked where the stack says nothing, and the last role decides the account', () => {
    const project =
      'name: p\nruntime: yaml\nconfig:\n  aws:profile:\n    value: dev\n  aws:region: us-east-1\n'
    const stack = 'config:\n  aws:assumeRoles:\n    - roleArn: arn:aws:iam::444455556666:role/x\n'
    const result = effectiveIdentity(inputOf(stack, {}, project))
    expect(result.profile).toBe('dev')
    expect(result.account).toEqual({ accountId: '444455556666', from: 'role' })
  })
})

function problemsIn(stackText: string, more: Partial<StackProblemInput> = {}, projectText?: string) {
  return problemsOf(inputOf(stackText, {}, projectText), more)
}

function problemsOf(input: IdentityInput, more: Partial<StackProblemInput>) {
  return findStackProblems({
    stack: input.stack!,
    project: input.project,
    identity: effectiveIdentity(input),
    major: 7,
    knownProfiles: new Set(['dev', 'default']),
    expiredProfiles: new Set(),
    verified,
    backend: undefined,
    environment: {},
    ...more,
  })
}

const region = '  aws:region: us-east-1\n'

describe('problems', () => {
  const rows: [string, string, Partial<StackProblemInput>, string?][] = [
    ['profile-not-portable', `config:\n${region}  aws:profile: dev\n`, {}],
    ['profile-unknown', `config:\n${region}  aws:profile: nobody\n`, {}],
    ['session-expired', `config:\n${region}  aws:profile: dev\n`, { expiredProfiles: new Set(['dev']) }],
    [
      'environment-keys-ignored',
      `environment:\n  values:\n    environmentVariables: {AWS_ACCESS_KEY_ID: x}\nconfig:\n${region}  aws:profile: dev\n`,
      {},
    ],
    [
      'shell-keys-checked-first',
      `config:\n${region}  aws:profile: dev\n`,
      { environment: { AWS_ACCESS_KEY_ID: 'x' } },
    ],
    [
      'environment-needs-cloud',
      `environment: [a]\nconfig:\n${region}`,
      { backend: { kind: 'file', url: 'file://~' } },
    ],
    ['environment-shape', `environment: a\nconfig:\n${region}`, {}],
    [
      'stack-file-never-read',
      `config:\n${region}`,
      { neverRead: [{ path: 'Pulumi.x.yaml', reason: 'outside-config-folder' }] },
    ],
    ['deploy-settings-file', `config:\n${region}`, { ambiguous: ['Pulumi.dev.deploy.yaml'] }],
    ['stack-file-shared', `config:\n${region}`, { sharedBy: ['a/p/dev', 'b/p/dev'] }],
    [
      'account-not-allowed',
      `config:\n${region}  aws:profile: dev\n  aws:allowedAccountIds: ["999999999999"]\n`,
      {},
    ],
    [
      'account-forbidden',
      `config:\n${region}  aws:profile: dev\n  aws:forbiddenAccountIds: ["111122223333"]\n`,
      {},
    ],
    ['account-not-pinned', `config:\n${region}  aws:profile: dev\n`, {}],
    [
      'account-lists-both',
      `config:\n${region}  aws:allowedAccountIds: ["111122223333"]\n  aws:forbiddenAccountIds: ["1"]\n`,
      {},
    ],
    [
      'account-lookup-skipped',
      `config:\n${region}  aws:allowedAccountIds: ["111122223333"]\n  aws:skipRequestingAccountId: "true"\n`,
      {},
    ],
    ['account-id-unquoted', `config:\n${region}  aws:allowedAccountIds:\n  - 012345678901\n`, {}],
    ['account-ids-not-a-list', `config:\n${region}  aws:allowedAccountIds: "111122223333"\n`, {}],
    ['value-rewritten', `config:\n${region}  app:id: 0123\n`, {}],
    ['value-empty', `config:\n${region}  aws:skipRegionValidation:\n`, {}],
    ['value-not-boolean', `config:\n${region}  aws:insecure: "yes"\n`, {}],
    [
      'token-and-file',
      `config:\n${region}  aws:assumeRoleWithWebIdentity: {webIdentityToken: abcd, webIdentityTokenFile: f}\n`,
      {},
    ],
    ['secret-in-plain-text', `config:\n${region}  aws:secretKey: abc\n`, {}],
    ['option-unknown', `config:\n${region}  aws:nonsense: 1\n`, {}],
    ['option-misspelt', `config:\n${region}  aws:allowedAccountIDs: ["111122223333"]\n`, {}],
    ['option-renamed', `config:\n${region}  aws:assumeRole: {roleArn: x}\n`, {}],
    ['option-too-new', `config:\n${region}  aws:assumeRoles: [{roleArn: x}]\n`, { major: 6 }],
    ['path-as-key', `config:\n${region}  aws:assumeRole.roleArn: x\n`, {}],
    ['key-twice', `config:\n${region}  aws:config:profile: dev\n  aws:profile: dev\n`, {}],
    ['key-in-three-parts', `config:\n${region}  aws:config:profile: dev\n`, {}],
    [
      'project-value-hidden',
      `config:\n${region}  aws:defaultTags: {tags: {a: b}}\n`,
      {},
      'name: p\nruntime: go\nconfig:\n  aws:defaultTags: {value: {tags: {c: d}}}\n',
    ],
    ['top-level-key-dropped', `mine: 1\nconfig:\n${region}`, {}],
    [
      'secrets-provider-profile',
      `secretsprovider: awskms://alias/x?region=eu-west-1&profile=other\nconfig:\n${region}  aws:profile: dev\n`,
      {},
    ],
    [
      'backend-profile',
      `config:\n${region}  aws:profile: dev\n`,
      { backend: { kind: 's3', url: 's3://bucket' } },
    ],
    [
      'state-profile-differs',
      `config:\n${region}  aws:profile: dev\n`,
      { stateProviders: [{ name: 'default', profile: 'old' }] },
    ],
    ['default-provider-disabled', `config:\n${region}  pulumi:disable-default-providers: [aws]\n`, {}],
    ['region-unknown', 'config: {}\n', {}],
    ['native-out-of-step', `config:\n${region}  aws-native:region: eu-west-1\n`, {}],
  ]
  test.each(rows)('%s is found', (code, text, more, project) => {
    expect(problemsIn(text, more, project).map((problem) => problem.code)).toContain(code)
  })

  test.each(rows)('the fix of %s takes the problem away', (code, text, more, project) => {
    const found = problemsIn(text, more, project).find((problem) => problem.code === code)!
    if (!found.fix) return
    const fixed = found.fix.operations.reduce((before, operation) => edited(before, operation), text)
    expect(fixed).not.toBe(text)
    expect(
      problemsIn(fixed, more, project).filter(
        (problem) =>
          problem.code === code && problem.line === found.line && problem.message === found.message,
      ),
    ).toEqual([])
  })

  test('a clean stack has nothing to say', () => {
    expect(problemsIn(`config:\n${region}`)).toEqual([])
  })
})
