import { describe, expect, it } from 'vitest'
import { identityVariables } from '../../../shared/domain/aws/identity-variables.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

const foreign = Object.fromEntries(identityVariables.map((name) => [name, `foreign-${name}`]))
const print = ['--', process.execPath, '-e', 'process.stdout.write(JSON.stringify(process.env))']
const keys =
  '[plain]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n' +
  '[known]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_account_id = 444455556666\n'

const identityIn = (environment: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => (identityVariables as readonly string[]).includes(name)),
  )

describe('the identity of whoever called', () => {
  it('does not reach what exec starts', async () => {
    await at.sandbox.write('credentials', keys)
    const plain = await at.sandbox.run(['exec', 'plain', ...print], { env: foreign })
    expect(Object.keys(identityIn(JSON.parse(plain.stdout) as Record<string, string>)).sort()).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
    ])
    const known = await at.sandbox.run(['exec', 'known', ...print], { env: foreign })
    expect(identityIn(JSON.parse(known.stdout) as Record<string, string>)).toMatchObject({
      AWS_ACCOUNT_ID: '444455556666',
    })
  })

  it('is taken back by env, with and without secrets', async () => {
    await at.sandbox.write('credentials', keys)
    for (const [args, own] of [
      [['env', 'plain', '--shell', 'bash'], ['AWS_PROFILE']],
      [
        ['env', 'plain', '--secrets', '--shell', 'bash'],
        ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
      ],
    ] as const) {
      const { stdout } = await at.sandbox.run(args)
      const unset = stdout.split('\n')[0]!.split(' ').slice(1)
      expect([...unset, ...own].sort()).toEqual([...identityVariables].sort())
    }
  })

  it('is the account of the credentials where a process asks for them', async () => {
    await at.sandbox.write('credentials', keys)
    const known = await at.sandbox.run(['credentials', 'known'])
    expect(JSON.parse(known.stdout)).toMatchObject({ AccountId: '444455556666' })
    const plain = await at.sandbox.run(['credentials', 'plain'])
    expect(JSON.parse(plain.stdout)).not.toHaveProperty('AccountId')
  })
})
