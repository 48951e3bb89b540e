import type { Token } from '../../shared/domain/shells/posix-words.ts'

/** What an interpreter is told to run. */
export interface Interpreted {
  /** Files, by the words that name them. */
  readonly scripts: readonly Token[]
  /** A separate command line, after `sh -c`. */
  readonly command?: Token
}

interface Family {
  /** Program names, without version. */
  readonly names: RegExp
  /** Options that text or a module follows instead of a file. */
  readonly inline: RegExp
  /** Options that a file follows which is run as well. */
  readonly files?: RegExp
  /** Options whose value is not a file to run. */
  readonly values?: RegExp
  /** Words such as `run` that come before the file. */
  readonly verbs?: readonly string[]
}

const shells: Family = {
  names: /^(?:ba|da|z|k|mk|a|fi|c|tc)?sh$/,
  inline: /^-[a-z]*c$/,
  files: /^--(?:rcfile|init-file)$/,
  values: /^[-+][a-z]*[oO]$/,
}

const families: readonly Family[] = [
  shells,
  { names: /^(?:python|pypy)$/, inline: /^-[a-zA-Z]*[cm]$/, values: /^-[WX]$/ },
  {
    names: /^(?:node|nodejs|tsx|ts-node|bun|deno)$/,
    inline: /^(?:-e|-p|-pe|--eval|--print)$/,
    files: /^(?:-r|--require|--import|--loader|--experimental-loader|--env-file|--preload)$/,
    values: /^(?:-C|--conditions)$/,
    verbs: ['run'],
  },
  { names: /^(?:perl|ruby)$/, inline: /^-[a-z]*[eE]$/, values: /^-[Ir]$/ },
  {
    names: /^(?:php|lua|luajit|Rscript|osascript|tclsh|guile|elixir|swift)$/,
    inline: /^-(?:r|e)$/,
    files: /^-f$/,
  },
  { names: /^java$/, inline: /^$/, files: /^-jar$/, values: /^(?:-cp|-classpath|--class-path)$/ },
  {
    names: /^(?:pwsh|powershell)$/i,
    inline: /^-(?:c|command|e|ec|encodedcommand)$/i,
    files: /^-(?:f|file)$/i,
    values: /^-(?:executionpolicy|ep|ex|version|windowstyle|w)$/i,
  },
]

function baseName(program: string): string {
  const last = program.split(/[\\/]/).at(-1) ?? ''
  return last.replace(/\.exe$/i, '').replace(/(?<=[a-z])-?\d+(?:\.\d+)*$/i, '')
}

/** The files that an interpreter runs, by its arguments. Undefined for programs that are not interpreters. */
export function scriptOf(program: string, args: readonly Token[]): Interpreted | undefined {
  const name = baseName(program)
  const family = families.find(({ names }) => names.test(name))
  if (family === undefined) return undefined
  const scripts: Token[] = []
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]!
    const { text } = word
    if (text === '--') {
      const next = args[at + 1]
      return { scripts: next === undefined ? scripts : [...scripts, next] }
    }
    if (/^[-+]./.test(text) || (text.startsWith('/') && /^(?:pwsh|powershell)$/i.test(name))) {
      const next = args[at + 1]
      if (family.inline.test(text)) {
        return family === shells && next !== undefined ? { scripts, command: next } : { scripts }
      }
      const [option, value] = text.split('=', 2)
      if (family.files?.test(option!) === true) {
        const file = value === undefined ? next : { ...word, text: value }
        if (file !== undefined) scripts.push(file)
        if (value === undefined) at += 1
        if (/^-(?:jar|f|file)$/i.test(option!)) return { scripts }
      } else if (family.values?.test(text) === true) at += 1
      continue
    }
    if (text === '-' || family.verbs?.includes(text) === true) continue
    return { scripts: [...scripts, word] }
  }
  return { scripts }
}
