// The command as a Debian package, with its entry for an apt package list: `npm run deb`, after `npm run package`.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { synopsis } from './release-recipes.mjs'
import { root } from './sources.mjs'

/** Not `stackpass`: that is the package of the desktop app. */
const packageName = 'stackpass-cli'

/** @param {{ version: string, author: string }} manifest @param {number} kilobytes */
const control = ({ version, author }, kilobytes) => `Package: ${packageName}
Version: ${version.replace('-', '~')}
Section: devel
Priority: optional
Architecture: all
Depends: nodejs (>= 20.19)
Installed-Size: ${kilobytes}
Maintainer: ${author}
Description: ${synopsis}
 The command and its page on a loopback port, without the desktop app.
`

/**
 * Makes the package from the folder laid out for npm, and its entry for an apt package list. @param {string} laidOut
 * @param {string} destination @returns {Promise<{ file: string, entry: string }>}
 */
export async function makeDeb(laidOut, destination) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const work = await mkdtemp(join(tmpdir(), 'stackpass-deb-'))
  try {
    const own = join(work, 'usr', 'lib', 'stackpass')
    await mkdir(join(work, 'usr', 'bin'), { recursive: true })
    await mkdir(join(work, 'usr', 'share', 'doc', packageName), { recursive: true })
    await mkdir(join(work, 'DEBIAN'))
    await cp(laidOut, own, { recursive: true })
    await symlink('../lib/stackpass/bin/stackpass.cjs', join(work, 'usr', 'bin', 'stackpass'))
    await cp(join(root, 'LICENSE'), join(work, 'usr', 'share', 'doc', packageName, 'copyright'))
    const manuals = join(work, 'usr', 'share', 'man', 'man1')
    await mkdir(manuals, { recursive: true })
    await writeFile(
      join(manuals, 'stackpass.1.gz'),
      gzipSync(await readFile(join(laidOut, 'man', 'stackpass.1')), { level: 9 }),
    )
    execFileSync('chmod', ['-R', 'u=rwX,go=rX', work])
    execFileSync('chmod', ['755', join(own, 'bin', 'stackpass.cjs')])
    const kilobytes = Number(
      execFileSync('du', ['-sk', join(work, 'usr')], { encoding: 'utf8' }).split('\t')[0],
    )
    const text = control(manifest, kilobytes)
    await writeFile(join(work, 'DEBIAN', 'control'), text)
    const file = join(destination, `${packageName}_${manifest.version.replace('-', '~')}_all.deb`)
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', work, file], { stdio: 'ignore' })
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
    const size = (await stat(file)).size
    return { file, entry: `${text}Filename: ./${basename(file)}\nSize: ${size}\nSHA256: ${sha256}\n` }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const packages = join(root, 'dist', 'packages')
  const { file, entry } = await makeDeb(join(root, 'dist', 'npm'), packages)
  await writeFile(join(packages, 'Packages'), entry)
  console.log(file)
}
