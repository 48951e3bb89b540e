/** The shells that have a hook. */
export const hookShells = ['bash', 'zsh', 'fish', 'powershell'] as const

export type HookShell = (typeof hookShells)[number]

export interface HookOptions {
  /** Absolute path of the state file. */
  readonly stateFile: string
  /** Absolute path of the `stackpass` program, where it is not on the PATH. */
  readonly program?: string
}
