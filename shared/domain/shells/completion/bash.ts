import { askEngine } from './bourne.ts'
import type { CompletionOptions } from './types.ts'

const aws = `
# The AWS CLI completes itself, but for the names of profiles.
function _stackpass_aws {
  local answer='' count=0 current=''
  _stackpass_split "$COMP_LINE" "$COMP_POINT"
  count=\${#_stackpass_typed[@]}
  current="\${_stackpass_typed[count-1]}"
  COMPREPLY=()
  if (( count > 2 )) && [[ "\${_stackpass_typed[count-2]}" == --profile ]]; then
    answer="$(_stackpass_ask 1 use "$current")"
    if [[ -n "$answer" ]]; then _stackpass_reply "\${2-}" "$answer"; fi
  elif [[ "$current" == --profile=* ]]; then
    answer="$(_stackpass_ask 1 use "\${current#--profile=}")"
    if [[ -n "$answer" ]]; then _stackpass_reply "\${2-}" "--profile=\${answer//$'\\n'/$'\\n'--profile=}"; fi
  elif command -v aws_completer >/dev/null 2>&1; then
    _stackpass_lines "$(export COMP_LINE COMP_POINT; command aws_completer "$@" 2>/dev/null)"
  fi
}
complete -F _stackpass_aws aws
`

/**
 * Completion for bash 3.2 and later. Takes words from the line itself: bash also splits them at `:` and `=`, and leaves them
 * quoted as typed.
 */
export function bashCompletion(options: CompletionOptions): string {
  return `# Stackpass: completion for bash. Asks nobody, signs in to nothing and writes nothing.
${askEngine(options)}
# The words of a line up to the cursor, without their quotes, into _stackpass_typed; the last one may be empty. What the last one
# was typed as is in _stackpass_raw, the quote that is open in it in _stackpass_quote. A loop, because nothing may be evaluated.
function _stackpass_split {
  local line="$1" at=0 c='' word='' raw='' quote='' begun=''
  if (( $2 < \${#line} )); then line="\${line:0:$2}"; fi
  _stackpass_typed=()
  while (( at < \${#line} )); do
    c="\${line:at:1}"
    at=$((at + 1))
    if [[ "$quote" == "'" ]]; then
      raw+="$c"
      if [[ "$c" == "'" ]]; then quote=''; else word+="$c"; fi
    elif [[ "$c" == "\\\\" ]]; then
      c="\${line:at:1}"
      at=$((at + 1))
      raw+="\\\\$c"
      case "$quote$c" in
        \\"[\\"\\\\\\$\\\`]|[!\\"]*) word+="$c" ;;
        *) word+="\\\\$c" ;;
      esac
      begun=1
    elif [[ -n "$quote" ]]; then
      raw+="$c"
      if [[ "$c" == '"' ]]; then quote=''; else word+="$c"; fi
    elif [[ "$c" == "'" || "$c" == '"' ]]; then
      raw+="$c"
      quote="$c"
      begun=1
    elif [[ "$c" == [[:space:]] ]]; then
      if [[ -n "$begun" ]]; then _stackpass_typed+=("$word"); fi
      word='' raw='' begun=''
    else
      raw+="$c"
      word+="$c"
      begun=1
    fi
  done
  _stackpass_typed+=("$word")
  _stackpass_raw="$raw"
  _stackpass_quote="$quote"
}

# Makes $word what stands between quotes as those that are open ($quote).
function _stackpass_requote {
  local at=0 c='' done=''
  while (( at < \${#word} )); do
    c="\${word:at:1}"
    at=$((at + 1))
    case "$quote$c" in
      "''") done+="'\\\\''" ;;
      \\"[\\"\\\\\\$\\\`]) done+="\\\\$c" ;;
      *) done+="$c" ;;
    esac
  done
  word="$done"
}

# Whether words in lines can be taken as they are, between any quotes and as a pattern too.
function _stackpass_plain {
  local LC_ALL=C
  [[ "$1" != *[!A-Za-z0-9_./:=@%+,$'\\n'-]* ]]
}

# Takes answers for readline, which replaces only what stands behind its last break ($1): each without what stands before that,
# and quoted as it goes on.
function _stackpass_reply {
  local part="$1" line='' word='' quote="$_stackpass_quote" head='' typed=()
  head="\${_stackpass_raw%"$part"}"
  if [[ "$head" == "$_stackpass_raw" && -n "$part" ]]; then head=''; fi
  if [[ -n "$head" ]]; then
    typed=("\${_stackpass_typed[@]}")
    _stackpass_split "$head" "\${#head}"
    head="\${_stackpass_typed[\${#_stackpass_typed[@]}-1]}"
    _stackpass_typed=("\${typed[@]}")
  fi
  # Thousands of plain words are taken at once.
  if [[ -z "$head" ]] && _stackpass_plain "$2"; then
    local IFS=$'\\n'
    COMPREPLY=($2)
    return 0
  fi
  while IFS= builtin read -r line; do
    word="\${line:\${#head}}"
    if [[ -n "$quote" ]]; then
      if [[ "$word" == *[\\'\\"\\\\\\$\\\`]* ]]; then _stackpass_requote; fi
    elif [[ "$word" == *[!A-Za-z0-9_./:=@%+,-]* ]]; then
      builtin printf -v word '%q' "$word"
    fi
    COMPREPLY+=("$word")
  done <<<"$2"
}

# Takes answers as they are, a line each.
function _stackpass_lines {
  local line=''
  while IFS= builtin read -r line; do
    if [[ -n "$line" ]]; then COMPREPLY+=("$line"); fi
  done <<<"$1"
}

function _stackpass_complete {
  local answer='' status=0
  COMPREPLY=()
  _stackpass_split "$COMP_LINE" "$COMP_POINT"
  answer="$(_stackpass_ask 1 "\${_stackpass_typed[@]:1}")" || status=$?
  case "$status" in
    0) if [[ -n "$answer" ]]; then _stackpass_reply "\${2-}" "$answer"; fi ;;
    3) compopt -o default 2>/dev/null ;;
    4) compopt -o dirnames 2>/dev/null ;;
    *)
      if (( status - 10 == \${#_stackpass_typed[@]} - 1 )); then
        _stackpass_lines "$(compgen -c -- "\${2-}")"
      else
        compopt -o default 2>/dev/null
      fi
      ;;
  esac
  return 0
}
complete -F _stackpass_complete stackpass
${options.aws === true ? aws : ''}`
}
