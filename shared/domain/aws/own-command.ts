import { posixWords } from '../shells/posix-words.ts'
import { fail, ok, type Result } from '../../result.ts'
import { quotePosix } from '../transfer/export/quoting.ts'
import type { MergedProfile } from './types.ts'

/** Whose credentials a command of ours gives: those of the active profile, or of one that it names. */
export type OwnTarget = { readonly active: true } | { readonly active: false; readonly profile: string }

interface Place {
  readonly platform: string
  /** Absolute path of the program, where it is not on the PATH. */
  readonly program?: string | undefined
}

/**
 * One word of a credential_process. The JavaScript, Go and Rust SDKs pass the line to sh or cmd, botocore splits it by
 * the rules of sh or of Windows; single quotes, and on Windows double ones, mean the same to all of them.
 */
function word(value: string, platform: string): string | undefined {
  if (/[\u0000-\u001F\u007F]/.test(value)) return undefined
  // Readers of the file take this for the start of a comment, even in quotes.
  if (/(?:^|\s)[#;]/.test(value)) return undefined
  if (platform !== 'win32') return quotePosix(value)
  if (/^[A-Za-z0-9_.:/\\@+,-]+$/.test(value)) return value
  return /["%^!]/.test(value) || value.endsWith('\\') ? undefined : `"${value}"`
}

/**
 * The credential_process of a profile that asks Stackpass. Errors: InvalidValue for a name or path that no quoting
 * carries through all SDKs.
 */
export function ownCommand(target: OwnTarget, { platform, program = 'stackpass' }: Place): Result<string> {
  const first = word(program, platform)
  const last = target.active ? '--active' : word(target.profile, platform)
  if (first === undefined || last === undefined) {
    return fail(
      'InvalidValue',
      `${first === undefined ? program : 'This name'} cannot be part of a command.`,
      {
        reason: 'It contains a character that the SDKs read in different ways.',
        remedy: first === undefined ? 'Put stackpass on the PATH.' : 'Rename the profile first.',
      },
    )
  }
  const isOption = !target.active && target.profile.startsWith('-')
  return ok(`${first} credentials ${isOption ? '-- ' : ''}${last}`)
}

const programName = /(?:^|[\\/])stackpass(?:\.(?:cjs|mjs|cmd|exe))?$/i

/** The words of a command that is just a program with its arguments, alike for a shell and a plain split. */
function plainWords(command: string): readonly string[] | undefined {
  // A shell drops everything after a `#`; others pass it on, and cmd.exe reads on.
  if (/(?:^|\s)#/.test(command)) return undefined
  const split = posixWords(command, { env: {}, home: '~' })
  if (split?.whole !== true) return undefined
  const [program, ...args] = split.tokens
  const isPlain =
    program?.kind === 'word' && program.known && args.every(({ kind, plain }) => kind === 'word' && plain)
  return isPlain ? split.tokens.map(({ text }) => text) : undefined
}

/** Whom a credential_process asks when it is a command of ours, wherever the program is; undefined for all others. */
export function parseOwnCommand(command: string): OwnTarget | undefined {
  if (!/stackpass/i.test(command)) return undefined
  // A Windows path has backslashes outside quotes, which sh would drop; only the last part of it matters here.
  const [program, verb, ...rest] = plainWords(command.replace(/^[A-Za-z]:\\[^\s"']*\\/, '')) ?? []
  if (program === undefined || !programName.test(program) || verb !== 'credentials') return undefined
  if (rest.length === 1 && rest[0] === '--active') return { active: true }
  const name = rest.length === 2 && rest[0] === '--' ? rest[1] : rest.length === 1 ? rest[0] : undefined
  if (name === undefined || (rest.length === 1 && name.startsWith('-'))) return undefined
  return { active: false, profile: name }
}

/** As `parseOwnCommand`, for a profile. */
export function ownTargetOf(profile: MergedProfile | undefined): OwnTarget | undefined {
  const command = profile?.settings.get('credential_process')?.value
  return command === undefined ? undefined : parseOwnCommand(command)
}

/**
 * True when a profile gets its credentials, over source profiles and twins, from one of these profiles, itself among
 * them, or from the active one, which may be any.
 */
export function comesFrom(
  name: string,
  origins: ReadonlySet<string>,
  profiles: ReadonlyMap<string, MergedProfile>,
): boolean {
  const seen = new Set<string>()
  const waiting = [name]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (origins.has(next)) return true
    if (seen.has(next)) continue
    seen.add(next)
    const profile = profiles.get(next)
    const target = ownTargetOf(profile)
    if (target?.active === true) return true
    if (target?.active === false) waiting.push(target.profile)
    const source = profile?.settings.get('source_profile')?.value
    if (source !== undefined && source !== '') waiting.push(source)
  }
  return false
}

/** True when a profile gets its credentials from the active one: such a profile cannot itself be the active one. */
export const followsActive = (profiles: ReadonlyMap<string, MergedProfile>, name: string): boolean =>
  comesFrom(name, new Set(), profiles)
