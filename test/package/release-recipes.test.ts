import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDeb } from '../../build/release-deb.mjs'
import { recipesOf, releaseOf } from '../../build/release-recipes.mjs'
import { packRelease } from './installed.ts'

const run = promisify(execFile)
const repository = 'https://github.com/example/stackpass'
let folder = ''
let sha256 = ''
let version = ''
let recipes: Readonly<Record<string, string>> = {}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-recipes-'))
  const archive = await packRelease(folder)
  sha256 = createHash('sha256')
    .update(await readFile(archive))
    .digest('hex')
  const release = await releaseOf(archive, repository)
  version = release.version
  recipes = recipesOf(release)
  await mkdir(join(folder, 'src'))
  await run('tar', ['-xzf', archive, '-C', join(folder, 'src')])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const address = () => `${repository}/releases/download/v${version}/stackpass-${version}.tgz`

describe('the recipes of a release', () => {
  it('all name its archive, version and checksum', () => {
    expect(Object.keys(recipes)).toEqual([
      ...['stackpass.rb', 'stackpass.scoop.json', 'PKGBUILD', 'SRCINFO', 'stackpass.nix'],
    ])
    for (const [name, text] of Object.entries(recipes)) {
      expect(text, name).toContain(version)
      expect(text, name).toContain(
        name === 'stackpass.nix' ? Buffer.from(sha256, 'hex').toString('base64') : sha256,
      )
      expect(text.replaceAll('${version}', version), name).toContain(address())
      expect(text, name).not.toMatch(/undefined|\[object/)
    }
  })

  it('are made for a repository only', async () => {
    for (const wrong of ['', 'http://github.com/a/b', 'https://github.com/a/b"; rm -rf /', 'https://x/y/'])
      await expect(releaseOf('unused', wrong)).rejects.toThrow('Name the repository')
  })

  it('for Arch: what makepkg runs puts a command into place that starts', async () => {
    const [src, pkg] = [join(folder, 'src'), join(folder, 'pkg')]
    await writeFile(join(folder, 'PKGBUILD'), recipes['PKGBUILD']!)
    const script =
      'set -eu; source "$1"; cd "$2"; export pkgdir="$3"; package; declare -p pkgver depends source sha256sums'
    const { stdout } = await run('bash', ['-c', script, 'bash', join(folder, 'PKGBUILD'), src, pkg])
    expect(stdout).toContain(`pkgver="${version}"`)
    expect(stdout).toContain(address())
    const program = join(pkg, 'usr/lib/stackpass/bin/stackpass.cjs')
    expect((await run(program, ['--version'])).stdout).toBe(`${version}\n`)
    expect((await run(program, ['profiles', '--help'])).stdout).toContain('Usage: stackpass profiles')
    const names = [...recipes['SRCINFO']!.matchAll(/^\t(\w+) = (.+)$/gm)].map((match) => match[1])
    expect(names).toEqual([
      'pkgdesc',
      'pkgver',
      'pkgrel',
      'url',
      'arch',
      'license',
      'depends',
      'source',
      'sha256sums',
    ])
  })

  it('for Scoop: JSON whose script starts the command beside it', () => {
    const manifest = JSON.parse(recipes['stackpass.scoop.json']!) as Record<string, string>
    expect(manifest).toMatchObject({ version, hash: sha256, extract_dir: 'package', bin: 'stackpass.cmd' })
    // In double quotes of PowerShell, ` makes the next character plain.
    const text = /^"(.*)" \| Set-Content/.exec(manifest['pre_install']!)?.[1]?.replaceAll('`"', '"')
    expect(text).toBe(String.raw`@node "%~dp0bin\stackpass.cjs" %*`)
  })

  it.skipIf(process.platform !== 'linux')(
    'for Debian: a package that unpacks to a command that starts',
    async () => {
      const { file, entry } = await makeDeb(join(folder, 'as-it-is'), folder)
      const field = async (name: string) => (await run('dpkg-deb', ['-f', file, name])).stdout.trim()
      expect(await field('Package')).toBe('stackpass-cli')
      expect(await field('Depends')).toBe('nodejs (>= 20.19)')
      expect(entry).toContain(
        `SHA256: ${createHash('sha256')
          .update(await readFile(file))
          .digest('hex')}`,
      )
      const { stdout: listed } = await run('dpkg-deb', ['-c', file])
      const lines = listed.trim().split('\n')
      expect(listed).toContain('./usr/share/man/man1/stackpass.1.gz')
      expect(lines.filter((line) => !/^[dl-]r.x?.*root\/root/.test(line))).toEqual([])
      expect(lines.filter((line) => /^-.{4}w|^-.{7}w/.test(line))).toEqual([])
      await run('dpkg-deb', ['-x', file, join(folder, 'deb')])
      expect((await run(join(folder, 'deb/usr/bin/stackpass'), ['--version'])).stdout).toBe(`${version}\n`)
    },
  )
})
