import { folderFileName, foldersFile, longestFolderFile } from './folder-format.ts'

/** How a shell reads up to this many characters of standard input, whatever they are. */
export type ReadSome = (most: number) => string

/**
 * The part of the hook for bash and zsh that finds the profile of the folder (`folderProfileAt` is the same rule):
 * - `_stackpass_read_folders` reads our file into arrays, when its first line is new.
 * - `_stackpass_find` walks up from PWD. It looks only at the entries for folders above PWD, which it collects once for each PWD.
 * - A file counts when it is the user's own, a plain file and no link, and is word for word what was allowed. Nothing in it is
 *   evaluated or shown.
 * `quotedFile` is the state file as the shell reads it back.
 */
export function bourneFolders(
  stateFile: string,
  prologue: string,
  quote: (path: string) => string,
  readSome: ReadSome,
): string {
  return `_stackpass_folders=${quote(foldersFile(stateFile))}
: "\${_stackpass_folders_head=}" "\${_stackpass_count=0}" "\${_stackpass_near_for=}" "\${_stackpass_said_folder=}"

function _stackpass_read_folders {
${prologue}  local line='' head='' n=0 whole='' nl=$'\\n'
  _stackpass_dirs=() _stackpass_profiles=() _stackpass_texts=() _stackpass_kinds=() _stackpass_regions=()
  _stackpass_ends=() _stackpass_prods=() _stackpass_colours=() _stackpass_whens=() _stackpass_holds=()
  while IFS= builtin read -r line; do
    if [[ -z "$head" ]]; then
      case "$line" in
        'stackpass-folders 1 '*) head="$line" ;;
        *) break ;;
      esac
    else
      case "$line" in
        folder=*)
          n=$((n + 1))
          line="\${line#folder=}"
          _stackpass_dirs[n]="\${line%/}"
          _stackpass_profiles[n]='' _stackpass_texts[n]='' _stackpass_kinds[n]=rule _stackpass_regions[n]=''
          _stackpass_ends[n]='' _stackpass_prods[n]='' _stackpass_colours[n]='' _stackpass_whens[n]='' _stackpass_holds[n]=''
          ;;
        profile=*) _stackpass_profiles[n]="\${line#profile=}" ;;
        region=*) _stackpass_regions[n]="\${line#region=}" ;;
        expires=*) _stackpass_ends[n]="\${line#expires=}" ;;
        colour=*) _stackpass_colours[n]="\${line#colour=}" ;;
        production=yes) _stackpass_prods[n]=1 ;;
        when=*) _stackpass_whens[n]="\${line#when=}" ;;
        holds=*) _stackpass_holds[n]="\${line#holds=}" ;;
        line=*) _stackpass_kinds[n]=file _stackpass_texts[n]="\${_stackpass_texts[n]}\${line#line=}$nl" ;;
        last=*) _stackpass_kinds[n]=file _stackpass_texts[n]="\${_stackpass_texts[n]}\${line#last=}" ;;
        end) whole=1; break ;;
      esac
    fi
  done <"$_stackpass_folders"
  if [[ -z "$whole" ]]; then n=0; head=''; fi
  _stackpass_count=$n
  _stackpass_folders_head="$head"
  _stackpass_near_for=''
}

# Puts the first characters of a file into _stackpass_text.
function _stackpass_text_of {
${prologue}  _stackpass_text=''
  if [[ -f "$1" && -O "$1" && -r "$1" ]]; then
    ${readSome(longestFolderFile + 1)} _stackpass_text <"$1" 2>/dev/null || builtin :
  fi
}

# Sets _stackpass_found to the entry that decides here, 0 for none.
function _stackpass_find {
${prologue}  local head='' dir='' file='' own='' i=0 at='' silent='' passed='' said='' text='' nl=$'\\n'
  _stackpass_found=0
  if [[ -f "$_stackpass_folders" && -O "$_stackpass_folders" && -r "$_stackpass_folders" ]]; then
    if IFS= builtin read -r head <"$_stackpass_folders" && [[ "$head" != "$_stackpass_folders_head" ]]; then
      _stackpass_read_folders
    fi
  elif [[ -n "$_stackpass_folders_head" ]]; then
    _stackpass_count=0 _stackpass_folders_head='' _stackpass_near_for=''
  fi
  if [[ "$_stackpass_near_for" != "=$PWD" ]]; then
    _stackpass_near_for="=$PWD"
    _stackpass_near=()
    at=0
    for ((i = 1; i <= _stackpass_count; i++)); do
      case "\${PWD%/}/" in
        "\${_stackpass_dirs[i]}"/*) at=$((at + 1)); _stackpass_near[at]=$i ;;
      esac
    done
    _stackpass_near_count=$at
  fi
  dir="\${PWD%/}"
  while builtin :; do
    file="$dir/${folderFileName}"
    own='' silent=''
    if [[ -f "$file" && -O "$file" && -r "$file" && ! -L "$file" ]]; then
      own=1
      _stackpass_text_of "$file"
    fi
    for ((i = 1; i <= _stackpass_near_count; i++)); do
      at="\${_stackpass_near[i]}"
      if [[ "\${_stackpass_dirs[at]}" != "$dir" ]]; then continue; fi
      if [[ "\${_stackpass_kinds[at]}" == rule ]]; then
        silent=1
        if [[ -n "\${_stackpass_profiles[at]}" ]] && _stackpass_applies "$at"; then
          _stackpass_found=$at
          break
        fi
      elif [[ -n "$own" && -z "$silent" && $_stackpass_found == 0 && "\${_stackpass_texts[at]}" == "$_stackpass_text" ]]; then
        _stackpass_found=$at
      fi
    done
    if [[ $_stackpass_found != 0 ]]; then break; fi
    if [[ -n "$own" && -z "$silent" && -z "$passed" ]]; then
      passed="\${dir:-/}"
      text="$_stackpass_text"
      said="$nl$passed=$text$nl"
    fi
    if [[ -z "$dir" ]]; then break; fi
    dir="\${dir%/*}"
  done
  if [[ -n "$passed" ]]; then
    case "$_stackpass_said_folder" in
      *"$said"*) ;;
      *)
        if [[ \${#_stackpass_said_folder} -gt 65536 ]]; then _stackpass_said_folder=''; fi
        _stackpass_said_folder="$_stackpass_said_folder$said"
        _stackpass_name_file "$passed" "$text"
        ;;
    esac
  fi
}

# Whether a rule holds now: always, or while a file says that its stack is selected.
function _stackpass_applies {
${prologue}  if [[ -z "\${_stackpass_whens[$1]}" ]]; then return 0; fi
  _stackpass_text_of "\${_stackpass_whens[$1]}"
  if [[ "$_stackpass_text" == *"\${_stackpass_holds[$1]}"* ]]; then return 0; fi
  return 1
}

# Says that a file has no effect. What it asks for is repeated only where the file is this one line, and plain.
function _stackpass_name_file {
${prologue}  local where="$1" name='' quote='"'
  where="\${where%/}/${folderFileName}"
  case "$where" in *[![:alnum:]_./@+,:=\\ -]*) where='the ${folderFileName} of this folder' ;; esac
  case "$2" in 'profile = "'*) name="\${2#profile = "$quote"}" ;; esac
  name="\${name%$'\\n'}"
  case "$name" in *'"') name="\${name%"$quote"}" ;; *) name='' ;; esac
  case "$name" in *[![:alnum:]_./@+,:=-]*) name='' ;; esac
  if [[ -n "$name" ]]; then
    _stackpass_say "$where asks for the profile $name, which you have not allowed. Run: stackpass folder allow"
  else
    _stackpass_say "$where is not allowed as it is, and has no effect. Run: stackpass folder allow"
  fi
}
`
}
