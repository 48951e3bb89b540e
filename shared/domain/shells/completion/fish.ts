import { quoteFish } from '../../transfer/export/quoting.ts'
import { completionEngine } from './engine.ts'
import type { CompletionOptions } from './types.ts'

const quote = (text: string): string => quoteFish(text) ?? "''"

/** Completion for fish 3. fish itself compares with the typed text and quotes what it inserts. */
export function fishCompletion({ table, keptFile, historyFolder, aws }: CompletionOptions): string {
  return `# Stackpass: completion for fish. Asks nobody, signs in to nothing and writes nothing.
set -g __stackpass_engine ${quote(completionEngine)}
set -g __stackpass_words ${quote(table)}

# A path as the AWS CLI takes it, where it is a regular file: a pipe would be waited for.
function __stackpass_regular
    set -l file (string replace -r -- '^~/' "$HOME/" "$argv[1]")
    if test -f "$file"; and test -r "$file"
        echo -n "$file"
    end
end

# Prints what may stand at the cursor behind these words.
function __stackpass_ask
    set -l config "$AWS_CONFIG_FILE"
    test -n "$config"; or set config "$HOME/.aws/config"
    set -l credentials "$AWS_SHARED_CREDENTIALS_FILE"
    test -n "$credentials"; or set credentials "$HOME/.aws/credentials"
    set -lx LC_ALL C
    set -lx _stackpass_table "$__stackpass_words"
    set -lx _stackpass_config (__stackpass_regular "$config")
    set -lx _stackpass_credentials (__stackpass_regular "$credentials")
    set -lx _stackpass_history ${quote(historyFolder)}
    set -lx _stackpass_prefix ''
    set -lx _stackpass_kept ''
    if test -f ${quote(keptFile)}; and test -O ${quote(keptFile)}
        set _stackpass_kept ${quote(keptFile)}
    end
    command awk -- "$__stackpass_engine" $argv 2>/dev/null </dev/null
end

function __stackpass_complete
    set -l typed (commandline -opc)
    set -e typed[1]
    set -l current (commandline -ct)
    __stackpass_ask $typed "$current"
    set -l from $status
    switch $from
        case 0
        case 3
            __fish_complete_path "$current"
        case 4
            __fish_complete_directories "$current"
        case '*'
            set -l rest $typed[(math $from - 10)..-1]
            complete -C (string join ' ' -- (string escape -- $rest) "$current")
    end
end
complete -c stackpass -e
complete -c stackpass -f -k -a '(__stackpass_complete)'
${aws === true ? `complete -c aws -l profile -x -a "(__stackpass_ask use '')"\n` : ''}`
}
