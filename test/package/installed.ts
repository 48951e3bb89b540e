import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { layOutPackage, packFolder } from '../../build/package-npm.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A user's empty home, with npm and one Node, and what they install from an archive. */
export interface Installed {
  readonly home: string
  /** What npm installs globally goes below it. */
  readonly prefix: string
  npm(...args: string[]): Promise<Ended>
  /** The command as the user types it. */
  stackpass(...args: string[]): Promise<Ended>
  run(program: string, args: readonly string[], cwd?: string): Promise<Ended>
  /** Starts `stackpass serve`; the address that it prints. */
  serve(): Promise<{ readonly child: ChildProcess; readonly url: URL }>
  remove(): Promise<void>
}

/** Packs the command and page as they are released. The build is made where it is not of these sources. */
export async function packRelease(folder: string, version?: string): Promise<string> {
  const built = spawnSync(process.execPath, ['build/bundle.mjs', 'page', 'cli', '--if-stale', '--quiet'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(built.stderr)
  const laidOut = join(folder, version ?? 'as-it-is')
  await layOutPackage(laidOut, version)
  return packFolder(laidOut, folder)
}

export async function openInstalled(node: string): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'stackpass-package-'))
  const home = join(folder, 'home')
  const prefix = join(folder, 'prefix')
  const nodeOnly = join(folder, 'node')
  for (const each of [home, prefix, nodeOnly]) await mkdir(each)
  await symlink(node, join(nodeOnly, 'node'))
  await mkdir(join(home, '.aws'), { mode: 0o700 })
  const keys =
    'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n'
  await writeFile(join(home, '.aws', 'credentials'), `[dev]\n${keys}`, { mode: 0o600 })
  await writeFile(join(home, '.aws', 'config'), '[profile dev]\nregion = eu-west-1\n', { mode: 0o600 })
  const path = [join(prefix, 'bin'), nodeOnly, process.env['PATH'] ?? ''].join(delimiter)
  const env = {
    ...{ PATH: path, HOME: home, npm_config_prefix: prefix, npm_config_cache: join(folder, 'npm-cache') },
    // What is packed works without any other package, so none may be asked for.
    ...{ npm_config_offline: 'true', npm_config_update_notifier: 'false', npm_config_audit: 'false' },
  }
  const hosts: ChildProcess[] = []
  const installed: Installed = {
    home,
    prefix,
    npm: (...args) => installed.run('npm', args),
    stackpass: (...args) => installed.run('stackpass', args),
    run: (program, args, cwd = home) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
        let stdout = ''
        let stderr = ''
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
        child.once('error', reject)
        child.once('close', (code) => resolve({ code, stdout, stderr }))
      }),
    async serve() {
      const child = spawn('stackpass', ['serve', '--no-open'], {
        cwd: home,
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      hosts.push(child)
      const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
      return { child, url: new URL(line.trim()) }
    },
    async remove() {
      for (const host of hosts) host.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
  return installed
}
