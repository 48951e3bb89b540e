import { lstat, readFile } from 'node:fs/promises'
import { createFolderTrust } from '../../core/state/folder-trust.ts'
import { hookState } from '../../core/state/hook-ran.ts'
import { ownRoots, stackpassPaths } from '../../core/state/paths.ts'
import { errno } from '../../core/system/file-errors.ts'
import type { Call, Reply } from '../../shared/contract/index.ts'
import type { CodedError } from '../../shared/result.ts'
import type { CliContext } from '../context.ts'
import { namelessPath, type Fact, type FactGroup } from './fact.ts'

const toDo = (error: CodedError, homeDir: string): string =>
  namelessPath(
    `${error.code}: ${[error.message, error.reason, error.remedy].filter(Boolean).join(' ')}`,
    homeDir,
  )

/** The fact from a call's reply, or what is wrong with it. */
function factOf<T>(name: string, reply: Reply<T>, homeDir: string, tell: (value: T) => string): Fact {
  if (reply.ok) return { name, value: tell(reply.value) }
  return { name, value: 'cannot be read', wrong: toDo(reply.error, homeDir) }
}

async function folder(name: string, path: string, { homeDir, platform }: CliContext): Promise<Fact> {
  const at = namelessPath(path, homeDir)
  try {
    const { mode } = await lstat(path)
    if (platform === 'win32') return { name, value: at }
    const bits = (mode & 0o7777).toString(8).padStart(4, '0')
    const isOpen = (mode & 0o077) !== 0
    return {
      name,
      value: `${at}  ${bits}`,
      ...(isOpen && { wrong: `Other users can read ${at}. Run \`chmod 700 ${at}\`.` }),
    }
  } catch (error) {
    if (errno(error) === '') throw error
    return { name, value: `${at}  ${errno(error) === 'ENOENT' ? 'not there yet' : errno(error)}` }
  }
}

/** Our own folders, which uninstalling leaves behind. */
export async function ownFolderFacts(context: CliContext): Promise<FactGroup> {
  const { env, platform, homeDir } = context
  const paths = stackpassPaths(env, platform, homeDir)
  const trust = createFolderTrust(ownRoots(paths)).check()
  return {
    title: 'Folders of our own',
    facts: [
      await folder('settings', paths.configDir, context),
      await folder('state', paths.stateDir, context),
      await folder('cache', paths.cacheDir, context),
      {
        name: 'safe',
        value:
          platform === 'win32'
            ? 'not looked at on Windows'
            : trust.ok
              ? 'no other user can write there'
              : 'no',
        ...(!trust.ok && { wrong: toDo(trust.error, homeDir) }),
      },
    ],
  }
}

/** An unusable settings file silently means the defaults, so this is the only place that reports it. */
async function settingsFact(file: string, homeDir: string): Promise<Fact> {
  const name = 'settings file'
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content))
      return { name, value: 'can be read' }
  } catch (error) {
    if (errno(error) === 'ENOENT') return { name, value: 'none: the defaults apply' }
  }
  const at = namelessPath(file, homeDir)
  const wrong = `${at} cannot be read as JSON, so the defaults apply. Correct it, or move it away.`
  return { name, value: 'not used', wrong }
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`

const hookInWords = {
  never: 'no shell has started with it yet',
  gone: 'it has been removed since a shell started with it',
  ran: 'a shell has started with it',
} as const

/** What is set up: the shared files, the hook, the bridges, the history. Without names of profiles. */
export async function setUp(context: CliContext, call: Call): Promise<FactGroup> {
  const { env, platform, homeDir } = context
  const [list, shells, bridges, history, active] = [
    await call('profiles.list', {}),
    await call('shells.list', {}),
    await call('bridges.status', {}),
    await call('history.list', { limit: 500 }),
    await call('active.get', {}),
  ]
  const files = list.ok
    ? list.value.files.map(({ kind, label, state, error }): Fact => ({
        name: kind,
        value: `${namelessPath(label, homeDir)}  ${state}`,
        ...(error !== undefined && { wrong: toDo(error, homeDir) }),
      }))
    : []
  const paths = stackpassPaths(env, platform, homeDir)
  const hook = await hookState(paths, { env, platform, homeDir })
  return {
    title: 'Set up',
    facts: [
      ...files,
      factOf('profiles', list, homeDir, ({ profiles, problems }) =>
        [count(profiles.length, 'profile'), count(problems.length, 'problem')].join(', '),
      ),
      factOf('active profile', active, homeDir, ({ profile }) => (profile === undefined ? 'none' : 'one')),
      factOf('hook', shells, homeDir, ({ shells: all }) => {
        const installed = all.filter((each) => each.installed)
        const where = installed.map(
          ({ shell, path }) => `${shell} (${namelessPath(path, homeDir)}, \`shell-init ${shell} --remove\`)`,
        )
        return `${where.join(', ') || 'in no start-up file'}; ${hookInWords[hook]}`
      }),
      factOf('bridges', bridges, homeDir, ({ pointer, mirror, gui }) =>
        [
          `pointer ${pointer.installed ? 'on' : 'off'}`,
          `mirror ${mirror.on ? 'on' : 'off'}`,
          `gui ${gui.on ? 'on' : 'off'}`,
        ].join(', '),
      ),
      await settingsFact(paths.settingsFile, homeDir),
      history.ok && history.value.unreadable > 0
        ? {
            name: 'history',
            value: count(history.value.entries.length, 'entry').replace('entrys', 'entries'),
            wrong: `${count(history.value.unreadable, 'entry').replace('entrys', 'entries')} of the history cannot be read. \`stackpass history list\` says which.`,
          }
        : factOf('history', history, homeDir, ({ entries }) =>
            entries.length === 1 ? '1 entry' : `${entries.length} entries`,
          ),
    ],
  }
}
