import { bashHook } from './bash.ts'
import { fishHook } from './fish.ts'
import { powershellHook } from './powershell.ts'
import type { HookOptions, HookShell } from './types.ts'
import { zshHook } from './zsh.ts'

const hooks: Readonly<Record<HookShell, (options: HookOptions) => string>> = {
  bash: bashHook,
  zsh: zshHook,
  fish: fishHook,
  powershell: powershellHook,
}

/** What `stackpass shell-init SHELL` prints: the whole hook, for that shell to evaluate. Pure. */
export function hookText(shell: HookShell, options: HookOptions): string {
  return hooks[shell](options)
}
