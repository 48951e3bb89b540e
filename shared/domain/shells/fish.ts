import { quoteFish } from '../transfer/export/quoting.ts'
import { fishFolders } from './fish-folders.ts'
import { fishFollow } from './fish-follow.ts'
import { folderOf, hookMark, hookRanFile } from './hook-ran.ts'
import type { HookOptions } from './types.ts'

/**
 * The hook for fish 3. It runs on the event `fish_prompt`, across which fish keeps \`$status\`. The rules are those of
 * `bourneCore`.
 */
export function fishHook(options: HookOptions): string {
  const file = quoteFish(options.stateFile) ?? "''"
  const ranFile = hookRanFile(options.stateFile)
  const ran = quoteFish(ranFile) ?? "''"
  const folder = quoteFish(folderOf(ranFile)) ?? "''"
  const program = options.program === undefined ? 'stackpass' : (quoteFish(options.program) ?? "''")
  return `# Stackpass, for fish: follows the active profile at every prompt. Starts no process.
set -g __stackpass_file ${file}
for name in head want want_home want_region want_expires want_production want_title want_colour mark titled coloured said said_keys said_default
    set -q __stackpass_$name; or set -g __stackpass_$name ''
end
if not set -q __stackpass_last
    set -g __stackpass_last "$STACKPASS_PROFILE"
    set -g __stackpass_pinned "$STACKPASS_PINNED"
    set -g __stackpass_region "$STACKPASS_REGION"
end

# Leaves word that a shell of now has the hook, once the folder of ours is there: Stackpass may then say that open terminals follow.
function __stackpass_tell_ran
    test -d ${folder}; and test -O ${folder}; and test -w ${folder}; or return 0
    set -g __stackpass_told_ran 1
    if not test -L ${ran}; and not test -s ${ran}
        begin
            true >${ran}
        end 2>/dev/null
    end
    return 0
end

function __stackpass_say
    printf 'stackpass: %s\\n' "$argv[1]" >&2
end

function __stackpass_unset
    set -q -g $argv[1]; and set -e -g $argv[1]
    return 0
end

${fishFolders(options.stateFile)}
# Reads the whole state file. A half-written one changes nothing and is read again at the next prompt.
function __stackpass_read
    set -l head ''
    set -l profile ''
    set -l region ''
    set -l expires ''
    set -l share ''
    set -l production ''
    set -l title ''
    set -l colour ''
    set -l home ''
    set -l whole ''
    while read -l --line line
        if test -z "$head"
            string match -q -- 'stackpass-state 1 *' "$line"; or break
            set head "$line"
            continue
        end
        switch "$line"
            case 'profile=*'
                set profile (string sub -s 9 -- "$line")
            case 'region=*'
                set region (string sub -s 8 -- "$line")
            case 'expires=*'
                set expires (string sub -s 9 -- "$line")
            case 'export-region=yes'
                set share 1
            case 'production=yes'
                set production 1
            case 'title=yes'
                set title 1
            case 'colour=*'
                set colour (string sub -s 8 -- "$line")
            case 'windows-home=*'
                set home (string sub -s 14 -- "$line")
            case end
                set whole 1
                break
        end
    end <$__stackpass_file
    test -n "$whole"; or return 0
    test -n "$share"; or set region ''
    set -g __stackpass_head "$head"
    set -g __stackpass_want "$profile"
    set -g __stackpass_want_region "$region"
    set -g __stackpass_want_expires "$expires"
    set -g __stackpass_want_production "$production"
    set -g __stackpass_want_title "$title"
    set -g __stackpass_want_colour "$colour"
    set -g __stackpass_want_home "$home"
end

# Decides what holds here: the profile of the folder, or the active one.
function __stackpass_decide
    set -l i $__stackpass_found
    if test $i = 0
        set -g __stackpass_here "$__stackpass_want"
        set -g __stackpass_here_folder ''
        set -g __stackpass_here_region "$__stackpass_want_region"
        set -g __stackpass_here_expires "$__stackpass_want_expires"
        set -g __stackpass_here_production "$__stackpass_want_production"
        set -g __stackpass_here_colour "$__stackpass_want_colour"
    else
        set -g __stackpass_here "$__stackpass_profiles[$i]"
        set -g __stackpass_here_folder "$__stackpass_dirs[$i]"
        test -n "$__stackpass_here_folder"; or set -g __stackpass_here_folder /
        set -g __stackpass_here_region "$__stackpass_regions[$i]"
        set -g __stackpass_here_expires "$__stackpass_ends[$i]"
        set -g __stackpass_here_production "$__stackpass_prods[$i]"
        set -g __stackpass_here_colour "$__stackpass_colours[$i]"
    end
end

${fishFollow}
function __stackpass_sync --on-event fish_prompt
    # A shell of stackpass exec has credentials of its own.
    test -n "$STACKPASS_EXEC"; and return
    set -q __stackpass_told_ran; or __stackpass_tell_ran
    if test -f "$__stackpass_file" -a -O "$__stackpass_file" -a -r "$__stackpass_file"
        set -l head ''
        read --line head <$__stackpass_file
        if test "x$head" != "x$__stackpass_head"
            __stackpass_read
        end
    end
    __stackpass_find
    __stackpass_decide
    # New when the state, the file of folders or the entry that decides is.
    set -l mark "$__stackpass_head"
    test $__stackpass_found = 0; or set mark "$__stackpass_found $__stackpass_folders_head $__stackpass_head"
    if test "x$mark" != "x$__stackpass_mark"
        set -g __stackpass_mark "$mark"
        if test -z "$__stackpass_pinned"; and test "x$AWS_PROFILE" = "x$__stackpass_last"
            __stackpass_follow
        end
    end
    if test -n "$__stackpass_pinned"; or test "x$AWS_PROFILE" != "x$__stackpass_last"
        __stackpass_hold
    else if test -n "$STACKPASS_PINNED"
        set -g __stackpass_said ''
        __stackpass_follow
    end
    __stackpass_show
    if test -n "$AWS_ACCESS_KEY_ID$AWS_DEFAULT_PROFILE"
        __stackpass_warn
    end
end

function stackpass
    if test (count $argv) -eq 2; and test "$argv[1]" = pin; and test -n "$argv[2]"; and not string match -q -- '-*' "$argv[2]"
        if command -q ${program}
            command ${program} profiles show "$argv[2]" >/dev/null; or return 1
        end
        set -g __stackpass_pinned 1
        set -gx AWS_PROFILE "$argv[2]"
        set -g __stackpass_said "=$argv[2]"
        __stackpass_hold
        __stackpass_say "this shell is pinned to $argv[2]"
    else if test (count $argv) -eq 1; and test "$argv[1]" = unpin
        set -g __stackpass_pinned ''
        set -g __stackpass_said ''
        set -g __stackpass_last "$AWS_PROFILE"
        set -g __stackpass_head ''
        set -g __stackpass_want ''
        set -g __stackpass_mark ''
        __stackpass_unset STACKPASS_PINNED
        __stackpass_sync
        if test -n "$__stackpass_here_folder"
            __stackpass_say "this shell has the profile of this folder, $__stackpass_here"
        else if test -n "$__stackpass_want"
            __stackpass_say "this shell follows the active profile, $__stackpass_want"
        else
            __stackpass_say 'this shell follows the active profile; there is none now'
        end
    else
        # Whoever switches in a pinned shell is told again that this one stays.
        if test "$argv[1]" = use
            set -g __stackpass_said ''
            set -lx ${hookMark} 1
            command ${program} $argv
            return
        end
        command ${program} $argv
    end
end
`
}
