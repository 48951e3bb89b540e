import { bourneCore } from './bourne-core.ts'
import type { HookOptions } from './types.ts'

/**
 * The hook for zsh 5. It comes first in precmd_functions; zsh itself keeps \`$?\` across these. \`emulate -L zsh\` protects
 * each function from the options of the user, such as KSH_ARRAYS or SH_WORD_SPLIT.
 */
export function zshHook(options: HookOptions): string {
  return `# Stackpass, for zsh: follows the active profile at every prompt. Starts no process.
${bourneCore(options, '  emulate -L zsh\n', (most) => `IFS= builtin read -r -u 0 -k ${most}`)}
typeset -ga precmd_functions
case " \${precmd_functions[*]-} " in
  *' _stackpass_sync '*) ;;
  *) precmd_functions=(_stackpass_sync "\${precmd_functions[@]}") ;;
esac
`
}
