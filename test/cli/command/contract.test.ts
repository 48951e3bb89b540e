import { describe, expect, it } from 'vitest'
import { contract, type MethodName } from '../../../shared/contract/index.ts'
import { exampleKey } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

interface Printed {
  readonly ok: boolean
  readonly value?: unknown
  readonly error?: { readonly code: string }
}

/** Parses the output with the method's own output schema, which would drop unknown keys and so show a difference. */
function checkShape(method: MethodName, stdout: string): void {
  const reply = JSON.parse(stdout) as Printed
  expect(reply.ok).toBe(true)
  expect(contract[method].output.parse(reply.value)).toEqual(reply.value)
}

describe('--json', () => {
  it.each<[MethodName, string[]]>([
    ['profiles.list', ['profiles', 'list']],
    ['profiles.show', ['profiles', 'show', 'dev']],
    ['profiles.reveal', ['profiles', 'reveal', 'default', 'aws_secret_access_key']],
    ['edits.apply', ['profiles', 'set', 'dev', 'region', 'us-west-1']],
    ['edits.plan', ['profiles', 'set', 'dev', 'region', 'us-west-1', '--dry-run']],
    ['edits.apply', ['profiles', 'add', 'x', 'region', 'us-west-1']],
    ['edits.apply', ['profiles', 'unset', 'dev', 'region']],
    ['edits.apply', ['profiles', 'rename', 'dev', 'dev2']],
    ['edits.apply', ['profiles', 'duplicate', 'dev', 'dev2']],
    ['edits.apply', ['profiles', 'delete', 'dev']],
    ['profiles.list', ['problems']],
    ['profiles.snippet', ['env', 'dev', '--shell', 'fish']],
    ['history.list', ['history', 'list']],
    ['settings.get', ['settings', 'get']],
    ['settings.set', ['settings', 'set', 'theme', 'dark']],
    ['active.use', ['use', 'dev']],
    ['active.get', ['current']],
  ])('prints the output of %s for %j', async (method, args) => {
    const { code, stdout } = await at.sandbox.run([...args, '--json'])
    expect(code).toBe(0)
    checkShape(method, stdout)
  })

  it('prints a refusal as a reply too, and tells it on standard error', async () => {
    const { code, stdout, stderr } = await at.sandbox.run(['profiles', 'show', 'nope', '--json'])
    expect(code).toBe(1)
    expect((JSON.parse(stdout) as Printed).error?.code).toBe('ProfileNotFound')
    expect(stderr).toContain('ProfileNotFound')
  })
})

describe('call', () => {
  it('takes input on standard input and prints the reply', async () => {
    const { code, stdout } = await at.sandbox.run(['call', 'profiles.show'], { stdin: '{"name":"dev"}' })
    expect(code).toBe(0)
    checkShape('profiles.show', stdout)
  })

  it('needs no input for methods without', async () => {
    const { code, stdout } = await at.sandbox.run(['call', 'app.snapshot'])
    expect(code).toBe(0)
    checkShape('app.snapshot', stdout)
  })

  it.each([
    ['no.such', '{}', 'UnknownMethod'],
    ['profiles.show', '{"nome":"x"}', 'BadInput'],
    ['profiles.show', 'not json', 'BadInput'],
  ])('answers %s with %j by a coded reply', async (method, stdin, wanted) => {
    const { code, stdout, stderr } = await at.sandbox.run(['call', method], { stdin })
    expect(code).toBe(1)
    expect((JSON.parse(stdout) as Printed).error?.code).toBe(wanted)
    expect(stderr).toContain(wanted)
  })

  it('never repeats input that is not JSON, which may hold a secret', async () => {
    const { stdout, stderr } = await at.sandbox.run(['call', 'imports.parse'], {
      stdin: `{"text": ${exampleKey}`,
    })
    expect(stdout + stderr).not.toContain(exampleKey)
  })

  it('lists every method in its help', async () => {
    const { code, stdout } = await at.sandbox.run(['call', '--help'])
    expect(code).toBe(0)
    for (const [name, { kind, about }] of Object.entries(contract)) {
      const line = stdout.split('\n').find((text) => text.startsWith(`${name} `))
      expect(line?.replace(/ {2,}/g, '|')).toBe(`${name}|${kind}|${about}`)
    }
  })

  it.each(Object.keys(contract))('prints JSON schemas of %s', async (method) => {
    const { methodSchema } = await import('../../../cli/commands/method-schema.ts')
    const schema = methodSchema(method)
    expect(schema).toMatchObject({ method, input: { type: 'object' }, output: expect.anything() })
  })

  it('prints a schema on the command line, and knows a wrong name', async () => {
    const { code, stdout } = await at.sandbox.run(['call', 'edits.plan', '--schema'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'command', input: { required: ['operations'] } })
    expect((await at.sandbox.run(['call', 'no.such', '--schema'])).code).toBe(2)
  })
})
