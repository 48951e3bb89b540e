import type { HookShell } from '../types.ts'
import { bashCompletion } from './bash.ts'
import { fishCompletion } from './fish.ts'
import { powershellCompletion } from './powershell.ts'
import type { CompletionOptions } from './types.ts'
import { zshCompletion } from './zsh.ts'

const texts: Readonly<Record<HookShell, (options: CompletionOptions) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
}

/** What `stackpass completion SHELL` prints, for that shell to evaluate. Pure. */
export function completionText(shell: HookShell, options: CompletionOptions): string {
  return texts[shell](options)
}
