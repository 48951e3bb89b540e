import { bourneCore } from './bourne-core.ts'
import type { HookOptions } from './types.ts'

/**
 * The hook for bash 3.2 and later. It comes first in PROMPT_COMMAND (string, or element 0 of an array), so that
 * prompts see the new profile at once. `&& :` passes on its status, which is the status of the user's command, without
 * `set -e` taking it for a failure.
 */
export function bashHook(options: HookOptions): string {
  return `# Stackpass, for bash: follows the active profile at every prompt. Starts no process.
${bourneCore(options, '', (most) => `IFS= builtin read -r -d '' -n ${most}`)}
function _stackpass_hook {
  local status=$?
  _stackpass_sync
  return "$status"
}

case "\${PROMPT_COMMAND[*]-} \${precmd_functions[*]-}" in
  *_stackpass_*) ;;
  *)
    # bash-preexec runs its own functions before anything else, and gives each of them the status.
    if [[ -n "\${bash_preexec_imported-}\${__bp_imported-}" ]]; then
      precmd_functions=(_stackpass_sync \${precmd_functions[@]+"\${precmd_functions[@]}"})
    else
      PROMPT_COMMAND="_stackpass_hook && :\${PROMPT_COMMAND:+;$PROMPT_COMMAND}"
    fi
    ;;
esac
`
}
