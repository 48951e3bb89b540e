import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { electronBuilder } from '../../build/electron/pack-app.mjs'

const root = join(import.meta.dirname, '../..')

const plist = createRequire(import.meta.url)('plist') as {
  parse(text: string): Record<string, unknown>
  build(value: object): string
}

/** The wire of fuses that electron-builder flips, as each Electron carries it: nine of them, none set. */
const fuses = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('000000000'),
])

let folder = ''
let tools: Readonly<Record<string, string>> = {}
const config = join(root, 'electron-builder.yml')
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-generated-'))
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>
  const { dependencies: _, devDependencies: __, ...rest } = manifest
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...rest, version: '9.8.7' }))
  await cp(join(root, 'build/icons'), join(folder, 'build/icons'), { recursive: true })
  for (const [name, text] of [
    ['dist/electron/main.js', '// main'],
    ['dist/electron/licences/LICENSE.txt', 'licence'],
    ['dist/renderer/index.html', '<!doctype html>'],
  ] as const) {
    // prettier-ignore
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  tools = await writeTools()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Stand-ins for what electron-builder would fetch: each records its arguments and creates an empty file. */
async function writeTools(): Promise<Readonly<Record<string, string>>> {
  const tools = join(folder, 'tools')
  await mkdir(join(tools, 'linux'), { recursive: true })
  await mkdir(join(tools, 'plugins'))
  await writeFile(join(tools, 'elevate.exe'), '')
  await writeFile(join(tools, 'package.json'), '{}')
  const script = (name: string, lines: string) =>
    writeFile(join(tools, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
  const made = `for word in "$@"; do
  case "$word" in
    -DUNINSTALLER_OUT_FILE=Z:*) : > "$(printf %s "\${word#*Z:}" | tr '\\\\' /)" ;;
    -XOutFile*) : > "$(printf %s "$word" | sed 's/^-XOutFile "\\(.*\\)"$/\\1/')" ;;
  esac
done`
  await script('linux/makensis', `printf '%s\\0' "$@" >> '${tools}/words'\ncat >> '${tools}/script'\n${made}`)
  await script('7za', 'for word in "$@"; do case "$word" in *.7z) : > "$word" ;; esac; done')
  await script('wine', '')
  await writeFile(
    join(tools, 'icon-tool.js'),
    `const of = (name) => process.argv.find((word) => word.startsWith(name)).slice(name.length)
     require('fs').writeFileSync(require('path').join(of('--out='), 'icon.' + of('--format=')), '')`,
  )
  return {
    ELECTRON_BUILDER_NSIS_DIR: tools,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: tools,
    ELECTRON_BUILDER_ICONS_TOOLSET_DIR: tools,
    ELECTRON_BUILDER_7ZIP_PATH: join(tools, '7za'),
    USE_SYSTEM_WINE: 'true',
    PATH: `${tools}:${process.env['PATH'] ?? ''}`,
  }
}

const pack = (args: readonly string[]) =>
  electronBuilder(
    [
      ...['--project', folder, '--config', config, '--publish', 'never', '-c.electronVersion=45.4.1'],
      ...[`-c.directories.output=${join(folder, 'out')}`, ...args],
    ],
    tools,
  )

/** The entries in the property list of a released Electron that reach an app made from it. */
const electronsOwn = (name: string) => ({
  CFBundleExecutable: name,
  NSCameraUsageDescription: 'This app needs access to the camera',
  NSMicrophoneUsageDescription: 'This app needs access to the microphone',
  NSBluetoothAlwaysUsageDescription: 'This app needs access to Bluetooth',
  NSBluetoothPeripheralUsageDescription: 'This app needs access to Bluetooth',
  NSAudioCaptureUsageDescription: 'This app needs access to audio capture',
})

/** Only the parts of an Electron for macOS that electron-builder looks at. */
async function emptyMacElectron(): Promise<string> {
  const dist = join(folder, 'electron-mac')
  const bundle = async (path: string, name: string) => {
    await mkdir(join(dist, path, 'Contents/MacOS'), { recursive: true })
    await writeFile(join(dist, path, 'Contents/Info.plist'), plist.build(electronsOwn(name)))
    await writeFile(join(dist, path, 'Contents/MacOS', name), fuses, { mode: 0o755 })
  }
  await bundle('Electron.app', 'Electron')
  await mkdir(join(dist, 'Electron.app/Contents/Resources'))
  const frameworks = 'Electron.app/Contents/Frameworks'
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)'])
    await bundle(`${frameworks}/Electron Helper${kind}.app`, `Electron Helper${kind}`)
  const framework = join(dist, frameworks, 'Electron Framework.framework')
  await mkdir(framework)
  await writeFile(join(framework, 'Electron Framework'), fuses)
  return dist
}

describe.skipIf(process.platform !== 'linux')('the app for macOS, as electron-builder lays it out', () => {
  it('says in its property list who it is, claims no device, and names the hash of its archive', async () => {
    await pack(['--mac', 'dir', '--x64', `-c.electronDist=${await emptyMacElectron()}`])
    const contents = join(folder, 'out/mac/Stackpass.app/Contents')
    const info = plist.parse(await readFile(join(contents, 'Info.plist'), 'utf8'))
    expect(info).toMatchObject({
      CFBundleIdentifier: 'dev.stackpass.app',
      CFBundleExecutable: 'Stackpass',
      CFBundleShortVersionString: '9.8.7',
      LSApplicationCategoryType: 'public.app-category.developer-tools',
    })
    // Claims no address, no file type and no device of the user.
    expect(
      Object.keys(info).filter((key) => /UsageDescription$|^CFBundle(?:URL|Document)Types$/.test(key)),
    ).toEqual([])
    const archive = await readFile(join(contents, 'Resources/app.asar'))
    const header = archive.subarray(16, 16 + archive.readUInt32LE(12))
    expect(info['ElectronAsarIntegrity']).toEqual({
      'Resources/app.asar': { algorithm: 'SHA256', hash: createHash('sha256').update(header).digest('hex') },
    })
  })

  it('has its fuses set, and the licences beside its archive', async () => {
    const framework =
      'out/mac/Stackpass.app/Contents/Frameworks/Electron Framework.framework/Electron Framework'
    const wire = (await readFile(join(folder, framework))).subarray(fuses.length - 9).toString()
    // As in test/build/packaging.test.ts; electron-builder does not know the ninth.
    expect(wire).toBe('010011000')
    const resources = join(folder, 'out/mac/Stackpass.app/Contents/Resources')
    expect((await readdir(resources)).sort()).toEqual(['app.asar', 'icon.icns', 'licences'])
    expect(await readdir(join(resources, 'licences'))).toEqual(['LICENSE.txt'])
  })
})

describe.skipIf(process.platform !== 'linux')(
  'the installer for Windows, as electron-builder writes it',
  () => {
    it('asks where to install and for whom, and leaves the files of the user, the PATH and the kinds of files alone', async () => {
      const app = join(folder, 'win-unpacked')
      await mkdir(join(app, 'resources'), { recursive: true })
      await writeFile(join(app, 'Stackpass.exe'), '')
      await pack(['--win', 'nsis', '--x64', '--prepackaged', app])
      const words = (await readFile(join(folder, 'tools/words'), 'utf8')).split('\0')
      // The uninstaller is compiled first, then the installer that contains it.
      expect(words.filter((word) => word === '-DBUILD_UNINSTALLER')).toHaveLength(1)
      for (const [word, times] of [
        ['-DAPP_ID=dev.stackpass.app', 2],
        ['-DPRODUCT_FILENAME=Stackpass', 2],
        ['-DVERSION=9.8.7', 2],
        ['-DallowToChangeInstallationDirectory', 2],
        [`-XOutFile "${join(folder, 'out', 'Stackpass-Setup-9.8.7.exe')}"`, 2],
        ['-DONE_CLICK', 0],
        ['-DINSTALL_MODE_PER_ALL_USERS', 0],
        ['-DDELETE_APP_DATA_ON_UNINSTALL', 0],
      ] as const)
        expect([word, words.filter((each) => each === word).length]).toEqual([word, times])
      const script = await readFile(join(folder, 'tools/script'), 'utf8')
      expect(script).toContain('!include "installSection.nsh"')
      expect(script).not.toMatch(
        /EnvVar|HKCU\s+"?Environment|WriteRegStr\s+\S+\s+"?Software\\Classes|APP_ASSOCIATE/i,
      )
    })
  },
)
