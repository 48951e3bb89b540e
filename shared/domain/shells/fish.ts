import { quoteFish } from '../transfer/export/quoting.ts'
import { fishFolders } from './fish-folders.ts'
import { folderOf, hookMark, hookRanFile } from './hook-ran.ts'
import { messages } from './messages.ts'
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

# Sets or removes the region variables, each only while it holds what was set here last.
function __stackpass_set_region
    for name in AWS_REGION AWS_DEFAULT_REGION
        if test "x$$name" = "x$__stackpass_region"
            if test -n "$argv[1]"
                set -gx $name "$argv[1]"
            else
                __stackpass_unset $name
            end
        end
    end
    set -g __stackpass_region "$argv[1]"
    if test -n "$argv[1]"
        set -gx STACKPASS_REGION "$argv[1]"
    else
        __stackpass_unset STACKPASS_REGION
    end
end

# Under WSL: names both files of the home of Windows that is chosen, or takes them back. Those that were named by hand stay.
function __stackpass_set_home
    test "x$argv[1]" = "x$STACKPASS_AWS_HOME"; and return 0
    if test -n "$STACKPASS_AWS_HOME"
        test "x$AWS_CONFIG_FILE" = "x$STACKPASS_AWS_HOME/.aws/config"; and __stackpass_unset AWS_CONFIG_FILE
        test "x$AWS_SHARED_CREDENTIALS_FILE" = "x$STACKPASS_AWS_HOME/.aws/credentials"; and __stackpass_unset AWS_SHARED_CREDENTIALS_FILE
        __stackpass_unset STACKPASS_AWS_HOME
    end
    if test -n "$argv[1]" -a -z "$AWS_CONFIG_FILE$AWS_SHARED_CREDENTIALS_FILE"
        set -gx STACKPASS_AWS_HOME "$argv[1]"
        set -gx AWS_CONFIG_FILE "$argv[1]/.aws/config"
        set -gx AWS_SHARED_CREDENTIALS_FILE "$argv[1]/.aws/credentials"
    end
end

# Makes this shell use what was decided.
function __stackpass_follow
    if test -n "$__stackpass_here"
        set -gx AWS_PROFILE "$__stackpass_here"
        set -gx STACKPASS_PROFILE "$__stackpass_here"
    else
        __stackpass_unset AWS_PROFILE
        __stackpass_unset STACKPASS_PROFILE
    end
    set -g __stackpass_last "$__stackpass_here"
    __stackpass_unset STACKPASS_PINNED
    if test -n "$__stackpass_here_folder"
        set -gx STACKPASS_FOLDER "$__stackpass_here_folder"
    else
        __stackpass_unset STACKPASS_FOLDER
    end
    if test -n "$__stackpass_here" -a -n "$__stackpass_here_expires"
        set -gx STACKPASS_EXPIRATION "$__stackpass_here_expires"
    else
        __stackpass_unset STACKPASS_EXPIRATION
    end
    if test -n "$__stackpass_here" -a -n "$__stackpass_here_production"
        set -gx STACKPASS_PRODUCTION 1
    else
        __stackpass_unset STACKPASS_PRODUCTION
    end
    __stackpass_set_region "$__stackpass_here_region"
    __stackpass_set_home "$__stackpass_want_home"
end

# Leaves AWS_PROFILE as it is and says once what it is pinned to.
function __stackpass_hold
    if test -z "$STACKPASS_PINNED"; or test "x$STACKPASS_PROFILE" != "x$AWS_PROFILE"
        set -gx STACKPASS_PINNED 1
        set -gx STACKPASS_PROFILE "$AWS_PROFILE"
        __stackpass_unset STACKPASS_EXPIRATION
        __stackpass_unset STACKPASS_PRODUCTION
        __stackpass_unset STACKPASS_FOLDER
        # The region belongs to the profile that was active before.
        test -n "$__stackpass_region"; and __stackpass_set_region ''
    end
    if test -n "$__stackpass_here"; and test "x$__stackpass_said" != "x=$AWS_PROFILE"
        set -g __stackpass_said "=$AWS_PROFILE"
        set -l now "$AWS_PROFILE"
        test -n "$now"; or set now 'no profile'
        set -l other 'the active profile is'
        test -n "$__stackpass_here_folder"; and set other 'this folder has'
        __stackpass_say "this shell is pinned to $now; $other $__stackpass_here. Run: stackpass unpin"
    end
end

function __stackpass_warn
    if test -n "$AWS_ACCESS_KEY_ID"; and test -n "$AWS_PROFILE"; and test -z "$__stackpass_said_keys"
        set -g __stackpass_said_keys 1
        __stackpass_say "${messages.keys}: set -e AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN"
    end
    if test -n "$AWS_DEFAULT_PROFILE"; and test "x$AWS_DEFAULT_PROFILE" != "x$AWS_PROFILE"; and test -z "$__stackpass_said_default"
        set -g __stackpass_said_default 1
        __stackpass_say "${messages.defaultProfile}: set -e AWS_DEFAULT_PROFILE"
    end
end

# Title and background of the terminal, where the settings ask for it; what was there before comes back.
function __stackpass_show
    set -l title ''
    set -l colour ''
    if test -z "$STACKPASS_PINNED"; and test -n "$__stackpass_here"
        if test -n "$__stackpass_want_title"
            set title "$__stackpass_here"
            test -n "$__stackpass_here_production"; and set title "production: $title"
        end
        set colour "$__stackpass_here_colour"
    end
    set -g __stackpass_title "$title"
    test -n "$title$colour$__stackpass_titled$__stackpass_coloured"; or return 0
    isatty stdout; or return 0
    contains -- "$TERM" dumb linux ''; and return 0
    # fish itself sets the title, with what its function fish_title says.
    if test -n "$title" -a -z "$__stackpass_titled"
        functions -q __stackpass_old_title; or functions -q fish_title; and functions -c fish_title __stackpass_old_title
        function fish_title
            if test -n "$__stackpass_title"
                echo -- "$__stackpass_title"
            else if functions -q __stackpass_old_title
                __stackpass_old_title $argv
            end
        end
    end
    set -g __stackpass_titled "$title"
    if test "x$colour" != "x$__stackpass_coloured"
        if test -n "$colour"
            printf '\\033]11;%s\\007' "$colour"
        else
            printf '\\033]111\\007'
        end
        set -g __stackpass_coloured "$colour"
    end
end

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
