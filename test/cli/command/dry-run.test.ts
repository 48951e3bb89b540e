import { describe, expect, it } from 'vitest'
import { exampleKey, exampleSecret, sampleConfig } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

describe('nothing is written', () => {
  it.each([
    [['profiles', 'list']],
    [['profiles', 'show', 'dev']],
    [['profiles', 'reveal', 'default', 'aws_secret_access_key']],
    [['problems']],
    [['env', 'dev']],
    [['history', 'list']],
    [['settings', 'get']],
    [['current']],
    [['call', 'app.snapshot']],
    [['call', '--help']],
    [['--help']],
  ])('by the first run of %j', async (args) => {
    const before = await at.sandbox.picture()
    expect((await at.sandbox.run(args)).code).toBe(0)
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it.each([
    [['profiles', 'set', 'dev', 'region', 'us-west-1'], '+ 6  region = us-west-1'],
    [['profiles', 'add', 'x', 'region', 'us-west-1'], '[profile x]'],
    [['profiles', 'unset', 'dev', 'region'], '- 6  region = eu-west-1'],
    [['profiles', 'rename', 'dev', 'dev2'], '[profile dev2]'],
    [['profiles', 'duplicate', 'dev', 'dev2'], '[profile dev2]'],
    [['profiles', 'delete', 'dev'], '[profile dev]'],
    [['settings', 'set', 'theme', 'dark'], '+ theme = dark'],
    [['use', 'dev'], '+ dev'],
  ])('by %j --dry-run, which shows the change', async (args, shown) => {
    const before = await at.sandbox.picture()
    const { code, stdout } = await at.sandbox.run([...args, '--dry-run'])
    expect(code).toBe(0)
    expect(stdout).toContain(shown)
    expect(stdout).toContain('Nothing was written (--dry-run).')
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('by an import --dry-run; secrets are masked in its diff', async () => {
    const before = await at.sandbox.picture()
    const text = `[new]\naws_access_key_id = ${exampleKey}\naws_secret_access_key = ${exampleSecret}\n`
    const { code, stdout } = await at.sandbox.run(['profiles', 'import', '--dry-run'], { stdin: text })
    expect(code).toBe(0)
    expect(stdout).toContain('[new]')
    expect(stdout).not.toContain(exampleSecret)
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('by use --dry-run, whose JSON says what would be active', async () => {
    await at.sandbox.run(['use', 'default'])
    const before = await at.sandbox.picture()
    const { stdout } = await at.sandbox.run(['use', 'dev', '--dry-run', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, value: { profile: 'dev', region: 'eu-west-1' } })
    const cleared = await at.sandbox.run(['use', '--clear', '--dry-run', '--json'])
    expect(JSON.parse(cleared.stdout)).toEqual({ ok: true, value: { known: true } })
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('by a refused setting', async () => {
    const before = await at.sandbox.picture()
    for (const more of [[], ['--dry-run']]) {
      const { code, stderr } = await at.sandbox.run(['settings', 'set', 'theme', 'purple', ...more])
      expect({ code, coded: stderr.includes('BadInput') }).toEqual({ code: 1, coded: true })
    }
    expect(await at.sandbox.picture()).toEqual(before)
  })
})

describe('history', () => {
  it('undoes the last write, and the undo too', async () => {
    await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-west-1'])
    const changed = await at.sandbox.read('config')
    const dry = await at.sandbox.run(['history', 'undo', '--dry-run'])
    expect({ code: dry.code, now: await at.sandbox.read('config') }).toEqual({ code: 0, now: changed })
    const undone = await at.sandbox.run(['history', 'undo'])
    expect(undone.code).toBe(0)
    expect(await at.sandbox.read('config')).toBe(sampleConfig)
    const id = /history undo (\S+)`/.exec(undone.stdout)?.[1] ?? ''
    expect((await at.sandbox.run(['history', 'undo', id])).code).toBe(0)
    expect(await at.sandbox.read('config')).toBe(changed)
  })

  it('restores a whole file as it was before an entry', async () => {
    const first = await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-west-1'])
    const id = /history undo (\S+)`/.exec(first.stdout)?.[1] ?? ''
    await at.sandbox.run(['profiles', 'set', 'dev', 'output', 'json'])
    expect((await at.sandbox.run(['history', 'restore', id])).code).toBe(0)
    expect(await at.sandbox.read('config')).toBe(sampleConfig)
  })

  it('shows an entry with its diff, newest first in the list, secrets masked', async () => {
    const secret = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'
    await at.sandbox.run(['profiles', 'set', 'default', 'aws_secret_access_key', '-'], { stdin: secret })
    await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-west-1'])
    const list = (await at.sandbox.run(['history', 'list'])).stdout.split('\n')
    expect(list[1]).toContain('Set region of dev')
    expect(list[2]).toContain('Set aws_secret_access_key of default')
    const id = list[2]?.split(' ')[0] ?? ''
    const { code, stdout } = await at.sandbox.run(['history', 'show', id])
    expect(code).toBe(0)
    expect(stdout).toContain('aws_secret_access_key = ')
    expect(stdout).not.toContain(secret)
    expect(stdout).not.toContain(exampleSecret)
  })

  it('says so when there is nothing to undo, or no such entry', async () => {
    const empty = await at.sandbox.run(['history', 'undo'])
    expect({ code: empty.code, coded: empty.stderr.includes('HistoryEmpty') }).toEqual({
      code: 1,
      coded: true,
    })
    const wrong = await at.sandbox.run(['history', 'show', 'nope'])
    expect({ code: wrong.code, coded: wrong.stderr.includes('HistoryNotFound') }).toEqual({
      code: 1,
      coded: true,
    })
  })
})
