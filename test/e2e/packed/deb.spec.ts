import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { electronBuilder } from '../../../build/electron/pack-app.mjs'
import { expect, test as suite } from '../support/packed-test.ts'

interface Deb {
  /** What follows an option of fpm, in the order of the options. */
  option(name: string): readonly string[]
  /** Where the package puts files. */
  readonly places: readonly string[]
  readonly afterInstall: string
  readonly desktopEntry: string
}

/** Stands for fpm, which electron-builder fetches from GitHub: keeps what it is given. */
const recorder = (folder: string) => `#!/bin/sh
printf '%s\\0' "$@" > '${folder}/arguments'
while [ $# -gt 0 ]; do
  case "$1" in
    --after-install) cp "$2" '${folder}/after-install' ;;
    --package) : > "$2" ;;
    *.desktop=*) cp "\${1%%=*}" '${folder}/desktop-entry' ;;
  esac
  shift
done
`

/** What electron-builder would have fpm make a deb of. */
const test = suite.extend<{ deb: Deb }>({
  deb: async ({ copyOfPacked }, use) => {
    const app = await copyOfPacked()
    const folder = await mkdtemp(join(tmpdir(), 'stackpass-deb-'))
    const fpm = join(folder, 'fpm')
    await writeFile(fpm, recorder(folder))
    await chmod(fpm, 0o755)
    await mkdir(join(folder, 'out'))
    await electronBuilder(
      [
        ...['--linux', 'deb', '--x64', '--publish', 'never', '--prepackaged', app],
        `-c.directories.output=${join(folder, 'out')}`,
        // package.json has none yet (docs/RELEASE.md).
        ...[
          '-c.extraMetadata.homepage=https://example.com',
          '-c.linux.maintainer=Nobody <nobody@example.com>',
        ],
      ],
      { CUSTOM_FPM_PATH: fpm },
    )
    const words = (await readFile(join(folder, 'arguments'), 'utf8')).split('\0').slice(0, -1)
    await use({
      option: (name) => words.flatMap((word, index) => (words[index - 1] === name ? [word] : [])),
      places: words.flatMap((word) => /^\/.+?=(\/.+)$/.exec(word)?.[1] ?? []),
      afterInstall: await readFile(join(folder, 'after-install'), 'utf8'),
      desktopEntry: await readFile(join(folder, 'desktop-entry'), 'utf8'),
    })
    await rm(folder, { recursive: true })
  },
})

// One test, since each one has the deb made anew.
test('the deb that would be made', async ({ deb }) => {
  await test.step('says what it is and what it needs', () => {
    expect(deb.option('--name')).toEqual(['stackpass'])
    expect(deb.option('--license')).toEqual(['MIT'])
    expect(deb.option('--architecture')).toEqual(['amd64'])
    expect(deb.option('-d')).toEqual(expect.arrayContaining(['libgtk-3-0', 'libnss3', 'xdg-utils']))
    expect(deb.places).toContain('/opt/Stackpass')
  })
  await test.step('starts the app in its sandbox, by namespaces or by the helper', () => {
    expect(deb.desktopEntry).toMatch(/^Exec=\/opt\/Stackpass\/stackpass-desktop %U$/m)
    expect(deb.afterInstall).toContain("chmod 4755 '/opt/Stackpass/chrome-sandbox'")
  })
  await test.step('leaves the name of the command free, which a credential_process asks', () => {
    expect(deb.afterInstall).toContain("'/usr/bin/stackpass-desktop'")
    expect(deb.afterInstall).not.toContain("'/usr/bin/stackpass'")
  })
  await test.step('has one name each for its entry, its icon and its window', () => {
    expect(deb.places).toContain('/usr/share/applications/stackpass.desktop')
    expect(deb.desktopEntry).toMatch(/^StartupWMClass=stackpass$/m)
    const icon = /^Icon=(.*)$/m.exec(deb.desktopEntry)?.[1] ?? ''
    expect(deb.places.filter((place) => place.endsWith(`/apps/${icon}.png`))).not.toEqual([])
  })
})
