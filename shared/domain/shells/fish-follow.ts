import { messages } from './messages.ts'

/** How a shell carries out the decision: its variables, its messages, and the look of its terminal. */
export const fishFollow = `# Sets or removes the region variables, each only while it holds what was set here last.
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
`
