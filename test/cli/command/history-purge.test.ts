import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onTerminal } from './on-terminal.ts'
import { exampleSecret } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

const historyDir = () => join(at.sandbox.home, '.local', 'state', 'stackpass', 'history')

const holdingSecret = (folder: string) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file, 'latin1').includes(exampleSecret))

describe('history purge', () => {
  it('is offered when a profile with keys was deleted, shows what would go, and leaves no key behind', async () => {
    const deleted = await at.sandbox.run(['profiles', 'delete', 'default', '--yes'])
    expect(deleted.code).toBe(0)
    expect(deleted.stderr).toMatch(
      /The keys of default stay in the backups of 1 change until \d{4}-\d\d-\d\d .*`stackpass history purge --profile`/,
    )
    const before = await at.sandbox.picture()
    const dry = await at.sandbox.run(['history', 'purge', '--profile', 'default', '--dry-run'])
    expect(dry).toMatchObject({ code: 0, stderr: '' })
    expect(dry.stdout).toContain('1 entry, ')
    expect(dry.stdout).toContain('Nothing was removed (--dry-run).')
    expect(dry.stdout).not.toContain(exampleSecret)
    const asked = await at.sandbox.run(['history', 'purge', '--profile', 'default', '--json'])
    expect(asked.code).toBe(1)
    expect(JSON.parse(asked.stdout)).toMatchObject({ error: { code: 'ConfirmationNeeded' } })
    expect(await at.sandbox.picture()).toEqual(before)
    expect(holdingSecret(historyDir())).not.toEqual([])

    const done = await at.sandbox.run(['history', 'purge', '--profile', 'default', '--yes'])
    expect(done).toMatchObject({ code: 0, stderr: '' })
    expect(done.stdout).toContain('Forgotten: 1 entry, ')
    expect(holdingSecret(at.sandbox.home)).toEqual([])
    const again = await at.sandbox.run(['history', 'purge', '--profile', 'default', '--yes'])
    expect(again).toMatchObject({ code: 0, stdout: 'The history holds no such entry.\n' })
  })

  it('is done at once on a terminal, for who says so', async () => {
    const { code, text } = await onTerminal(
      at,
      ['profiles', 'delete', 'default', '--yes'],
      {},
      'Forget them now?',
      'y\n',
    )
    expect(code).toBe(0)
    expect(text).toContain('Forgotten: 1 entry, ')
    expect(holdingSecret(at.sandbox.home)).toEqual([])
  })

  it('says nothing of keys where there were none', async () => {
    const deleted = await at.sandbox.run(['profiles', 'delete', 'dev'])
    expect({ code: deleted.code, stderr: deleted.stderr }).toEqual({ code: 0, stderr: '' })
  })

  it.each([
    [[], 'one of --profile'],
    [['--all', '--profile', 'dev'], 'one of --profile'],
    [['--older-than', 'soon'], 'such as 30d'],
    [['--older-than', '30'], 'such as 30d'],
  ])('takes one way to say what: %j', async (words, said) => {
    const refused = await at.sandbox.run(['history', 'purge', ...words])
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain(said)
  })

  it('finds a file by its path, and what is old by its age', async () => {
    await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-east-2'])
    const planned = async (...words: string[]) =>
      (
        JSON.parse((await at.sandbox.run(['history', 'purge', ...words, '--dry-run', '--json'])).stdout) as {
          value: { entries: unknown[] }
        }
      ).value.entries.length
    expect(await planned('--file', '~/.aws/config')).toBe(1)
    expect(await planned('--file', '~/.aws/credentials')).toBe(0)
    expect(await planned('--older-than', '0h')).toBe(1)
    expect(await planned('--older-than', '1d')).toBe(0)
  })
})

describe('a damaged history', () => {
  it('is named by history list and by doctor', async () => {
    await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-east-2'])
    const folder = join(historyDir(), 'entries')
    for (const name of readdirSync(folder))
      if (/-[0-9a-f]{8}\.json$/.test(name)) writeFileSync(join(folder, name), '{"version":1')
    const list = await at.sandbox.run(['history', 'list'])
    expect(list).toMatchObject({ code: 0, stdout: '' })
    expect(list.stderr).toContain('1 entry of the history cannot be read.')
    const doctor = await at.sandbox.run(['doctor'])
    expect(doctor.stderr).toContain('1 entry of the history cannot be read.')
    rmSync(folder, { recursive: true })
    expect((await at.sandbox.run(['history', 'list'])).stdout).toBe('The history is empty.\n')
  })
})
