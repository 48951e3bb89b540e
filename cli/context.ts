import type { Terminal } from './terminal/terminal.ts'

/** What every command gets. Commands read no global state but their stdin. */
export interface CliContext {
  readonly terminal: Terminal
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly homeDir: string
  /** The home of Windows whose files the shell itself has, by the hook (WSL). */
  readonly shellHome?: string | undefined
  /** Folder of package.json and of the built page. */
  readonly packageRoot: string
  /** The file that was started as `stackpass`. */
  readonly entry?: string
  readonly version: string
  /** The command line asks for JSON: usage errors are told so too. */
  readonly asksJson?: boolean
  /** The rows that completion reads: every command is defined for it, so who asks loads them. */
  readonly commandTable: () => Promise<string>
}

/** 0 done, 1 refused with a coded error, 2 wrong usage, 130 interrupted (what shells use for Ctrl-C). */
export const exitCodes = { done: 0, refused: 1, usage: 2, interrupted: 130 } as const

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean
}

/** Options of the commands that write. */
export interface WriteOptions extends CommonOptions {
  readonly dryRun?: boolean
  /** Every line of the diff, also where many profiles are new. */
  readonly diff?: boolean
}
