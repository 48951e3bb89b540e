import { existsSync } from 'node:fs'
import { arch, release } from 'node:os'
import { hasScreen, isBrowserHere } from '../../core/host/links/browser-here.ts'
import { openCommand } from '../../core/host/links/open-file.ts'
import { findProgram, hasRelativePath } from '../../core/system/find-program.ts'
import { isWsl } from '../../core/system/wsl.ts'
import type { CliContext } from '../context.ts'
import type { Fact, FactGroup } from './fact.ts'

/** Variables that change what Stackpass, the AWS CLI or the SDKs do. Their values may be secret, so only the names appear. */
const telling =
  /^(?:AWS_|STACKPASS_|PULUMI_|XDG_(?:CONFIG|STATE|CACHE|RUNTIME)|(?:HTTPS?|ALL|NO)_PROXY$|NODE_(?:OPTIONS|EXTRA_CA_CERTS)$|BROWSER$|WSL_)/i

function browser({ env, platform }: CliContext): Fact {
  const name = 'browser'
  const [command] = openCommand(platform, '/page.html')
  const opener = findProgram(command, env, { platform })
  if (!hasScreen(env, platform)) return { name, value: 'none: there is no screen. Signing in shows a code.' }
  if (!isBrowserHere(env, platform))
    return { name, value: 'none of yours in reach (SSH, container or STACKPASS_OPEN_BROWSER=0)' }
  if (opener !== undefined) return { name, value: `opened by ${command}` }
  return {
    name,
    value: 'none',
    wrong: `The program ${command}, which opens the browser, was not found. Install it.`,
  }
}

function keychain({ env, platform }: CliContext): Fact {
  const name = 'keychain'
  if (platform === 'win32') return { name, value: 'not looked at on Windows' }
  const program = platform === 'darwin' ? 'security' : 'secret-tool'
  const found = findProgram(program, env, { platform }) === undefined ? `no ${program}` : program
  if (platform === 'darwin') return { name, value: found }
  return { name, value: `${found}, ${env['DBUS_SESSION_BUS_ADDRESS'] ? 'a session bus' : 'no session bus'}` }
}

/** The environment and system that Stackpass runs on. */
export function surroundings(context: CliContext): FactGroup {
  const { env, platform, terminal } = context
  const marks = [
    isWsl(env, platform) ? 'WSL' : undefined,
    env['SSH_CONNECTION'] || env['SSH_TTY'] ? 'SSH' : undefined,
    ['/.dockerenv', '/run/.containerenv'].some((path) => existsSync(path)) ? 'container' : undefined,
  ].filter((mark) => mark !== undefined)
  const set = Object.keys(env)
    .filter((name) => telling.test(name))
    .sort()
  return {
    title: 'System',
    facts: [
      { name: 'system', value: [platform, arch(), release(), ...marks].join(' ') },
      { name: 'terminal', value: terminal.columns === undefined ? 'none' : `${terminal.columns} columns` },
      browser(context),
      keychain(context),
      { name: 'variables', value: set.length === 0 ? 'none of the relevant ones' : set.join(' ') },
      {
        name: 'PATH',
        value: hasRelativePath(env, platform) ? 'names relative folders' : 'absolute folders only',
        ...(hasRelativePath(env, platform) && {
          wrong: 'PATH names relative folders: programs of the current folder may run. Remove them.',
        }),
      },
    ],
  }
}
