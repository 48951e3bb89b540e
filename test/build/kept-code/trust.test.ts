import { chmod, chown, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { active, built, freshCommands } from './built-command.ts'
import { planted, plantedStore } from './poison.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65_534
freshCommands()
/** The one store of the home, which holds planted code. */
let store = ''
beforeEach(async () => {
  await built.run(['use', 'dev'])
  store = join(built.codeFolder, (await built.kept())[0]!)
  await writeFile(store, await plantedStore(built))
})

const above = (levels: number): string =>
  Array.from({ length: levels }).reduce<string>((path) => dirname(path), built.codeFolder)

/** The command works or refuses such a folder; the planted code does not run. */
async function expectUnused(args = ['current']): Promise<void> {
  const ended = await built.run(args)
  if (ended.code === 0) expect(ended).toEqual(active)
  else
    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('FolderNotPrivate') })
}

describe.skipIf(process.platform === 'win32')('kept code', () => {
  it('is run when only this user can have put it there, or nothing here would prove anything', async () => {
    expect((await built.run(['current'])).stdout).toBe(planted)
  })

  it.each([
    ['its file can be read by others', () => chmod(store, 0o644)],
    ['its file can be written by others', () => chmod(store, 0o602)],
    ['its folder can be written by others', () => chmod(built.codeFolder, 0o702)],
    ['a folder above can be written by others', () => chmod(above(1), 0o777)],
    ['the cache folder can be written by others', () => chmod(above(2), 0o777)],
    [
      'its file is a link',
      async () => {
        await rename(store, join(built.home, 'elsewhere'))
        await symlink(join(built.home, 'elsewhere'), store)
      },
    ],
    [
      'a link above leads to where others can write',
      async () => {
        await mkdir(join(built.home, 'open'), { mode: 0o700 })
        await chmod(join(built.home, 'open'), 0o777)
        await rename(above(1), join(built.home, 'open', 'stackpass'))
        await symlink(join(built.home, 'open', 'stackpass'), above(1))
      },
    ],
  ])('is not used when %s', async (_, prepare) => {
    await prepare()
    await expectUnused()
  })

  /** A group that does not consist of this user alone. */
  const openToGroup = async (path: string): Promise<void> => {
    await chown(path, 0, nobody)
    await chmod(path, 0o770)
  }

  it.runIf(isRoot).each([
    ['its file belongs to another user', () => chown(store, nobody, nobody)],
    ['its folder belongs to another user', () => chown(built.codeFolder, nobody, nobody)],
    ['a folder above belongs to another user', () => chown(above(2), nobody, nobody)],
    ['its folder can be written by a group', () => openToGroup(built.codeFolder)],
    ['the home can be written by a group', () => openToGroup(built.home)],
  ])('is not used when %s', async (_, prepare) => {
    await prepare()
    await expectUnused()
  })

  it('is used over a link of ours to a place that is ours alone', async () => {
    await rename(above(1), join(built.home, 'disk'))
    await symlink(join(built.home, 'disk'), above(1))
    expect((await built.run(['current'])).stdout).toBe(planted)
  })

  it('is used below a folder where, as in /tmp, only owners replace things', async () => {
    const shared = join(built.home, 'shared')
    await mkdir(shared)
    await chmod(shared, 0o1777)
    await rename(above(1), join(shared, 'stackpass'))
    await symlink(join(shared, 'stackpass'), above(1))
    expect((await built.run(['current'])).stdout).toBe(planted)
  })

  it('is not used for another text, although it has the length that V8 looks at', async () => {
    const main = join(built.folder, 'dist', 'cli', 'main.cjs')
    const text = await readFile(main, 'utf8')
    try {
      await writeFile(main, `${text.slice(0, -1)} `)
      expect((await readFile(main, 'utf8')).length).toBe(text.length)
      expect(await built.run(['current'])).toEqual(active)
    } finally {
      await writeFile(main, text)
    }
  })

  it.each([
    ['other options of Node', ['--no-opt'], {}],
    ['other options in NODE_OPTIONS', [], { NODE_OPTIONS: '--max-old-space-size=900' }],
  ])('is not used with %s', async (_, nodeArgs, env) => {
    expect((await built.run(['current'], { nodeArgs, env })).stdout).toBe(active.stdout)
  })

  it('that is not trusted is neither replaced nor made trusted', async () => {
    await chmod(built.codeFolder, 0o777)
    const before = await readFile(store)
    await expectUnused(['use', 'dev'])
    expect(await readFile(store)).toEqual(before)
    expect(await built.kept()).toHaveLength(1)
  })

  it.runIf(isRoot)('is not made by root in the home of another user', async () => {
    await rm(join(built.home, '.cache'), { recursive: true })
    await chown(built.home, nobody, nobody)
    await built.run(['credentials', 'dev'])
    expect(await built.kept()).toEqual([])
  })
})
