import { quoteFish } from '../transfer/export/quoting.ts'
import { folderFileName, foldersFile, longestFolderFile } from './folder-format.ts'

/** The part of the hook for fish that finds the profile of the folder, by the rules of `bourneFolders`. */
export function fishFolders(stateFile: string): string {
  const some = longestFolderFile + 1
  return `set -g __stackpass_folders ${quoteFish(foldersFile(stateFile)) ?? "''"}
for name in folders_head near_for said_folder
    set -q __stackpass_$name; or set -g __stackpass_$name ''
end
set -q __stackpass_near; or set -g __stackpass_near

function __stackpass_no_folders
    for name in dirs profiles texts kinds regions ends prods colours whens holds near ids
        set -g __stackpass_$name
    end
    set -g __stackpass_folders_head ''
    set -g __stackpass_near_for ''
end
set -q __stackpass_dirs; or __stackpass_no_folders

function __stackpass_read_folders
    __stackpass_no_folders
    set -l head ''
    set -l whole ''
    while read -l --line line
        if test -z "$head"
            string match -q -- 'stackpass-folders 1 *' "$line"; or break
            set head "$line"
            continue
        end
        set -l cut (string split -m 1 -- = "$line")
        switch "$cut[1]"
            case folder
                set -a __stackpass_dirs (string replace -r '/$' '' -- "$cut[2]")
                set -a __stackpass_kinds rule
                set -a __stackpass_ids (count $__stackpass_dirs)
                for name in profiles texts regions ends prods colours whens holds
                    set -a __stackpass_$name ''
                end
            case profile
                set __stackpass_profiles[-1] "$cut[2]"
            case region
                set __stackpass_regions[-1] "$cut[2]"
            case expires
                set __stackpass_ends[-1] "$cut[2]"
            case production
                set __stackpass_prods[-1] 1
            case colour
                set __stackpass_colours[-1] "$cut[2]"
            case when
                set __stackpass_whens[-1] "$cut[2]"
            case holds
                set __stackpass_holds[-1] "$cut[2]"
            case line
                set __stackpass_kinds[-1] file
                set __stackpass_texts[-1] "$__stackpass_texts[-1]$cut[2]"\\n
            case last
                set __stackpass_kinds[-1] file
                set __stackpass_texts[-1] "$__stackpass_texts[-1]$cut[2]"
            case end
                set whole 1
                break
        end
    end <$__stackpass_folders
    if test -n "$whole"
        set -g __stackpass_folders_head "$head"
    else
        __stackpass_no_folders
    end
end

# Puts the first characters of a file into __stackpass_text.
function __stackpass_text_of
    set -g __stackpass_text ''
    if test -f "$argv[1]" -a -O "$argv[1]" -a -r "$argv[1]"
        read -z -n ${some} -g __stackpass_text <$argv[1]
    end
    return 0
end

# Whether a rule holds now: always, or while a file says that its stack is selected.
function __stackpass_applies
    set -l file "$__stackpass_whens[$argv[1]]"
    test -n "$file"; or return 0
    __stackpass_text_of "$file"
    string replace -q -- "$__stackpass_holds[$argv[1]]" '' "$__stackpass_text"
end

# Sets __stackpass_found to the entry that decides here, 0 for none.
function __stackpass_find
    set -g __stackpass_found 0
    if test -f "$__stackpass_folders" -a -O "$__stackpass_folders" -a -r "$__stackpass_folders"
        set -l head ''
        read --line head <$__stackpass_folders
        test "x$head" = "x$__stackpass_folders_head"; or __stackpass_read_folders
    else if test -n "$__stackpass_folders_head"
        __stackpass_no_folders
    end
    if test "x$__stackpass_near_for" != "x=$PWD"
        set -g __stackpass_near_for "=$PWD"
        set -g __stackpass_near
        set -g __stackpass_above
        # A line end in a path would part it in two: such a folder has no profile here.
        string match -q -- '*'\\n'*' "$PWD"; or set -l folder (string replace -r '/$' '' -- "$PWD")
        while set -q folder
            set -a __stackpass_above "$folder"
            test -n "$folder"; or break
            set folder (string replace -r '/[^/]*$' '' -- "$folder")
        end
        for at in $__stackpass_ids
            contains -- "$__stackpass_dirs[$at]" $__stackpass_above; and set -a __stackpass_near $at
        end
    end
    set -l passed ''
    set -l text ''
    for folder in $__stackpass_above
        set -l file "$folder/${folderFileName}"
        set -l own ''
        set -l silent ''
        if test -f "$file" -a -O "$file" -a -r "$file"; and not test -L "$file"
            set own 1
            __stackpass_text_of "$file"
        end
        for at in $__stackpass_near
            test "x$__stackpass_dirs[$at]" = "x$folder"; or continue
            if test "$__stackpass_kinds[$at]" = rule
                set silent 1
                if test -n "$__stackpass_profiles[$at]"; and __stackpass_applies $at
                    set -g __stackpass_found $at
                    break
                end
            else if test -n "$own" -a -z "$silent" -a $__stackpass_found = 0; and test "x$__stackpass_texts[$at]" = "x$__stackpass_text"
                set -g __stackpass_found $at
            end
        end
        test $__stackpass_found = 0; or break
        if test -n "$own" -a -z "$silent" -a -z "$passed"
            set passed "$folder"
            test -n "$passed"; or set passed /
            set text "$__stackpass_text"
        end
    end
    test -n "$passed"; or return 0
    contains -- "$passed=$text" $__stackpass_said_folder; and return 0
    test (count $__stackpass_said_folder) -lt 100; or set -g __stackpass_said_folder
    set -ga __stackpass_said_folder "$passed=$text"
    __stackpass_name_file "$passed" "$text"
end

# Says that a file has no effect. What it asks for is repeated only where the file is this one line, and plain.
function __stackpass_name_file
    set -l where (string replace -r '/$' '' -- "$argv[1]")/${folderFileName}
    string match -rq '^[\\\\p{L}\\\\p{M}\\\\p{N}_./@+,:= -]*\\\\z' -- "$where"; or set where 'the ${folderFileName} of this folder'
    set -l name (string match -r '^profile = "([A-Za-z0-9_./@+,:=-]+)"(?=\\\\n?\\\\z)' -- "$argv[2]")
    if test (count $name) -eq 2
        __stackpass_say "$where asks for the profile $name[2], which you have not allowed. Run: stackpass folder allow"
    else
        __stackpass_say "$where is not allowed as it is, and has no effect. Run: stackpass folder allow"
    end
end
`
}
