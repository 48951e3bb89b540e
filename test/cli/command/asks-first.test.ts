import { describe, expect, it } from 'vitest'
import { exampleSecret } from './sandbox.ts'
import { onTerminal } from './on-terminal.ts'
import { withSandbox } from './with-sandbox.ts'
import { runWithoutTerminal } from './without-terminal.ts'

const at = withSandbox()

describe('a value that is probably a slip', () => {
  it.each<readonly [args: readonly string[], said: string]>([
    [['dev', 'region', 'eu-wset-1'], 'Did you mean eu-west-1?'],
    [['dev', 'mfa_serail', 'arn:aws:iam::111122223333:mfa/jane'], 'Did you mean mfa_serial?'],
    [['default', 'aws_secret_access_key', 'abc'], 'has 40 characters, this one has 3'],
    [['defualt', 'region', 'eu-west-1'], 'one named default. Did you mean that?'],
    [['corp', 'sso_region', 'eu-west-1a', '--section', 'sso-session'], 'Did you mean eu-west-1?'],
  ])('%o is not written unasked', async (args, said) => {
    const before = [await at.sandbox.read('config'), await at.sandbox.read('credentials')]
    const refused = await runWithoutTerminal(at, ['profiles', 'set', ...args, '--json'])
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'ConfirmationNeeded' } })
    expect(refused.stderr).toContain(said)
    expect([await at.sandbox.read('config'), await at.sandbox.read('credentials')]).toEqual(before)

    const dry = await at.sandbox.run(['profiles', 'set', ...args, '--dry-run'])
    expect(dry.code).toBe(0)
    const written = await at.sandbox.run(['profiles', 'set', ...args, '--yes'])
    expect(written.code).toBe(0)
    expect([await at.sandbox.read('config'), await at.sandbox.read('credentials')]).not.toEqual(before)
  })

  it('is none with an endpoint of its own', async () => {
    const set = ['profiles', 'set', 'local', 'endpoint_url', 'http://127.0.0.1:4566', 'region', 'local']
    const keys = ['aws_access_key_id', 'test', 'aws_secret_access_key', 'test']
    expect((await at.sandbox.run([...set, ...keys])).code).toBe(0)
  })

  it('is none where it is right', async () => {
    const set = ['profiles', 'set', 'default', 'aws_secret_access_key', '-']
    const written = await at.sandbox.run(set, { stdin: `${exampleSecret.replace('w', 'x')}\n` })
    expect(written.code).toBe(0)
  })
})

describe('a profile that others need', () => {
  it('is not deleted unasked, and all that stops working is counted', async () => {
    const chain =
      '[profile more]\nrole_arn = arn:aws:iam::111122223333:role/more\nsource_profile = dev\n[profile twin]\ncredential_process = stackpass credentials more\n'
    await at.sandbox.write('config', `${await at.sandbox.read('config')}${chain}`)
    const refused = await runWithoutTerminal(at, ['profiles', 'delete', 'default', '--json'])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('3 profiles (dev, more, twin) get no more credentials without default')
    expect(await at.sandbox.read('credentials')).not.toBe('')
    const deleted = await at.sandbox.run(['profiles', 'delete', 'default', '--yes'])
    expect(deleted.code).toBe(0)
    expect(await at.sandbox.read('credentials')).toBe('')
  })

  it('is deleted without a question where nobody does', async () => {
    expect((await at.sandbox.run(['profiles', 'delete', 'dev'])).code).toBe(0)
  })
})

describe.runIf(process.platform === 'linux')('on a terminal', () => {
  it('the question is answered with yes or no', async () => {
    const args = ['profiles', 'set', 'dev', 'region', 'eu-wset-1']
    const no = await onTerminal(at, args, {}, 'Write this anyway?', 'n\n')
    expect(no.code).toBe(1)
    expect(await at.sandbox.read('config')).not.toContain('eu-wset-1')
    const yes = await onTerminal(at, args, {}, 'Write this anyway?', 'y\n')
    expect(yes.code).toBe(0)
    expect(await at.sandbox.read('config')).toContain('eu-wset-1')
  })
})

describe('what is lost', () => {
  const has = async (text: string): Promise<boolean> =>
    `${await at.sandbox.read('config')}${await at.sandbox.read('credentials')}`.includes(text)

  it.each<readonly [args: readonly string[], question: string, gone: string]>([
    [['delete', 'dev'], 'Delete dev?', '[profile dev]'],
    [
      ['set', 'default', `aws_secret_access_key=${exampleSecret.replace('w', 'x')}`],
      'Replace or remove aws_secret_access_key?',
      exampleSecret,
    ],
  ])('%o is asked about on a terminal', async (args, question, gone) => {
    const no = await onTerminal(at, ['profiles', ...args], {}, question, 'n\n')
    expect(no.code, no.text).toBe(1)
    expect(await has(gone)).toBe(true)
    const yes = await onTerminal(at, ['profiles', ...args, '--yes'], {}, '', '')
    expect(yes.code, yes.text).toBe(0)
    expect(await has(gone)).toBe(false)
  })

  it('is not asked about where a setting is no secret', async () => {
    const { code, text } = await onTerminal(at, ['profiles', 'set', 'dev', 'region=eu-west-2'], {}, '', '')
    expect(code, text).toBe(0)
    expect(await has('eu-west-2')).toBe(true)
  })
})
