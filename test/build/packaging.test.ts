import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { missingSandbox } from '../../electron/security/require-sandbox.ts'

/** electron-builder's own classes: it declares types for its configuration only. */
const builder = createRequire(import.meta.url)
const { default: AppImageTarget } = builder('app-builder-lib/out/targets/appimage/AppImageTarget.js') as {
  default: new (
    name: string,
    packager: object,
    helper: object,
    folder: string,
  ) => { readonly desktopEntry: { readonly value: Promise<string> } }
}
const { LinuxTargetHelper } = builder('app-builder-lib/out/targets/LinuxTargetHelper.js') as {
  LinuxTargetHelper: { readonly prototype: object }
}

const root = new URL('../../', import.meta.url)
const readText = (name: string) => readFile(fileURLToPath(new URL(name, root)), 'utf8')

interface BuilderConfig {
  readonly files: readonly string[]
  readonly asar: boolean
  readonly extraResources: readonly { readonly from: string; readonly to: string }[]
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly linux: { readonly target: readonly string[] }
  readonly appImage?: { readonly executableArgs: readonly string[] }
  readonly mac: { readonly hardenedRuntime: boolean; readonly target: readonly { readonly target: string }[] }
  readonly win: { readonly target: readonly string[] }
  readonly publish: unknown
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
    expect(config.files).toEqual([
      ...['package.json', 'dist/electron/**', 'dist/renderer/**'],
      ...['!node_modules', '!dist/electron/licences'],
    ])
    expect(config.extraResources).toEqual([{ from: 'dist/electron/licences', to: 'licences' }])
  })

  it('come as AppImage, deb, dmg and nsis, hardened', () => {
    expect(config.linux.target).toEqual(['AppImage', 'deb'])
    expect(config.mac.target.map(({ target }) => target)).toEqual(['dmg'])
    expect(config.mac.hardenedRuntime).toBe(true)
    expect(config.win).toEqual({ target: ['nsis'] })
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

/** The line that starts the app from a menu, as electron-builder's AppImage target makes it from a configuration. */
async function appImageExec(configuration: Pick<BuilderConfig, 'appImage' | 'linux'>): Promise<string> {
  const packager = {
    config: configuration,
    platformSpecificBuildOptions: configuration.linux,
    appInfo: {
      productName: 'Stackpass',
      sanitizedProductName: 'Stackpass',
      buildVersion: '1',
      description: 'x',
    },
    executableName: 'stackpass-desktop',
    fileAssociations: [],
    info: { metadata: { desktopName: 'stackpass.desktop' } },
  }
  const helper = Object.assign(Object.create(LinuxTargetHelper.prototype) as object, { packager })
  const target = new AppImageTarget('AppImage', packager, helper, '/nowhere')
  const entry = await target.desktopEntry.value
  return /^Exec=(.*)$/m.exec(entry)?.[1] ?? ''
}

describe('the AppImage', () => {
  it('is started in the sandbox', async () => {
    expect(await appImageExec(config)).toBe('AppRun %U')
    // The value without our setting; if this fails, the setting may no longer be needed.
    expect(await appImageExec({ linux: config.linux })).toBe('AppRun --no-sandbox %U')
  })

  it('does not start where its launcher finds no sandbox and switches it off without a word', () => {
    const launched = ['/tmp/.mount_x/stackpass', '--no-sandbox', '--hidden']
    expect(missingSandbox(launched, true)).toContain('does not start without the sandbox')
    expect(missingSandbox(['/tmp/.mount_x/stackpass', '--hidden'], true)).toBeUndefined()
    // From the sources a developer may.
    expect(missingSandbox(launched, false)).toBeUndefined()
  })
})

describe('updates', () => {
  it('are looked for by nothing: no address is built in, and no library that could', async () => {
    expect(config.publish).toBeNull()
    expect(await readText('package-lock.json')).not.toContain('node_modules/electron-updater')
  })
})

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly needs?: string
  readonly 'timeout-minutes'?: number
  readonly steps: readonly { readonly run?: string; readonly uses?: string; readonly env?: object }[]
}

async function workflow(name: string) {
  const text = await readText(`.github/workflows/${name}`)
  return { text, ...(parse(text) as { permissions: Record<string, string>; jobs: Record<string, Job> }) }
}

describe('the workflows', () => {
  it.each(['ci.yml', 'release.yml'])(
    '%s pins actions by commit, names their version, limits its time and keeps no token in the clone',
    async (name) => {
      const { text, jobs } = await workflow(name)
      const uses = text.split('\n').filter((line) => line.includes('uses:'))
      expect(uses.length).toBeGreaterThan(1)
      for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
      for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0)
      expect(text.match(/persist-credentials: false/g)).toHaveLength(
        text.match(/actions\/checkout@/g)!.length,
      )
      expect(text).not.toContain('pull_request_target')
    },
  )

  it('may read; only the job that publishes may write, runs no code of ours, and comes after npm test', async () => {
    const ci = await workflow('ci.yml')
    expect(ci.permissions).toEqual({ contents: 'read' })
    expect(Object.values(ci.jobs).filter(({ permissions }) => permissions !== undefined)).toEqual([])
    const { permissions, jobs } = await workflow('release.yml')
    expect(permissions).toEqual({})
    expect(Object.entries(jobs).map(([name, job]) => [name, job.needs, job.permissions])).toEqual([
      ['test', undefined, { contents: 'read' }],
      ['package', 'test', { contents: 'read' }],
      ['publish', 'package', { contents: 'write' }],
      ['npm', 'publish', { contents: 'read', 'id-token': 'write' }],
    ])
    const commands = (name: string) =>
      jobs[name]!.steps.flatMap(({ run }) => (run === undefined ? [] : [run]))
    expect(commands('test')).toContain('npm test')
    expect(commands('publish').join('\n')).not.toMatch(/\b(?:npm|npx|node)\b/)
    // What was packed, tested and drafted; nothing is fetched or built here.
    expect(commands('npm')).toEqual(['npm publish ./packages/stackpass-*.tgz --provenance --access public'])
    for (const name of ['publish', 'npm'])
      expect(jobs[name]!.steps.some(({ uses }) => uses?.startsWith('actions/checkout'))).toBe(false)
  })
})
