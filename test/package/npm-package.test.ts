import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { shippedPackages } from '../../build/third-party-notices.mjs'
import { notFetched, pinnedNode, supportedNodes } from '../build/kept-code/built-command.ts'
import { createTabClient, tradeAddress } from '../fakes/tab-client.ts'
import { openInstalled, packRelease, type Installed } from './installed.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const ownManifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  version: string
  engines: { node: string }
}
let folder = ''
let archive = ''
let unpacked = ''
let files: string[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-pack-'))
  archive = await packRelease(folder)
  await mkdir(join(folder, 'unpacked'))
  spawnSync('tar', ['-xzf', archive, '-C', join(folder, 'unpacked')])
  unpacked = join(folder, 'unpacked', 'package')
  const entries = await readdir(unpacked, { withFileTypes: true, recursive: true })
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(unpacked.length + 1))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let user: Installed | undefined
afterEach(async () => {
  await user?.remove()
  user = undefined
})

/** A user of this Node who has installed the archive. */
async function install(node = process.execPath, file = archive): Promise<Installed> {
  user = await openInstalled(node)
  expect(await user.npm('install', '--global', file)).toMatchObject({ code: 0 })
  return user
}

describe('the npm package', () => {
  it('holds the built command and page, and nothing else', async () => {
    const expected = [
      /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|THIRD-PARTY-NOTICES\.txt)$/,
      /^bin\/stackpass\.cjs$/,
      /^man\/stackpass\.1$/,
      /^dist\/cli\/(?:main|start|walk-worker|read-worker|chunks\/[\w-]+)\.cjs$/,
      /^dist\/renderer\/(?:index\.html|assets\/[\w.-]+\.(?:js|css|svg|png|woff2))$/,
    ]
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([])
    for (const file of ['dist/cli/main.cjs', 'dist/cli/read-worker.cjs', 'dist/renderer/index.html'])
      expect(files).toContain(file)
    const texts = await Promise.all(files.map((file) => readFile(join(unpacked, file), 'latin1')))
    // Paths of the machine that built it.
    expect(files.filter((_, index) => texts[index]!.includes(root))).toEqual([])
    expect((await stat(archive)).size).toBeLessThan(6_000_000)
  })

  it('has a manifest from which the keyring alone is installed, and nothing is built or run', async () => {
    const manifest = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8')) as object
    expect(manifest).toMatchObject({
      name: 'stackpass',
      version: ownManifest.version,
      engines: ownManifest.engines,
      bin: { stackpass: 'bin/stackpass.cjs' },
      man: 'man/stackpass.1',
      optionalDependencies: { '@napi-rs/keyring': '2.1.2' },
    })
    const unwanted = /^(?:private|scripts|main|imports|(?:dev|peer|bundled?)?dependencies|packageManager)$/i
    expect(Object.keys(manifest).filter((key) => unwanted.test(key))).toEqual([])
  })

  it('holds the manual of this version, with every command', async () => {
    const manual = await readFile(join(unpacked, 'man/stackpass.1'), 'utf8')
    expect(manual).toContain(`"stackpass ${ownManifest.version}"`)
    for (const command of ['stackpass use', 'stackpass login', 'stackpass stacks set\\-profile'])
      expect(manual).toContain(`.SS ${command}`)
  })

  it('brings the licence of every package that the bundles are made of', async () => {
    const notices = await readFile(join(unpacked, 'THIRD-PARTY-NOTICES.txt'), 'utf8')
    const shipped = await shippedPackages()
    for (const { name, version } of shipped) expect(notices).toContain(`\n${name} ${version} (`)
  })
})

