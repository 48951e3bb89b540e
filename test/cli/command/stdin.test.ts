import { describe, expect, it } from 'vitest'
import { exampleKey, exampleSecret, sampleConfig } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
const setRegion = ['profiles', 'set', 'dev', 'region', '-']

describe('a value on standard input', () => {
  it('is refused when it is not UTF-8, so that no byte is replaced in silence', async () => {
    const { code, stderr } = await at.sandbox.run(setRegion, { stdin: Buffer.from([0x61, 0xff, 0x0a]) })
    expect({ code, coded: stderr.includes('Error UnsupportedEncoding:') }).toEqual({ code: 1, coded: true })
    expect(await at.sandbox.read('config')).toBe(sampleConfig)
    const asJson = await at.sandbox.run([...setRegion, '--json'], { stdin: Buffer.from([0xff]) })
    expect(JSON.parse(asJson.stdout)).toMatchObject({ ok: false, error: { code: 'UnsupportedEncoding' } })
  })

  it.each([
    ['a byte order mark', Buffer.from('\ufeffeu-west-3\r\n')],
    ['the UTF-16 of Windows PowerShell', Buffer.from('\ufeffeu-west-3\r\n', 'utf16le')],
  ])('is read behind %s', async (_what, stdin) => {
    expect((await at.sandbox.run(setRegion, { stdin })).code).toBe(0)
    expect(await at.sandbox.read('config')).toBe(sampleConfig.replace('= eu-west-1', '= eu-west-3'))
  })

  it('is refused when there are more lines than values: each could belong to another key', async () => {
    const args = ['profiles', 'add', 'new', 'aws_access_key_id', '-', 'aws_secret_access_key', '-']
    const before = await at.sandbox.picture()
    const { code, stderr } = await at.sandbox.run(args, { stdin: `\n${exampleKey}\n${exampleSecret}\n` })
    expect({ code, said: stderr.includes('one line for each of') }).toEqual({ code: 2, said: true })
    expect(await at.sandbox.picture()).toEqual(before)
    expect((await at.sandbox.run(args, { stdin: `${exampleKey}\n${exampleSecret}\n\n` })).code).toBe(0)
  })
})

it('reads the input of a method behind a byte order mark, and refuses what is not UTF-8', async () => {
  const shown = await at.sandbox.run(['call', 'profiles.show'], { stdin: '\ufeff{"name":"dev"}' })
  expect(JSON.parse(shown.stdout)).toMatchObject({ ok: true })
  const { code, stdout } = await at.sandbox.run(['call', 'profiles.show'], {
    stdin: Buffer.from([0x22, 0xff]),
  })
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'UnsupportedEncoding' } })
})

it.each([[setRegion], [['profiles', 'import', '-', '--list']], [['call', 'profiles.show']]])(
  'is read up to a limit: %j',
  async (args) => {
    const stdin = Buffer.alloc(16 * 1024 * 1024 + 1, 0x61)
    const { code, stdout, stderr } = await at.sandbox.run(args, { stdin })
    expect({ code, coded: (stdout + stderr).includes('FileTooLarge') }).toEqual({ code: 1, coded: true })
    expect(await at.sandbox.read('config')).toBe(sampleConfig)
  },
)
