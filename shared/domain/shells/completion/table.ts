/** What an argument or the value of an option may be. `choices` are fixed words; nothing: it is not completed. */
export type WordKind =
  | 'profile'
  | 'session'
  | 'stack'
  | 'history'
  | 'file'
  | 'folder'
  /** A program and its own arguments. */
  | 'program'
  | 'region'
  | 'setting'
  /** A value of the setting that the previous argument names. */
  | 'settingValue'
  | 'group'
  | 'key'
  /** A key, the value of the key that the previous argument names, or both as KEY=VALUE. */
  | 'pair'
  /** An option of the AWS provider of Pulumi. */
  | 'providerOption'
  | 'method'
  | 'topic'
  | { readonly choices: readonly string[] }

/** One command of the command line, as completion and the manual need it. */
export interface CommandEntry {
  /** Words after `stackpass`; none for `stackpass` itself. */
  readonly path: readonly string[]
  readonly names: readonly string[]
  readonly description: string
  readonly arguments: readonly { readonly kind?: WordKind; readonly isVariadic: boolean }[]
  readonly options: readonly {
    readonly flags: readonly string[]
    readonly description: string
    /** Absent: it takes no value. */
    readonly value?: { readonly kind?: WordKind; readonly isOptional: boolean }
  }[]
}

/** Kinds that share the words of another one, such as `key region` those of `region`. */
export type SameWords = ReadonlyMap<string, WordKind>

/** The fixed words of a kind, each with its meaning. */
export type FixedWords = Readonly<Partial<Record<string, readonly (readonly [string, string])[]>>>

const flat = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ')

function kindText(kind: WordKind | undefined): string {
  if (kind === undefined) return 'none'
  return typeof kind === 'string' ? kind : `=${kind.choices.join(',')}`
}

/**
 * The table that the engine of completion reads, a row a line, in columns separated by tabs:
 *
 *     command   <path>  <word>   <path of that command>          <description>
 *     option    <path>  <flag>   <kind of value, or nothing>     <description>
 *     argument  <path>  <place, or * for all behind>  <kind>
 *     value     <kind>  <word>   <description>
 *     same      <kind>  <kind whose words it has>
 */
export function completionTable(
  commands: readonly CommandEntry[],
  fixed: FixedWords,
  same: SameWords = new Map(),
): string {
  const rows: string[][] = []
  for (const { path, names, description, options, arguments: taken } of commands) {
    const own = path.join(' ')
    for (const name of path.length === 0 ? [] : names)
      rows.push(['command', path.slice(0, -1).join(' '), name, own, description])
    for (const { flags, description: told, value } of options) {
      const kind = value === undefined ? '' : `${value.isOptional ? '?' : ''}${kindText(value.kind)}`
      for (const flag of flags) rows.push(['option', own, flag, kind, told])
    }
    for (const [index, { kind, isVariadic }] of taken.entries())
      rows.push(['argument', own, isVariadic ? '*' : String(index + 1), kindText(kind)])
  }
  for (const [kind, words] of Object.entries(fixed))
    for (const [word, told] of words ?? []) rows.push(['value', kind, word, told])
  for (const [kind, other] of same) rows.push(['same', kind, kindText(other)])
  return rows.map((row) => row.map(flat).join('\t')).join('\n')
}
