import type { Terminal } from './terminal/terminal.ts'

/** What every command gets. The only global state that commands read is stdin. */
export interface CliContext {
  readonly terminal: Terminal
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly homeDir: string
  /** The Windows home whose files the shell uses, as set by the hook (WSL). */
  readonly shellHome?: string | undefined
  /** Folder of package.json and of the built page. */
  readonly packageRoot: string
  /** The file that was started as `stackpass`. */
  readonly entry?: string
  readonly version: string
  /** The command line asks for JSON, so usage errors are JSON too. */
  readonly asksJson?: boolean
  /** The rows that completion reads, loaded on demand because they need the definitions of all commands. */
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
  /** Show every line of the diff, even if many profiles are new. */
  readonly diff?: boolean
}
