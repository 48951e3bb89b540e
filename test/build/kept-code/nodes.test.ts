import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { active, built, freshCommands, notFetched, pinnedNode, supportedNodes } from './built-command.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const run = promisify(execFile)
freshCommands()

const here = supportedNodes.filter((version) => pinnedNode(version) !== undefined)
const pairs = here.flatMap((maker) => here.filter((other) => other !== maker).map((other) => [maker, other]))

/** Every file below a folder with its content. */
async function contentsOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(
      files.sort().map(async (file) => [file.slice(folder.length), await readFile(file, 'latin1')] as const),
    ),
  )
}

describe('the built command', () => {
  it.for(supportedNodes)('runs under Node %s, cold and from its own code', async (version, { skip }) => {
    const node = pinnedNode(version) ?? skip(notFetched(version))
    expect((await built.run(['current'], { node })).stdout).toBe('No profile is active.\n')
    expect(await built.run(['use', 'dev'], { node })).toEqual(active)
    const kept = await built.kept()
    expect(kept).toHaveLength(1)
    for (const args of [['current'], ['use', 'dev'], ['use', 'dev', '--json', '--dry-run'], ['--help']])
      expect(await built.run(args, { node })).toMatchObject({ code: 0, stderr: '' })
    expect((await built.run(['credentials', 'dev'], { node })).stdout).toContain('"Version":1')
    expect((await built.run(['profiles', 'list'], { node })).stdout).toContain('dev')
    expect(await built.kept()).toEqual(kept)
  })

  it.each(pairs)('that Node %s has kept code for runs under Node %s', async (maker, other) => {
    await built.run(['use', 'dev'], { node: pinnedNode(maker!)! })
    expect(await built.run(['current'], { node: pinnedNode(other!)! })).toEqual(active)
    expect(await built.run(['use', 'dev'], { node: pinnedNode(other!)! })).toEqual(active)
    expect(await built.run(['current'], { node: pinnedNode(maker!)! })).toEqual(active)
    const kept = await built.kept()
    expect(kept).toHaveLength(2)
    // Swap the names of the two.
    const [one, two] = kept.map((name) => join(built.codeFolder, name)) as [string, string]
    await copyFile(one, `${one}.was`)
    await copyFile(two, one)
    await copyFile(`${one}.was`, two)
    for (const node of [pinnedNode(maker!)!, pinnedNode(other!)!]) {
      expect(await built.run(['current'], { node })).toEqual(active)
      expect(await built.run(['use', 'dev'], { node })).toEqual(active)
      expect(await built.run(['current'], { node })).toEqual(active)
    }
  })

  it('is the same bytes, whichever Node builds it, and none of them is compiled code', async () => {
    const shipped = await contentsOf(join(built.folder, 'dist'))
    for (const name of shipped.keys()) expect(name).toMatch(/\.cjs$/)
    const script = `await (await import(${JSON.stringify(pathToFileURL(join(root, 'build/bundle-node.mjs')).href)})).bundleCommandLine(process.argv[1])`
    for (const version of [here[0], here.at(-1)]) {
      if (version === undefined) continue
      const other = await mkdtemp(join(tmpdir(), 'stackpass-built-'))
      try {
        await run(pinnedNode(version)!, ['--input-type=module', '-e', script, join(other, 'cli')])
        expect(await contentsOf(other)).toEqual(shipped)
      } finally {
        await rm(other, { recursive: true })
      }
    }
  })

  it.each([['use dev'], ['current'], ['credentials dev'], ['profiles list --names']])(
    'loads none of the slow modules of Node for `%s`',
    async (line) => {
      const probe = join(built.home, 'probe.cjs')
      await writeFile(probe, `process.on('exit', () => console.error(process.moduleLoadList.join('\\n')))\n`)
      const { code, stderr } = await built.run(line.split(' '), { nodeArgs: ['--require', probe] })
      expect(code).toBe(0)
      const loaded = stderr.split('\n').flatMap((each) => /^NativeModule (.+)$/.exec(each)?.[1] ?? [])
      expect(loaded).toContain('fs')
      // The log of hand-outs is a chain of hashes, for which Node loads its streams too.
      const forTheLog = line.startsWith('credentials') ? [] : ['crypto', 'stream']
      const slow = [
        ...forTheLog,
        'fs/promises',
        'child_process',
        'http',
        'https',
        'net',
        'zlib',
        'worker_threads',
      ]
      expect(loaded.filter((name) => slow.includes(name))).toEqual([])
    },
  )
})

describe('a Node that is too old', () => {
  it.each([
    ['20.18.9', 1],
    ['20.19.0', 0],
    ['20.99.0', 0],
    ['21.7.3', 1],
    ['22.11.9', 1],
    ['22.12.0', 0],
    ['23.0.0', 0],
    ['30.0.0', 0],
    ['9.99.9', 1],
  ])('is judged as package.json says: %s', async (version, code) => {
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      engines: { node: string }
    }
    expect(manifest.engines.node).toBe('^20.19.0 || >=22.12.0')
    const fake = join(built.home, 'fake.cjs')
    const text = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
    await writeFile(fake, text)
    expect((await built.run(['current'], { nodeArgs: ['--require', fake] })).code).toBe(code)
  })

  it.for(['10.24.1', '20.18.1'])('%s is told so in one coded sentence', async (version, { skip }) => {
    const node = pinnedNode(version) ?? skip(notFetched(version))
    const refused = await built.run(['use', 'dev'], { node })
    expect(refused).toMatchObject({ code: 1, signal: null, stdout: '' })
    expect(refused.stderr).toBe(
      `Error NodeTooOld: Stackpass needs Node 20.19 or newer, and of Node 21 and 22 at least 22.12; this is Node ${version}.\n` +
        '  To do: Switch to a newer Node and run the command again.\n',
    )
    const json = await built.run(['current', '--json'], { node })
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { code: 'NodeTooOld' } })
    expect((await built.run(['--version'], { node })).code).toBe(0)
    expect(await built.kept()).toEqual([])
  })
})
