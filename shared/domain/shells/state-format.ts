import { fail, ok, type Result } from '../../result.ts'

/**
 * What shells follow. The file is text in UTF-8, one `name=value` per line, read by shell builtins at every prompt:
 *
 *     stackpass-state 1 <stamp>
 *     profile=<name>
 *     region=<region>
 *     export-region=yes
 *     production=yes
 *     expires=<seconds since 1970>
 *     since=<seconds since 1970>
 *     title=yes
 *     colour=<#rrggbb, of the background>
 *     windows-home=<folder of which .aws is used, under WSL>
 *     end
 *
 * The first line differs at every write, so a prompt that finds it unchanged reads no further. Without the last line
 * the file is half written and is ignored. Lines of unknown names are skipped. Values are raw: a shell only ever
 * assigns what it has read, it never evaluates it, and a value cannot hold a line end.
 */
export interface ShellState {
  /** Absent: no profile is active. */
  readonly profile?: string
  readonly region?: string
  /** Shells export the region too. */
  readonly exportRegion: boolean
  /** The group of the profile is marked as production. */
  readonly production?: true
  /** Seconds since 1970. */
  readonly expires?: number
  /** When the profile became active, in seconds since 1970. */
  readonly since?: number
  /** Shells put the profile into the title of their terminal. */
  readonly title?: true
  /** The background that shells give their terminal: `#` and six hexadecimal digits. */
  readonly colour?: string
  /** The home folder of Windows whose shared files hold the profile, under WSL. */
  readonly windowsHome?: string
}

/** A colour as shells may send it to a terminal. */
export const hexColour = /^#[0-9a-f]{6}$/

const header = 'stackpass-state 1 '
const longest = 512

/** Control characters would end a line or control the terminal; half a surrogate pair has no UTF-8. */
export const unwritable =
  /[\u0000-\u001F\u007F-\u009F\u2028\u2029]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

function checkValue(label: string, value: string): Result<string> {
  if (value !== '' && value.length <= longest && !unwritable.test(value)) return ok(value)
  return fail('InvalidValue', `This ${label} cannot be made active.`, {
    reason: `It is empty, longer than ${longest} characters, or contains a line end or another control character.`,
    remedy: `Rename the ${label} first.`,
  })
}

/**
 * The text of the state file. `stamp` must be new at every write: letters and digits only. Errors: InvalidValue for a
 * profile or region that shells could not hold.
 */
export function encodeState(state: ShellState, stamp: string): Result<string> {
  if (!/^[A-Za-z0-9]{1,64}$/.test(stamp))
    return fail('InvalidValue', 'The stamp of the state is not valid.', {
      reason: 'It contains characters other than letters and digits.',
      remedy: 'Switch again.',
    })
  const lines = [header + stamp]
  for (const [name, value] of [
    ['profile', state.profile],
    ['region', state.region],
    ['windows-home', state.windowsHome],
  ] as const) {
    if (value === undefined) continue
    const checked = checkValue(name, value)
    if (!checked.ok) return checked
    lines.push(`${name}=${value}`)
  }
  if (state.exportRegion) lines.push('export-region=yes')
  if (state.production === true) lines.push('production=yes')
  for (const [name, value] of [
    ['expires', state.expires],
    ['since', state.since],
  ] as const) {
    if (value !== undefined && Number.isSafeInteger(value) && value >= 0) lines.push(`${name}=${value}`)
  }
  if (state.title === true) lines.push('title=yes')
  if (state.colour !== undefined && hexColour.test(state.colour)) lines.push(`colour=${state.colour}`)
  lines.push('end')
  return ok(`${lines.join('\n')}\n`)
}

/** Seconds since 1970, where a text is such a number. */
export function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined
}

/** Reads the text of a state file the way the hooks do. Undefined when it is half written or of another version. */
export function decodeState(text: string): ShellState | undefined {
  const lines = text.split('\n')
  const end = lines.indexOf('end')
  if (!lines[0]!.startsWith(header) || end === -1) return undefined
  const values = new Map<string, string>()
  for (const line of lines.slice(1, end)) {
    const at = line.indexOf('=')
    if (at > 0 && at < line.length - 1) values.set(line.slice(0, at), line.slice(at + 1))
  }
  const [profile, region] = [values.get('profile'), values.get('region')]
  const colour = values.get('colour') ?? ''
  const windowsHome = values.get('windows-home')
  const [expires, since] = [seconds(values.get('expires')), seconds(values.get('since'))]
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
    exportRegion: values.get('export-region') === 'yes',
    ...(values.get('production') === 'yes' && { production: true as const }),
    ...(expires === undefined ? {} : { expires }),
    ...(since === undefined ? {} : { since }),
    ...(values.get('title') === 'yes' && { title: true as const }),
    ...(hexColour.test(colour) && { colour }),
    ...(windowsHome?.startsWith('/') === true && { windowsHome }),
  }
}
