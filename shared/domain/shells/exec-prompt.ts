/**
 * What a shell of `stackpass exec NAME` runs after the user's own start-up files, so that each prompt begins with the profile
 * whose credentials it has. The name is in STACKPASS_EXEC. It is never expanded twice, and never evaluated: where the shell
 * expands its prompt, the prompt holds the variable, not the name.
 */
export const execBashrc = `if [[ -f ~/.bashrc && -r ~/.bashrc ]]; then . ~/.bashrc; fi
function _stackpass_exec_prompt {
  local status=$?
  case "\${PS1-}" in
    '(stackpass: '*) ;;
    *) if shopt -q promptvars; then PS1='(stackpass: \${STACKPASS_EXEC}) '"\${PS1-}"; else PS1='(stackpass) '"\${PS1-}"; fi ;;
  esac
  return "$status"
}
PROMPT_COMMAND="\${PROMPT_COMMAND:+$PROMPT_COMMAND;}_stackpass_exec_prompt"
`

/** Puts ZDOTDIR back at once, so that the user's own files find theirs. */
export const execZshenv = `_stackpass_exec_folder="$ZDOTDIR"
if [[ -n "\${STACKPASS_ZDOTDIR-}" ]]; then export ZDOTDIR="$STACKPASS_ZDOTDIR"; else unset ZDOTDIR; fi
unset STACKPASS_ZDOTDIR
if [[ -f "\${ZDOTDIR-$HOME}/.zshenv" ]]; then . "\${ZDOTDIR-$HOME}/.zshenv"; fi
_stackpass_exec_own="\${ZDOTDIR-}"
ZDOTDIR="$_stackpass_exec_folder"
`

export const execZshrc = `if [[ -n "$_stackpass_exec_own" ]]; then export ZDOTDIR="$_stackpass_exec_own"; else unset ZDOTDIR; fi
unset _stackpass_exec_own _stackpass_exec_folder
if [[ -f "\${ZDOTDIR-$HOME}/.zshrc" ]]; then . "\${ZDOTDIR-$HOME}/.zshrc"; fi
function _stackpass_exec_prompt {
  case "\${PROMPT-}" in
    '(stackpass: '*) ;;
    *)
      if [[ -o prompt_subst ]]; then
        PROMPT='(stackpass: \${STACKPASS_EXEC//\\%/%%}) '"\${PROMPT-}"
      else
        PROMPT="(stackpass: \${STACKPASS_EXEC//\\%/%%}) \${PROMPT-}"
      fi
      ;;
  esac
}
typeset -ga precmd_functions
precmd_functions+=(_stackpass_exec_prompt)
`

export const execFishInit = `functions -q fish_prompt; and functions -c fish_prompt __stackpass_exec_before
function fish_prompt
    echo -n "(stackpass: $STACKPASS_EXEC) "
    functions -q __stackpass_exec_before; and __stackpass_exec_before
end`
