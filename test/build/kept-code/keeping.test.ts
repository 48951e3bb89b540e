import { chmod, chown, mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandToKeep } from '../../../cli/keeps-code.ts'
import type { KeptHeader } from '../../../cli/start/kept-format.ts'
import { active, built, freshCommands, type BuiltCommand } from './built-command.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65_534
freshCommands()

async function headerOf(built: BuiltCommand): Promise<KeptHeader> {
  const bytes = await readFile(join(built.codeFolder, (await built.kept())[0]!))
  return JSON.parse(bytes.subarray(0, bytes.indexOf(10)).toString()) as KeptHeader
}

describe('compiled code', () => {
  it.each([
    ['current'],
    ['profiles list'],
    ['profiles show dev'],
    ['env dev'],
    ['--help'],
    ['--version'],
    ['use dev --dry-run'],
    ['profiles set dev region eu-west-3 --dry-run'],
    ['use --help'],
    ['use nobody'],
  ])('is not kept by `%s`, which writes nothing', async (line) => {
    await built.run(line.split(' '))
    await expect(stat(join(built.home, '.cache'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is kept by a switch, for its owner alone, and once', async () => {
    expect(await built.run(['use', 'dev'])).toEqual(active)
    const [name, ...others] = await built.kept()
    expect({ name, others }).toEqual({
      name: expect.stringMatching(
        new RegExp(`^node-${process.versions.node}-${process.arch}-[0-9a-f]{8}\\.code$`),
      ) as string,
      others: [],
    })
    const file = join(built.codeFolder, name!)
    const first = await stat(file)
    if (process.platform !== 'win32') {
      expect((first.mode & 0o777).toString(8)).toBe('600')
      for (const path of [built.codeFolder, join(built.home, '.cache')])
        expect(((await stat(path)).mode & 0o777).toString(8)).toBe('700')
    }
    await built.run(['use', 'dev'])
    expect((await stat(file)).ino).toBe(first.ino)
  })

  it('of further commands comes to what is there', async () => {
    await built.run(['use', 'dev'])
    const before = await headerOf(built)
    expect(before.commands).toEqual(['use'])
    await built.run(['profiles', 'set', 'dev', 'region', 'eu-west-2'])
    const after = await headerOf(built)
    expect(after.commands).toEqual(['use', 'profiles set'])
    const names = after.files.map(({ name }) => name)
    expect(names.length).toBeGreaterThan(before.files.length)
    expect(names).toEqual(expect.arrayContaining(before.files.map(({ name }) => name)))
    await built.run(['credentials', 'dev'])
    expect((await headerOf(built)).commands).toEqual(['use', 'profiles set', 'credentials'])
    expect(await built.kept()).toHaveLength(1)
  })

  it('is made anew when the bundle has changed', async () => {
    await built.run(['use', 'dev'])
    const main = join(built.folder, 'dist', 'cli', 'main.cjs')
    const text = await readFile(main, 'utf8')
    try {
      await writeFile(main, `${text}// another build\n`)
      expect(await built.run(['use', 'dev'])).toEqual(active)
      const kept = await readFile(join(built.codeFolder, (await built.kept())[0]!), 'latin1')
      expect(kept).toContain('// another build')
    } finally {
      await writeFile(main, text)
    }
  })

  it('is kept by one of fifty that start at once; all answer, and nothing is left behind', async () => {
    const runs = await Promise.all(Array.from({ length: 50 }, () => built.run(['credentials', 'dev'])))
    for (const ended of runs) {
      expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' })
      expect(JSON.parse(ended.stdout)).toMatchObject({ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })
    }
    expect(await built.kept()).toHaveLength(1)
  })

  it('goes below STACKPASS_HOME and XDG_CACHE_HOME', async () => {
    const own = join(built.home, 'own')
    await built.run(['use', 'dev'], { env: { STACKPASS_HOME: own } })
    expect((await stat(join(own, 'cache', 'code'))).isDirectory()).toBe(true)
    const xdg = join(built.home, 'xdg')
    if (process.platform === 'linux') {
      await built.run(['use', 'dev'], { env: { XDG_CACHE_HOME: xdg } })
      expect((await stat(join(xdg, 'stackpass', 'code'))).isDirectory()).toBe(true)
    }
    expect(await built.kept()).toEqual([])
  })

  it('is bounded: the oldest go, with what killed runs left; what is not ours stays', async () => {
    await mkdir(built.codeFolder, { recursive: true, mode: 0o700 })
    const old = (hours: number): Date => new Date(Date.now() - hours * 3_600_000)
    for (let index = 1; index <= 20; index++) {
      const file = join(built.codeFolder, `node-18.0.0-x64-${String(index).padStart(8, '0')}.code`)
      await writeFile(file, 'x', { mode: 0o600 })
      await utimes(file, old(index), old(index))
    }
    for (const name of [`.${'0'.repeat(32)}.tmp`, 'notes.txt']) {
      await writeFile(join(built.codeFolder, name), 'x', { mode: 0o600 })
      await utimes(join(built.codeFolder, name), old(1), old(1))
    }
    expect(await built.run(['use', 'dev'])).toEqual(active)
    const kept = await built.kept()
    expect(kept.filter((name) => name.endsWith('.code'))).toHaveLength(16)
    expect(kept).toContain('node-18.0.0-x64-00000015.code')
    expect(kept).not.toContain('node-18.0.0-x64-00000016.code')
    expect(kept.filter((name) => !name.endsWith('.code'))).toEqual(['notes.txt'])
  })

  it('is kept again after a run was killed while it kept some', async () => {
    const mark = join(built.codeFolder, '.keeping')
    await mkdir(mark, { recursive: true, mode: 0o700 })
    await built.run(['use', 'dev'])
    expect(await built.kept()).toEqual(['.keeping'])
    await utimes(mark, new Date(0), new Date(0))
    await built.run(['use', 'dev'])
    await built.run(['use', 'dev'])
    expect(await built.kept()).toEqual([expect.stringMatching(/\.code$/)])
  })

  it('is not missed where it cannot be kept, and nothing is said', async () => {
    await mkdir(join(built.home, '.cache'), { mode: 0o700 })
    await writeFile(join(built.home, '.cache', 'stackpass'), 'a file', { mode: 0o600 })
    expect(await built.run(['credentials', 'dev'])).toMatchObject({ code: 0, stderr: '' })
    expect(await built.run(['use', 'dev'])).toEqual(active)
  })

  it.runIf(isRoot)('is not missed where this user may not write', async () => {
    for (const path of ['', '.aws', '.aws/config', '.aws/credentials'])
      await chown(join(built.home, path), nobody, nobody)
    await mkdir(join(built.home, '.cache'))
    await chmod(join(built.home, '.cache'), 0o755)
    const env = { STACKPASS_HOME: '' }
    expect(await built.run(['credentials', 'dev'], { user: nobody, env })).toMatchObject({
      code: 0,
      // The command says nothing if it cannot keep code, but does say if it cannot write the log.
      stderr: 'Note LogUnwritable: The log of who used which credentials cannot be written.\n',
    })
    expect(await built.kept()).toEqual([])
  })
})

describe('which commands keep code', () => {
  it.each([
    [['use', 'dev'], 'use'],
    [['use', '--clear'], 'use'],
    [['profiles', 'set', 'dev', 'region', 'x'], 'profiles set'],
    [['profiles', 'list'], undefined],
    [['profiles'], undefined],
    [['use', 'dev', '--dry-run'], undefined],
    [['credentials', '-h'], undefined],
    [[], undefined],
  ])('%j: %s', (words, command) => {
    expect(commandToKeep(words)).toBe(command)
  })
})
