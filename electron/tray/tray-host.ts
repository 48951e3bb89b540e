import { execFile } from 'node:child_process'
import { findProgram, programEnvironment } from '../../core/system/find-program.ts'

/** The bus name of a desktop that shows tray icons (freedesktop.org's StatusNotifierWatcher, under KDE's name). */
const name = 'org.kde.StatusNotifierWatcher'
const path = '/StatusNotifierWatcher'
const properties = 'org.freedesktop.DBus.Properties'
const property = 'IsStatusNotifierHostRegistered'
const answerLimitMs = 10_000

/** Programs that can ask the session bus, each with its own arguments; a desktop has at least one of them. */
const askers: readonly (readonly [program: string, args: readonly string[]])[] = [
  ['busctl', ['--user', 'get-property', name, path, name, property]],
  [
    'gdbus',
    [
      'call',
      '--session',
      '--dest',
      name,
      '--object-path',
      path,
      '--method',
      `${properties}.Get`,
      name,
      property,
    ],
  ],
  [
    'dbus-send',
    [
      ...['--session', '--print-reply=literal', `--dest=${name}`, path],
      ...[`${properties}.Get`, `string:${name}`, `string:${property}`],
    ],
  ],
]

/**
 * True if the desktop shows tray icons. Electron creates an icon even if nothing shows it, as on GNOME without an extension;
 * there, the user could not find a hidden app again.
 */
export async function hasTrayHost(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (platform !== 'linux') return true
  for (const [program, args] of askers) {
    const file = findProgram(program, env)
    if (file !== undefined) return /\btrue\b/.test(await answerOf(file, args, env))
  }
  return false
}

/** The program's output; empty when it failed, as it does when nobody owns the name. */
function answerOf(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    const options = { env: programEnvironment(env), timeout: answerLimitMs, cwd: '/' }
    execFile(file, args, options, (error, stdout) => resolve(error === null ? stdout : ''))
  })
}
