import { describe, expect, it } from 'vitest'
import { onTerminal } from './on-terminal.ts'
import { exampleKey, exampleSecret } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

describe('import', () => {
  const portal = `export AWS_ACCESS_KEY_ID="ASIAIOSFODNN7EXAMPLE"
export AWS_SECRET_ACCESS_KEY="${exampleSecret}"
export AWS_SESSION_TOKEN="${'IQoJb3JpZ2luX2VjEXAMPLE'.padEnd(400, 'x')}=="
`

  it('writes pasted keys to the profile named', async () => {
    const { code, stdout, stderr } = await at.sandbox.run(['profiles', 'import', '--as', 'portal'], {
      stdin: portal,
    })
    expect({ code, stderr: stderr.includes('new profile') }).toEqual({ code: 0, stderr: true })
    expect(stdout).not.toContain(exampleSecret)
    expect(await at.sandbox.read('credentials')).toContain('aws_access_key_id = ASIAIOSFODNN7EXAMPLE')
  })

  it('shows which key it replaces in the profile that was named', async () => {
    const args = ['profiles', 'import', '--as', 'default', '--dry-run']
    const { stderr } = await at.sandbox.run(args, { stdin: portal })
    expect(stderr).toMatch(new RegExp(`^1 +default +ASIAIOSFODNN7EXAMPLE .* replaces ${exampleKey}$`, 'm'))
    const list = await at.sandbox.run(['profiles', 'import', '--as', 'default', '--list'], { stdin: portal })
    expect(list.stdout).toContain(`replaces ${exampleKey}`)
  })

  it('says that a profile with a role will not use the keys', async () => {
    const args = ['profiles', 'import', '--as', 'dev', '--dry-run']
    const { code, stderr } = await at.sandbox.run(args, { stdin: portal })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^1 +dev .* role, without keys$/m)
    expect(stderr).toContain('Note: dev assumes a role')
  })

  it('says that a text brings a command along', async () => {
    const stdin = '[tool]\ncredential_process = /bin/get keys\n'
    const { code, stderr } = await at.sandbox.run(['profiles', 'import', '--dry-run'], { stdin })
    expect({ code, said: stderr.includes('gives tool a credential_process') }).toEqual({
      code: 0,
      said: true,
    })
  })

  it('writes an end that was given in the usual spelling, and refuses what is no time', async () => {
    const args = ['profiles', 'import', '--as', 'portal', '--expires']
    const before = await at.sandbox.picture()
    for (const time of ['tomorrow', '2030-01-02T03:04:05', ''])
      expect((await at.sandbox.run([...args, time], { stdin: portal })).stderr).toContain(
        'Error InvalidValue:',
      )
    expect(await at.sandbox.picture()).toEqual(before)
    await at.sandbox.run([...args, '2030-01-02T04:04:05+01:00'], { stdin: portal })
    expect(await at.sandbox.read('credentials')).toContain(
      '\nx_security_token_expires = 2030-01-02T03:04:05Z\n',
    )
  })

  it('reads the UTF-16 that Windows PowerShell writes, and tells what it repaired, also in a list', async () => {
    const stdin = Buffer.from(`\ufeff${portal.replaceAll('="', '=\u201c')}`, 'utf16le')
    const { code, stdout, stderr } = await at.sandbox.run(['profiles', 'import', '--list'], { stdin })
    expect({ code, found: stdout.includes('ASIAIOSFODNN7EXAMPLE') }).toEqual({ code: 0, found: true })
    expect(stderr).toContain('Curly double quotes')
  })

  it('says which of several sets is not whole, and how to take the others', async () => {
    const stdin = `[a]\naws_access_key_id = ${exampleKey}\naws_secret_access_key = ${exampleSecret}\n[b]\naws_access_key_id = ${exampleKey}\n`
    const before = await at.sandbox.picture()
    const { code, stderr } = await at.sandbox.run(['profiles', 'import'], { stdin })
    expect({ code, which: stderr.includes('It is number 2') }).toEqual({ code: 1, which: true })
    expect(stderr).toContain('--only 1.')
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('does not show what is pasted into a terminal', async () => {
    const args = ['profiles', 'import', '--as', 'pasted']
    const paste = `${portal.replaceAll('\n', '\r')}\u0004`
    const { code, text } = await onTerminal(at, args, {}, 'press Ctrl-D', paste)
    expect({ code, written: text.includes('Imported pasted') }).toEqual({ code: 0, written: true })
    expect(text).not.toContain(exampleSecret)
    expect(await at.sandbox.read('credentials')).toContain(
      `[pasted]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE`,
    )
    const left = await onTerminal(at, args, {}, 'press Ctrl-D', '[x]\r\u0003')
    expect(left.code).toBe(130)
  })

  it('lists what it finds without writing', async () => {
    const before = await at.sandbox.picture()
    const { code, stdout } = await at.sandbox.run(['profiles', 'import', '-', '--list'], { stdin: portal })
    expect(code).toBe(0)
    expect(stdout).toContain('ASIAIOSFODNN7EXAMPLE')
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('refuses text without keys, and a file that is not there', async () => {
    expect((await at.sandbox.run(['profiles', 'import'], { stdin: 'hello' })).stderr).toContain(
      'ImportNothingFound',
    )
    const missing = await at.sandbox.run(['profiles', 'import', '/nowhere/at/all'])
    expect({ code: missing.code, coded: missing.stderr.includes('FileUnreadable') }).toEqual({
      code: 1,
      coded: true,
    })
  })

  it('calls a number that is not there wrong usage', async () => {
    const { code } = await at.sandbox.run(['profiles', 'import', '--only', '9'], { stdin: portal })
    expect(code).toBe(2)
  })
})
