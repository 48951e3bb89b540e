import { stat } from 'node:fs/promises'
import path from 'node:path'
import { shellSplit } from '../../shared/domain/aws/lenses/python.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { findProgram } from '../system/find-program.ts'
import { pinFile } from './pin-file.ts'
import { readCommand, readPieces, type CommandReading, type Named } from './read-command.ts'
import type { Pin, Place, ProcessRun, ResolvedCommand } from './types.ts'

/** The possible endings of a relative path that names a program. */
function endingsOf({ env, platform }: Place, word: string): string[] {
  if (platform !== 'win32' || path.win32.extname(word) !== '') return ['']
  return (env['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';').map((ending) => ending.toLowerCase())
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
}

const hasFolder = (word: string, platform: NodeJS.Platform): boolean =>
  word.includes('/') || (platform === 'win32' && word.includes('\\'))

/** Where a word leads. `relative` means that the current folder decides. */
interface Found {
  readonly file: string
  readonly relative: boolean
}

async function find(named: Named, place: Place): Promise<Result<Found | undefined>> {
  const { word, role, base } = named
  const { isAbsolute, resolve } = path
  const isBare = !hasFolder(word, place.platform)
  if (role === 'program' && isBare) {
    const file = findProgram(word, place.env, { platform: place.platform })
    if (file !== undefined) return ok({ file, relative: false })
    return fail('ProcessMissing', `There is no program ${word} on the PATH.`, {
      reason:
        'Stackpass looks only in its absolute folders, because anybody could control the current folder.',
      remedy: 'Install it, or give its full path in credential_process.',
    })
  }
  if (isAbsolute(word)) return ok({ file: path.normalize(word), relative: false })
  if (base === undefined) return ok(undefined)
  const file = resolve(base, word)
  const relative = base === place.cwd
  for (const ending of endingsOf(place, word)) {
    if (await isFile(`${file}${ending}`)) return ok({ file: `${file}${ending}`, relative })
  }
  if (role === 'script') return ok(undefined)
  return fail('ProcessMissing', `${word} does not exist in ${base}.`, {
    reason: 'The command names it by a path relative to the current folder.',
    remedy: 'Give its full path in credential_process.',
  })
}

/** Whether an argument is a file of the current folder: it begins with `./` or `../`, or the file exists. */
async function isOfFolder(word: string, place: Place): Promise<boolean> {
  if (word === '' || word.startsWith('-') || path.isAbsolute(word)) return false
  if (/^\.{1,2}(?:[\\/]|$)/.test(word)) return true
  return isFile(path.resolve(place.cwd, word))
}

/** Windows starts batch files and non-programs through cmd.exe, which takes the rest of the line unchanged. */
function windowsRun(
  command: string,
  pins: readonly Pin[],
  simple: boolean,
  place: Place,
): Omit<ProcessRun, 'cwd'> {
  const first = pins[0]
  const word = /^\s*(?:"[^"]*"|\S)+/.exec(command)?.[0]
  const rest = word === undefined ? '' : command.slice(word.length)
  const line = simple && first !== undefined ? `"${first.path}"${rest}` : command
  return {
    file: path.win32.join(
      place.env['SystemRoot'] ?? place.env['windir'] ?? 'C:\\Windows',
      'System32',
      'cmd.exe',
    ),
    args: ['/d', '/s', '/c', `"${line}"`],
    verbatim: true,
  }
}

function runOf(command: string, pins: readonly Pin[], simple: readonly string[] | undefined, place: Place) {
  if (place.platform === 'win32') return windowsRun(command, pins, simple !== undefined, place)
  const first = pins[0]
  if (simple === undefined || first?.role !== 'program') return { file: '/bin/sh', args: ['-c', command] }
  // The file that was found, whatever PATH says by then. The shell is for scripts without a `#!` line.
  return { file: '/bin/sh', args: ['-c', 'exec "$0" "$@"', first.path, ...simple.slice(1)] }
}

/**
 * Finds the programs and scripts that a credential_process starts, and notes what they are. A bare name is found on the PATH,
 * a relative path counts from the current folder, as with the SDKs. Errors: ProcessMissing, ProcessUnsafe.
 */
export async function resolveCommand(command: string, place: Place): Promise<Result<ResolvedCommand>> {
  const reading = readCommand(command, place)
  return resolveReading(reading, place, (pins) => runOf(command, pins, reading.simple, place))
}

/** The same for the pieces of a command that starts without a shell. */
export async function resolvePieces(argv: readonly string[], place: Place): Promise<Result<ResolvedCommand>> {
  const [program = '', ...args] = argv
  return resolveReading(readPieces(argv, place), place, ([first]) => ({ file: first?.path ?? program, args }))
}

/**
 * Everything that a yes to a command covers: what it starts when a shell reads it, and what a tool without a shell starts from
 * its pieces, such as the program `printf` instead of the shell builtin. Pieces that name no program start nothing.
 */
export async function resolveForAll(command: string, place: Place): Promise<Result<ResolvedCommand>> {
  const inShell = await resolveCommand(command, place)
  const argv = place.platform === 'win32' ? undefined : shellSplit(command)
  if (!inShell.ok || argv === undefined || argv.length === 0) return inShell
  const pieces = await resolvePieces(argv, place)
  if (!pieces.ok) return inShell
  const { pins } = inShell.value
  const more = pieces.value.pins.filter(
    ({ role, path: file }) => !pins.some((pin) => pin.role === role && pin.path === file),
  )
  return ok({ ...inShell.value, pins: [...pins, ...more] })
}

async function resolveReading(
  reading: CommandReading,
  place: Place,
  runWith: (pins: readonly Pin[]) => Omit<ProcessRun, 'cwd'>,
): Promise<Result<ResolvedCommand>> {
  const unknown = [...reading.unknown]
  const pins: Pin[] = []
  let isRelative = false
  for (const named of reading.named) {
    const found = await find(named, place)
    if (!found.ok) return found
    if (found.value === undefined) {
      unknown.push(named.word)
      continue
    }
    isRelative ||= found.value.relative
    const { file } = found.value
    if (pins.some(({ path: known, role }) => known === file && role === named.role)) continue
    const pin = await pinFile(named.role, file, place.env)
    if (!pin.ok) return pin
    pins.push(pin.value)
  }
  for (const word of reading.others) isRelative ||= await isOfFolder(word, place)
  return ok({
    pins,
    ...(isRelative && { folder: place.cwd }),
    unknown: [...new Set(unknown)],
    run: { ...runWith(pins), cwd: isRelative ? place.cwd : place.home },
  })
}
