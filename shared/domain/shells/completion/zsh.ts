import { askEngine } from './bourne.ts'
import type { CompletionOptions } from './types.ts'

const aws = `
# The AWS CLI completes itself, but for the names of profiles.
function _stackpass_aws {
  local typed="\${words[CURRENT-1]-}"
  if [[ "$typed" == --profile ]]; then
    _stackpass_show "$(_stackpass_ask '' use '')"
  elif [[ "\${words[CURRENT]-}" == --profile=* ]]; then
    compset -P '--profile='
    _stackpass_show "$(_stackpass_ask '' use '')"
  elif [[ -n "$_stackpass_aws_before" ]]; then
    eval "$_stackpass_aws_before"
  elif (( $+commands[aws_completer] )); then
    local -a found
    found=(\${(f)"$(COMP_LINE="$words" COMP_POINT=\${#\${words}} command aws_completer 2>/dev/null)"})
    compadd -a found
  fi
}
: "\${_stackpass_aws_before=\${_comps[aws]-}}"
compdef _stackpass_aws aws
`

/** Completion for zsh 5. zsh itself compares with the typed text, by the user's own rules, and quotes what it inserts. */
export function zshCompletion(options: CompletionOptions): string {
  return `# Stackpass: completion for zsh. Asks nobody, signs in to nothing and writes nothing.
${askEngine(options, '  emulate -L zsh\n')}
function _stackpass_show {
  local tab=$'\\t'
  local -a found words_only shown
  found=("\${(@f)1}")
  words_only=("\${(@)found%%\${tab}*}")
  shown=("\${(@)found%\${tab}}")
  if [[ "\${(j::)shown}" == *\${tab}* ]]; then
    shown=("\${(@)shown/\${tab}/  -- }")
    compadd -l -d shown -a words_only
  else
    compadd -a words_only
  fi
}

function _stackpass_complete {
  local answer from
  local -a typed
  # Without its quotes; nothing is expanded.
  typed=("\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}")
  answer="$(_stackpass_ask '' "\${typed[@]}")"
  from=$?
  case $from in
    0) if [[ -n "$answer" ]]; then _stackpass_show "$answer"; else return 1; fi ;;
    3) _files ;;
    4) _files -/ ;;
    *)
      (( from -= 10 ))
      shift $from words
      (( CURRENT -= from ))
      _normal
      ;;
  esac
}
if ! typeset -f compdef >/dev/null 2>&1; then
  autoload -Uz compinit && compinit -i
fi
compdef _stackpass_complete stackpass
${options.aws === true ? aws : ''}`
}
