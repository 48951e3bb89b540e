import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = new URL('../../', import.meta.url)
const readText = (name: string) => readFile(fileURLToPath(new URL(name, root)), 'utf8')

interface BuilderConfig {
  readonly files: readonly string[]
  readonly asar: boolean
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly linux: { readonly target: readonly string[] }
  readonly mac: { readonly hardenedRuntime: boolean; readonly target: readonly { readonly target: string }[] }
  readonly win: { readonly target: readonly string[]; readonly verifyUpdateCodeSignature: boolean }
}

const config = parse(await readText('electron-builder.yml')) as BuilderConfig
const builderScheme = JSON.parse(await readText('node_modules/app-builder-lib/scheme.json')) as {
  definitions: { FuseOptionsV1: { properties: Readonly<Record<string, unknown>> } }
}

describe('the packages', () => {
  it('set every fuse that electron-builder knows, each to its safe side', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
    const known = Object.keys(builderScheme.definitions.FuseOptionsV1.properties)
    // This one is not a fuse but an order to re-sign on macOS, which electron-builder does by itself.
    const fuses = known.filter((name) => name !== 'resetAdHocDarwinSignature')
    expect(Object.keys(config.electronFuses).sort()).toEqual(fuses.sort())
  })

  it('hold the bundles in an asar archive and nothing else', () => {
    expect(config.asar).toBe(true)
    expect(config.files).toEqual(['package.json', 'dist/electron/**', 'dist/renderer/**', '!node_modules'])
  })

  it('come as AppImage, deb, dmg and nsis, hardened and with signed updates', () => {
    expect(config.linux.target).toEqual(['AppImage', 'deb'])
    expect(config.mac.target.map(({ target }) => target)).toEqual(['dmg'])
    expect(config.mac.hardenedRuntime).toBe(true)
    expect(config.win).toMatchObject({ target: ['nsis'], verifyUpdateCodeSignature: true })
  })

  it('start where package.json says, with Electron pinned exactly', async () => {
    const manifest = JSON.parse(await readText('package.json')) as {
      main: string
      devDependencies: Record<string, string>
    }
    expect(manifest.main).toBe('dist/electron/main.js')
    expect(manifest.devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

describe('the workflows', () => {
  it.each(['ci.yml', 'release.yml'])('%s is YAML with jobs, least rights and time limits', async (name) => {
    const workflow = parse(await readText(`.github/workflows/${name}`)) as {
      permissions: Record<string, string>
      jobs: Record<string, { steps: readonly { run?: string }[] }>
    }
    expect(Object.keys(workflow.permissions)).toEqual(['contents'])
    expect(Object.values(workflow.jobs).every((job) => job.steps.length > 0)).toBe(true)
  })
})

describe('what is shipped of the command', () => {
  it('is the entry, the bundle and the page, and no compiled code', async () => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: fileURLToPath(root),
      shell: process.platform === 'win32',
    })
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }]
    const names = packed.files.map(({ path }) => path)
    expect(names).toContain('bin/stackpass.cjs')
    const text =
      /^(?:bin\/stackpass\.cjs|dist\/(?:cli|electron)\/.*\.c?js|dist\/renderer\/.+|package\.json|README\.md|LICENSE)$/
    expect(names.filter((name) => !text.test(name) || /\.(?:cache|code)$/.test(name))).toEqual([])
  })
})
