import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { makeDeb } from '../../build/release-deb.mjs'
import { recipesOf, releaseOf, wingetOf } from '../../build/release-recipes.mjs'
import { findProgram } from '../../core/system/find-program.ts'
import { packRelease } from './installed.ts'

const run = promisify(execFile)
const has = (program: string): boolean => findProgram(program, process.env) !== undefined
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

  it('have a description that Homebrew and Debian take', () => {
    const description = /desc "(.*)"/.exec(recipes['stackpass.rb']!)?.[1] ?? ''
    expect(description).toMatch(/^(?!an? |the |stackpass)[A-Z].{20,78}[^.]$/i)
  })

  it('for winget: three files about the installer, as its schema asks', async () => {
    const release = { version, description: 'x: y', license: 'MIT', repository }
    const files = Object.entries(
      wingetOf(release, { name: `Stackpass-Setup-${version}.exe`, sha256: 'ab'.repeat(32) }),
    )
    const parsed = files.map(([, text]) => parse(text.replace('x: y', '"x: y"')) as Record<string, unknown>)
    expect(files.map(([name]) => name)).toEqual([
      ...[
        'Stackpass.Stackpass.yaml',
        'Stackpass.Stackpass.installer.yaml',
        'Stackpass.Stackpass.locale.en-US.yaml',
      ],
    ])
    for (const each of parsed) {
      expect(each['PackageIdentifier']).toMatch(/^[^.\s\\/:*?"<>|]{1,32}(\.[^.\s\\/:*?"<>|]{1,32}){1,7}$/)
      expect(each).toMatchObject({ PackageVersion: version, ManifestVersion: '1.6.0' })
    }
    expect(parsed.map((each) => each['ManifestType'])).toEqual(['version', 'installer', 'defaultLocale'])
    expect(parsed[1]!['Installers']).toEqual([
      {
        Architecture: 'x64',
        InstallerUrl: `${repository}/releases/download/v${version}/Stackpass-Setup-${version}.exe`,
        InstallerSha256: 'AB'.repeat(32),
      },
    ])
    const { nsis } = parse(await readFile('electron-builder.yml', 'utf8')) as {
      nsis: { artifactName: string }
    }
    expect(nsis.artifactName).toBe('Stackpass-Setup-${version}.${ext}')
  })

  it.skipIf(!has('ruby'))('for Homebrew: Ruby reads the formula without a warning', async () => {
    await writeFile(join(folder, 'stackpass.rb'), recipes['stackpass.rb']!)
    const { stdout, stderr } = await run('ruby', ['-wc', join(folder, 'stackpass.rb')])
    expect([stdout, stderr]).toEqual(['Syntax OK\n', ''])
  })

  it.skipIf(!has('nix-instantiate'))('for Nix: Nix reads the expression', async () => {
    await writeFile(join(folder, 'stackpass.nix'), recipes['stackpass.nix']!)
    const { stdout } = await run('nix-instantiate', ['--parse', join(folder, 'stackpass.nix')])
    expect(stdout).toContain('mkDerivation')
  })

  it.skipIf(!has('shellcheck'))(
    'for Arch: shellcheck finds what makepkg sets and reads, and nothing else',
    async () => {
      await writeFile(join(folder, 'PKGBUILD'), recipes['PKGBUILD']!)
      // SC2034 and SC2154: makepkg reads the variables, and sets pkgdir.
      const { stdout } = await run('shellcheck', [
        '-s',
        'bash',
        '-S',
        'style',
        '-e',
        'SC2034,SC2154',
        join(folder, 'PKGBUILD'),
      ])
      expect(stdout).toBe('')
    },
  )

  it.skipIf(!has('makepkg') || process.getuid?.() === 0)('for Arch: makepkg prints our SRCINFO', async () => {
    const place = await mkdtemp(join(folder, 'makepkg-'))
    await writeFile(join(place, 'PKGBUILD'), recipes['PKGBUILD']!)
    const { stdout } = await run('makepkg', ['--printsrcinfo'], { cwd: place })
    expect(stdout).toBe(recipes['SRCINFO'])
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
      if (has('lintian')) {
        // Both wait for an address behind the maintainer's name, without which a changelog is not valid either (docs/RELEASE.md).
        const said = await run('lintian', [file]).catch((error: { stdout: string }) => error)
        const tags = said.stdout.split('\n').flatMap((line) => /^[EW]: \S+: (\S+)/.exec(line)?.[1] ?? [])
        expect(tags.sort()).toEqual(['malformed-contact', 'no-changelog'])
      }
      await run('dpkg-deb', ['-x', file, join(folder, 'deb')])
      expect((await run(join(folder, 'deb/usr/bin/stackpass'), ['--version'])).stdout).toBe(`${version}\n`)
    },
  )
})
