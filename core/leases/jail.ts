import { execFile } from 'node:child_process'
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, sep } from 'node:path'
import { fail, ok, type Result } from '../../shared/result.ts'
import { errno } from '../system/file-errors.ts'
import { findProgram } from '../system/find-program.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Whether a program can be jailed here, by what, or why not. */
export type JailState = { readonly program: string } | { readonly why: string }

/** What every jail needs: its own processes, and files that are hidden. */
const trial = [
  '--unshare-user',
  '--unshare-pid',
  '--bind',
  '/',
  '/',
  '--dev',
  '/dev',
  '--proc',
  '/proc',
  '--',
  'true',
]

/** Looks for bubblewrap and tries it: some systems forbid what it needs. */
export async function findJail(platform: NodeJS.Platform, env: Environment): Promise<JailState> {
  if (platform !== 'linux') return { why: 'Jails are for Linux.' }
  const program = findProgram('bwrap', env, { platform })
  if (program === undefined) return { why: 'bubblewrap (bwrap) is not installed.' }
  const said = await triedBy(program)
  if (said === undefined) return { program }
  return { why: `bubblewrap cannot be used here${said === '' ? '' : `: ${said}`}.` }
}

/** Its message when it failed, in one line; undefined when it worked. */
function triedBy(program: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = execFile(program, trial, { timeout: 10_000 }, (error, _out, said) =>
      resolve(error === null ? undefined : (said.trim().split('\n').at(-1) ?? '')),
    )
    child.stdin?.end()
  })
}

export interface JailPlan {
  readonly env: Environment
  readonly homeDir: string
  /** Where the program runs. */
  readonly folder: string
  /** The folder of the lease, which the jail may read. */
  readonly given: string
  /** Our folders: state, settings, caches. */
  readonly own: readonly string[]
  /** The shared files, wherever they are. */
  readonly sharedFiles: readonly string[]
  /** Programs that a jail may run and must not change: ours, and the Node that runs it. */
  readonly programs: readonly string[]
}

/** Where other tools keep keys, or what leads to them, below the home folder. */
const keyFolders = [
  '.aws',
  '.awsvault',
  '.granted',
  '.aws-sso',
  '.config/aws-sso',
  '.aws-okta',
  '.saml2aws',
  '.gnupg',
  '.password-store',
  '.local/share/keyrings',
  '.local/share/kwalletd',
  '.config/op',
] as const

/** Sockets of services that start programs outside the jail. */
const doors = [
  '/run/docker.sock',
  '/var/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/run/podman/podman.sock',
  '/run/dbus/system_bus_socket',
  '/run/libvirt/libvirt-sock',
] as const

/** What the user's own shells and sessions run later, outside of the jail: readable, not writable. */
const startFiles = [
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.profile',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.config/fish',
  '.config/systemd',
  '.config/autostart',
  '.config/environment.d',
  '.local/share/systemd',
  '.local/share/applications',
  '.ssh',
  '.gitconfig',
  '.config/git',
] as const

const realPathOf = (file: string): string | undefined => {
  try {
    return realpathSync(file)
  } catch (error) {
    if (errno(error) === '') throw error
    // Not there, so there is nothing to hide.
    return undefined
  }
}

const isWithin = (file: string, folder: string): boolean =>
  file === folder || file.startsWith(`${folder}${sep}`)

/** True where a program could type into our terminal (TIOCSTI), which Linux allows before 6.2 and by a setting. */
function terminalTakesInput(): boolean {
  try {
    return readFileSync('/proc/sys/dev/tty/legacy_tiocsti', 'latin1').trim() !== '0'
  } catch {
    // Kernels without the switch allow it.
    return true
  }
}

const isFolder = (file: string): boolean => statSync(file).isDirectory()

/** The real places of these paths, each once. */
function placesOf(paths: readonly string[]): string[] {
  const found = paths.filter(isAbsolute).map(realPathOf)
  return [...new Set(found.filter((place) => place !== undefined))]
}

/** Folders for what lives only as long as a session: sockets of agents, of the bus, of tmux, folders of other leases. */
function temporary(env: Environment): string[] {
  const named = [env['XDG_RUNTIME_DIR'], env['TMPDIR']].filter(
    (path): path is string => path !== undefined && isAbsolute(path) && path !== '/',
  )
  return placesOf([...named, `/run/user/${process.getuid?.() ?? 0}`, '/tmp', '/var/tmp', '/run/screen'])
}

/**
 * The arguments of bubblewrap for a program with a lease. It sees the system as it is, without: `~/.aws` and the shared files,
 * our folders, the keyring and the session bus, agents of keys, other processes, other leases, and sockets that start
 * programs outside. It ends with its parent. Errors: BadInput where its working folder is hidden.
 */
export function jailArguments(plan: JailPlan, words: readonly string[]): Result<readonly string[]> {
  const { env, homeDir, folder, given, own, sharedFiles, programs } = plan
  const below = (names: readonly string[]): string[] => names.map((name) => join(homeDir, name))
  const hidden = placesOf([
    ...below(keyFolders),
    ...own,
    ...sharedFiles,
    ...sharedFiles.flatMap(folderOfAws),
    ...doors,
    join(homeDir, '.Xauthority'),
    env['XAUTHORITY'] ?? '',
  ])
  const work = realPathOf(folder) ?? folder
  const covering = hidden.find((place) => isWithin(work, place))
  if (covering !== undefined)
    return fail('BadInput', 'The jail hides the folder that the program would run in.', {
      reason: `${work} is part of ${covering}.`,
      remedy: 'Start it in the folder of your project.',
    })
  const fleeting = temporary(env)
  const isFleeting = (place: string): boolean => fleeting.some((one) => isWithin(place, one) && place !== one)
  const back = placesOf([homeDir, work]).filter(isFleeting)
  const fixed = placesOf([...below(startFiles), ...programs]).filter(
    // A user who works on such a file may change it.
    (place) => !isWithin(work, place) && !hidden.includes(place),
  )
  return ok([
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--cap-drop', 'ALL', '--die-with-parent'],
    ...(terminalTakesInput() ? ['--new-session'] : []),
    ...['--bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...fleeting.flatMap((place) => ['--tmpfs', place]),
    ...back.flatMap((place) => ['--bind', place, place]),
    ...fixed.flatMap((place) => ['--ro-bind', place, place]),
    ...hidden.flatMap((place) => (isFolder(place) ? ['--tmpfs', place] : ['--ro-bind', '/dev/null', place])),
    ...['--ro-bind', given, given],
    ...['--chdir', work, '--', ...words],
  ])
}

/** The folder `.aws` that holds a shared file, wherever that is: it holds the caches of sign-ins too. */
function folderOfAws(file: string): string[] {
  const folder = dirname(file)
  return folder.endsWith(`${sep}.aws`) ? [folder] : []
}

/** What a jail cannot hide here, for the one line that says so. */
export function openInJail(env: Environment): string | undefined {
  const bus = env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  if (!bus.includes('abstract=')) return undefined
  return 'The session bus is an abstract socket, which a jail with network cannot hide: the keyring can be reached.'
}
