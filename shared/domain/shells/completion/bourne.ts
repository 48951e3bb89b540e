import { quotePath } from '../bourne-core.ts'
import { completionEngine } from './engine.ts'
import type { CompletionOptions } from './types.ts'

/** What bash and zsh share: the data, and how to ask the engine. Nothing that it reads is ever evaluated. */
export function askEngine({ table, keptFile, historyFolder }: CompletionOptions, prologue = ''): string {
  return `_stackpass_engine=${quotePath(completionEngine)}
_stackpass_words=${quotePath(table)}

# A path as the AWS CLI takes it, where it is a regular file: a pipe would be waited for.
function _stackpass_regular {
${prologue}  local file="$1"
  case "$file" in '~/'*) file="$HOME/\${file#??}" ;; esac
  if [[ -f "$file" && -r "$file" ]]; then REPLY="$file"; else REPLY=''; fi
}

# Prints what may stand at the cursor. $1: 1 where only words that begin with what is typed are wanted; then the words.
function _stackpass_ask {
${prologue}  local prefix="$1" config credentials kept='' REPLY=''
  shift
  _stackpass_regular "\${AWS_CONFIG_FILE:-$HOME/.aws/config}"; config="$REPLY"
  _stackpass_regular "\${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}"; credentials="$REPLY"
  if [[ -f ${quotePath(keptFile)} && -O ${quotePath(keptFile)} ]]; then kept=${quotePath(keptFile)}; fi
  LC_ALL=C _stackpass_table="$_stackpass_words" _stackpass_config="$config" _stackpass_credentials="$credentials" \\
    _stackpass_kept="$kept" _stackpass_history=${quotePath(historyFolder)} _stackpass_prefix="$prefix" \\
    command awk -- "$_stackpass_engine" "$@" 2>/dev/null </dev/null
}
`
}
