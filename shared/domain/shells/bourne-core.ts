import { quotePosix } from '../transfer/export/quoting.ts'
import { folderOf, hookMark, hookRanFile } from './hook-ran.ts'
import { bourneFolders, type ReadSome } from './bourne-folders.ts'
import { messages } from './messages.ts'
import type { HookOptions } from './types.ts'

/** A path as bash and zsh read it back, whatever it holds. */
export function quotePath(path: string): string {
  return quotePosix(path) ?? "''"
}

/**
 * The part of the hook that bash and zsh share. The rules it follows:
 * - The shell follows the state file while AWS_PROFILE is what the hook has set last (`_stackpass_last`).
 *   Anything else was exported by hand, and pins the shell.
 * - A child shell inherits STACKPASS_PROFILE and STACKPASS_PINNED, which tell it whose value AWS_PROFILE is.
 * - The region variables are ours while both hold what the hook has set last (`_stackpass_region`).
 * - `prologue` opens each function: what the shell needs to protect it from the options of the user.
 * - The profile of a folder (`bourneFolders`) goes before the active one; a pin goes before both.
 * - A state file that belongs to another user counts as missing.
 * - Every test is in a condition, so that `set -e` and ERR traps never see one fail, and every variable may be unset.
 */
export function bourneCore(options: HookOptions, prologue: string, readSome: ReadSome): string {
  const program = options.program === undefined ? 'stackpass' : quotePath(options.program)
  const ran = hookRanFile(options.stateFile)
  const folder = folderOf(ran)
  return `_stackpass_file=${quotePath(options.stateFile)}
: "\${_stackpass_head=}" "\${_stackpass_want=}" "\${_stackpass_want_region=}" "\${_stackpass_want_expires=}"
: "\${_stackpass_want_production=}" "\${_stackpass_want_home=}"
: "\${_stackpass_want_title=}" "\${_stackpass_want_colour=}" "\${_stackpass_mark=}" "\${_stackpass_titled=}" "\${_stackpass_coloured=}"
: "\${_stackpass_said=}" "\${_stackpass_said_keys=}" "\${_stackpass_said_default=}"
: "\${_stackpass_region=\${STACKPASS_REGION-}}"
if [[ -z "\${_stackpass_loaded-}" ]]; then
  _stackpass_loaded=1
  _stackpass_pinned="\${STACKPASS_PINNED-}"
  _stackpass_last="\${STACKPASS_PROFILE-}"
fi

# Leaves word that a shell of now has the hook, once the folder of ours is there: Stackpass may then say that open terminals follow.
function _stackpass_tell_ran {
${prologue}  if [[ ! -d ${quotePath(folder)} || ! -O ${quotePath(folder)} ]]; then return 0; fi
  _stackpass_told_ran=1
  if [[ ! -L ${quotePath(ran)} && ! -s ${quotePath(ran)} ]]; then
    { builtin : >|${quotePath(ran)}; } 2>/dev/null || builtin :
  fi
}

function _stackpass_say {
  builtin printf 'stackpass: %s\\n' "$1" >&2
}

${bourneFolders(options.stateFile, prologue, quotePath, readSome)}
# Reads the whole state file. A half-written one changes nothing and is read again at the next prompt.
function _stackpass_read {
${prologue}  local line='' head='' profile='' region='' expires='' share='' production='' whole='' title='' colour='' home=''
  while IFS= builtin read -r line; do
    if [[ -z "$head" ]]; then
      case "$line" in
        'stackpass-state 1 '*) head="$line" ;;
        *) break ;;
      esac
    else
      case "$line" in
        profile=*) profile="\${line#profile=}" ;;
        region=*) region="\${line#region=}" ;;
        expires=*) expires="\${line#expires=}" ;;
        export-region=yes) share=1 ;;
        production=yes) production=1 ;;
        title=yes) title=1 ;;
        colour=*) colour="\${line#colour=}" ;;
        windows-home=*) home="\${line#windows-home=}" ;;
        end) whole=1; break ;;
      esac
    fi
  done <"$_stackpass_file"
  if [[ -z "$whole" ]]; then return 0; fi
  if [[ -z "$share" ]]; then region=''; fi
  _stackpass_head="$head"
  _stackpass_want="$profile"
  _stackpass_want_region="$region"
  _stackpass_want_expires="$expires"
  _stackpass_want_production="$production"
  _stackpass_want_title="$title"
  _stackpass_want_colour="$colour"
  _stackpass_want_home="$home"
}

# Decides what holds here: the profile of the folder, or the active one.
function _stackpass_decide {
${prologue}  local i="$_stackpass_found"
  if [[ "$i" == 0 ]]; then
    _stackpass_here="$_stackpass_want" _stackpass_here_folder=''
    _stackpass_here_region="$_stackpass_want_region" _stackpass_here_expires="$_stackpass_want_expires"
    _stackpass_here_production="$_stackpass_want_production" _stackpass_here_colour="$_stackpass_want_colour"
  else
    _stackpass_here="\${_stackpass_profiles[i]}" _stackpass_here_folder="\${_stackpass_dirs[i]:-/}"
    _stackpass_here_region="\${_stackpass_regions[i]}" _stackpass_here_expires="\${_stackpass_ends[i]}"
    _stackpass_here_production="\${_stackpass_prods[i]}" _stackpass_here_colour="\${_stackpass_colours[i]}"
  fi
}

# Sets or removes the region variables, each only while it holds what was set here last.
function _stackpass_set_region {
${prologue}  if [[ "\${AWS_REGION-}" == "$_stackpass_region" ]]; then
    if [[ -n "$1" ]]; then export AWS_REGION="$1"; else unset AWS_REGION; fi
  fi
  if [[ "\${AWS_DEFAULT_REGION-}" == "$_stackpass_region" ]]; then
    if [[ -n "$1" ]]; then export AWS_DEFAULT_REGION="$1"; else unset AWS_DEFAULT_REGION; fi
  fi
  _stackpass_region="$1"
  if [[ -n "$1" ]]; then export STACKPASS_REGION="$1"; else unset STACKPASS_REGION; fi
}

# Under WSL: names both files of the home of Windows that is chosen, or takes them back. Those that were named by hand stay.
function _stackpass_set_home {
${prologue}  local old="\${STACKPASS_AWS_HOME-}"
  if [[ "$1" == "$old" ]]; then return 0; fi
  if [[ -n "$old" ]]; then
    if [[ "\${AWS_CONFIG_FILE-}" == "$old/.aws/config" ]]; then unset AWS_CONFIG_FILE; fi
    if [[ "\${AWS_SHARED_CREDENTIALS_FILE-}" == "$old/.aws/credentials" ]]; then unset AWS_SHARED_CREDENTIALS_FILE; fi
    unset STACKPASS_AWS_HOME
  fi
  if [[ -n "$1" && -z "\${AWS_CONFIG_FILE-}\${AWS_SHARED_CREDENTIALS_FILE-}" ]]; then
    export STACKPASS_AWS_HOME="$1" AWS_CONFIG_FILE="$1/.aws/config" AWS_SHARED_CREDENTIALS_FILE="$1/.aws/credentials"
  fi
}

# Makes this shell use what was decided.
function _stackpass_follow {
${prologue}  if [[ -n "$_stackpass_here" ]]; then
    export AWS_PROFILE="$_stackpass_here" STACKPASS_PROFILE="$_stackpass_here"
  else
    unset AWS_PROFILE STACKPASS_PROFILE
  fi
  _stackpass_last="$_stackpass_here"
  unset STACKPASS_PINNED
  if [[ -n "$_stackpass_here_folder" ]]; then
    export STACKPASS_FOLDER="$_stackpass_here_folder"
  else
    unset STACKPASS_FOLDER
  fi
  if [[ -n "$_stackpass_here" && -n "$_stackpass_here_expires" ]]; then
    export STACKPASS_EXPIRATION="$_stackpass_here_expires"
  else
    unset STACKPASS_EXPIRATION
  fi
  if [[ -n "$_stackpass_here" && -n "$_stackpass_here_production" ]]; then
    export STACKPASS_PRODUCTION=1
  else
    unset STACKPASS_PRODUCTION
  fi
  _stackpass_set_region "$_stackpass_here_region"
  _stackpass_set_home "$_stackpass_want_home"
}

# Leaves AWS_PROFILE as it is and says once what it is pinned to.
function _stackpass_hold {
${prologue}  local now="\${AWS_PROFILE-}"
  if [[ -z "\${STACKPASS_PINNED-}" || "\${STACKPASS_PROFILE-}" != "$now" ]]; then
    export STACKPASS_PINNED=1 STACKPASS_PROFILE="$now"
    unset STACKPASS_EXPIRATION STACKPASS_PRODUCTION STACKPASS_FOLDER
    # The region belongs to the profile that was active before.
    if [[ -n "$_stackpass_region" ]]; then _stackpass_set_region ''; fi
  fi
  if [[ -n "$_stackpass_here" && "$_stackpass_said" != "=$now" ]]; then
    _stackpass_said="=$now"
    local other='the active profile is'
    if [[ -n "$_stackpass_here_folder" ]]; then other='this folder has'; fi
    _stackpass_say "this shell is pinned to \${now:-no profile}; $other $_stackpass_here. Run: stackpass unpin"
  fi
}

# Title and background of the terminal, where the settings ask for it; what was there before comes back.
function _stackpass_show {
${prologue}  local title='' colour=''
  if [[ -z "\${STACKPASS_PINNED-}" && -n "$_stackpass_here" ]]; then
    if [[ -n "$_stackpass_want_title" ]]; then title="\${_stackpass_here_production:+production: }$_stackpass_here"; fi
    colour="$_stackpass_here_colour"
  fi
  if [[ "$title$colour$_stackpass_titled$_stackpass_coloured" == '' || ! -t 1 ]]; then return 0; fi
  case "\${TERM-}" in dumb | linux | '') return 0 ;; esac
  if [[ -n "$title" ]]; then
    # The title that was there is put onto the terminal's pile.
    if [[ -z "$_stackpass_titled" ]]; then builtin printf '\\033[22;2t'; fi
    # At each prompt: programs that ran meanwhile have titles of their own.
    builtin printf '\\033]2;%s\\007' "$title"
  elif [[ -n "$_stackpass_titled" ]]; then
    builtin printf '\\033[23;2t'
  fi
  _stackpass_titled="$title"
  if [[ "$colour" != "$_stackpass_coloured" ]]; then
    if [[ -n "$colour" ]]; then builtin printf '\\033]11;%s\\007' "$colour"; else builtin printf '\\033]111\\007'; fi
    _stackpass_coloured="$colour"
  fi
}

function _stackpass_sync {
${prologue}  # A shell of stackpass exec has credentials of its own.
  if [[ -n "\${STACKPASS_EXEC-}" ]]; then return 0; fi
  if [[ -z "\${_stackpass_told_ran-}" ]]; then _stackpass_tell_ran; fi
  local head='' mark=''
  if [[ -f "$_stackpass_file" && -O "$_stackpass_file" && -r "$_stackpass_file" ]]; then
    if IFS= builtin read -r head <"$_stackpass_file" && [[ "$head" != "$_stackpass_head" ]]; then
      _stackpass_read
    fi
  fi
  _stackpass_find
  _stackpass_decide
  # New when the state, the file of folders or the entry that decides is.
  if [[ $_stackpass_found != 0 ]]; then
    mark="$_stackpass_found $_stackpass_folders_head $_stackpass_head"
  else
    mark="$_stackpass_head"
  fi
  if [[ "$mark" != "$_stackpass_mark" ]]; then
    _stackpass_mark="$mark"
    if [[ -z "$_stackpass_pinned" && "\${AWS_PROFILE-}" == "$_stackpass_last" ]]; then
      _stackpass_follow
    fi
  fi
  if [[ -n "$_stackpass_pinned" || "\${AWS_PROFILE-}" != "$_stackpass_last" ]]; then
    _stackpass_hold
  elif [[ -n "\${STACKPASS_PINNED-}" ]]; then
    _stackpass_said=''
    _stackpass_follow
  fi
  _stackpass_show
  if [[ -n "\${AWS_ACCESS_KEY_ID-}" && -n "\${AWS_PROFILE-}" && -z "$_stackpass_said_keys" ]]; then
    _stackpass_said_keys=1
    _stackpass_say "${messages.keys}: unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN"
  fi
  if [[ -n "\${AWS_DEFAULT_PROFILE-}" && "\${AWS_DEFAULT_PROFILE-}" != "\${AWS_PROFILE-}" && -z "$_stackpass_said_default" ]]; then
    _stackpass_said_default=1
    _stackpass_say "${messages.defaultProfile}: unset AWS_DEFAULT_PROFILE"
  fi
}

function stackpass {
${prologue}  if [[ "\${1-}" == pin && $# -eq 2 && -n "\${2-}" && "\${2-}" != -* ]]; then
    if command -v ${program} >/dev/null 2>&1; then
      if ! command ${program} profiles show "$2" >/dev/null; then return 1; fi
    fi
    _stackpass_pinned=1
    export AWS_PROFILE="$2"
    _stackpass_said="=$2"
    _stackpass_hold
    _stackpass_say "this shell is pinned to $2"
  elif [[ "\${1-}" == unpin && $# -eq 1 ]]; then
    _stackpass_pinned=''
    _stackpass_said=''
    _stackpass_last="\${AWS_PROFILE-}"
    _stackpass_head=''
    _stackpass_want=''
    _stackpass_mark=''
    unset STACKPASS_PINNED
    _stackpass_sync
    if [[ -n "$_stackpass_here_folder" ]]; then
      _stackpass_say "this shell has the profile of this folder, $_stackpass_here"
    elif [[ -n "$_stackpass_want" ]]; then
      _stackpass_say "this shell follows the active profile, $_stackpass_want"
    else
      _stackpass_say 'this shell follows the active profile; there is none now'
    fi
  else
    # Whoever switches in a pinned shell is told again that this one stays.
    if [[ "\${1-}" == use ]]; then
      _stackpass_said=''
      ${hookMark}=1 command ${program} "$@"
    else
      command ${program} "$@"
    fi
  fi
}
`
}