describe('an installation', () => {
  it.for(supportedNodes)('runs under Node %s', async (version, { skip }) => {
    const { npm, stackpass, serve, home } = await install(pinnedNode(version) ?? skip(notFetched(version)))
    const listed = JSON.parse((await npm('ls', '--global', '--all', '--json')).stdout) as object
    expect(listed).toMatchObject({ dependencies: { stackpass: { version: ownManifest.version } } })
    expect(await stackpass('--version')).toEqual({ code: 0, stdout: `${ownManifest.version}\n`, stderr: '' })
    expect((await stackpass('doctor')).stdout).toBe('No problems found.\n')
    // Nothing was written by reading.
    expect(await readdir(home)).toEqual(['.aws'])
    const said: Readonly<Record<string, string>> = {
      '--help': 'Usage: stackpass',
      'profiles list': 'dev',
      'profiles show dev': 'eu-west-1',
      'profiles set dev output json --dry-run': '+ 3  output = json',
      'profiles set dev output json': 'output = json',
      'use dev': 'dev  eu-west-1',
      current: 'dev  eu-west-1',
      'credentials dev': '"AccessKeyId":"AKIAIOSFODNN7EXAMPLE"',
      'env dev --shell fish': 'set -gx AWS_PROFILE dev',
      'exec dev -- node -p process.env.AWS_ACCESS_KEY_ID': 'AKIAIOSFODNN7EXAMPLE',
      'shell-init bash': 'AWS_PROFILE',
      'stacks list --json': '"ok": true',
      'sessions --json': '"ok": true',
      'bridge status': 'off',
      'history list': 'dev',
      'history undo': '- 3  output = json',
      'doctor --self': 'this one',
      'settings get theme': 'system',
      'call profiles.list --schema': '"type"',
    }
    for (const [line, text] of Object.entries(said)) {
      const ended = await stackpass(...line.split(' '))
      expect({ line, ...ended }).toMatchObject({ line, code: 0 })
      expect(ended.stdout, line).toContain(text)
    }
    expect(await readFile(join(home, '.aws', 'config'), 'utf8')).toBe('[profile dev]\nregion = eu-west-1\n')

    const { child, url } = await serve()
    const page = await (await fetch(url.origin)).text()
    const [script] = /assets\/[\w.-]+\.js/.exec(page) ?? []
    expect((await fetch(`${url.origin}/${script ?? ''}`)).headers.get('content-type')).toMatch(/javascript/)
    const tab = await createTabClient(url.origin, (await tradeAddress(url.href)) ?? '')
    expect(await tab.call('app.snapshot')).toMatchObject({
      ok: true,
      value: { version: ownManifest.version },
    })
    child.kill('SIGINT')
    expect(await once(child, 'close')).toEqual([0, null])
  })

  it('is not needed for one run: npx takes the archive', async () => {
    user = await openInstalled(process.execPath)
    const args = ['--yes', '--package', archive, '--', 'stackpass', 'profiles', 'list', '--names']
    expect(await user.run('npx', args)).toMatchObject({ code: 0, stdout: 'dev\n' })
  })

  it('is replaced by a newer one while a host runs, which mixes nothing and says so', async () => {
    const older = await packRelease(folder, '0.0.9')
    const { npm, stackpass, serve } = await install(process.execPath, older)
    expect((await stackpass('--version')).stdout).toBe('0.0.9\n')
    await stackpass('use', 'dev')
    const { child, url } = await serve()
    const tab = await createTabClient(url.origin, (await tradeAddress(url.href)) ?? '')
    expect(await tab.call('app.snapshot')).toMatchObject({ ok: true, value: { version: '0.0.9' } })
    expect(await npm('install', '--global', archive)).toMatchObject({ code: 0 })
    expect(await stackpass('--version')).toMatchObject({ stdout: `${ownManifest.version}\n` })
    expect(await stackpass('current')).toMatchObject({ code: 0, stdout: 'dev  eu-west-1\n' })

    const remedy =
      'Another version of Stackpass was installed while this one ran. Stop Stackpass and start it again. What it has written is kept.\n'
    const page = await fetch(url.origin)
    expect([page.status, await page.text()]).toEqual([503, remedy])
    // What it has loaded goes on; what it would have to load is of another version.
    expect(await tab.call('profiles.list')).toMatchObject({ ok: true })
    expect(await tab.call('console.open', { profile: 'dev', action: 'open' })).toMatchObject({
      ok: false,
      error: { code: 'ProgramReplaced' },
    })
    child.kill('SIGINT')
    expect(await once(child, 'close')).toEqual([0, null])

    const again = await serve()
    const next = await createTabClient(again.url.origin, (await tradeAddress(again.url.href)) ?? '')
    expect(await next.call('app.snapshot')).toMatchObject({
      ok: true,
      value: { version: ownManifest.version },
    })
    again.child.kill('SIGINT')
    await once(again.child, 'close')
  })

  it('is taken away without a trace in the files of the user, and shells that had the hook stay quiet', async () => {
    const { npm, stackpass, run, home, prefix } = await install()
    expect(await stackpass('shell-init', 'bash', '--install', '--yes')).toMatchObject({ code: 0 })
    await stackpass('use', 'dev')
    const aws = async () =>
      Promise.all(['config', 'credentials'].map((name) => readFile(join(home, '.aws', name), 'utf8')))
    const before = await aws()
    expect(await npm('uninstall', '--global', 'stackpass')).toMatchObject({ code: 0 })
    expect(await readdir(join(prefix, 'bin'))).toEqual([])
    expect(await readdir(join(prefix, 'lib', 'node_modules'))).not.toContain('stackpass')
    expect(await aws()).toEqual(before)
    // The hook is a file of ours; it needs no command and goes on as it was.
    const shell = await run('bash', ['-ic', 'eval "$PROMPT_COMMAND"; echo "as $AWS_PROFILE"'])
    expect(shell.stdout).toBe('as dev\n')
    expect(shell.stderr).not.toMatch(/stackpass|not found/i)
  })
})
