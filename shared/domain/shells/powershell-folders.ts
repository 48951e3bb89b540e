import { quotePowerShell } from '../transfer/export/quoting.ts'
import { folderFileName, foldersFile, longestFolderFile } from './folder-format.ts'

/** The part of the hook for PowerShell that finds the profile of the folder, by the rules of `bourneFolders`. */
export function powershellFolders(stateFile: string): string {
  return `$global:__stackpass_folders = @{
    File = ${quotePowerShell(foldersFile(stateFile)) ?? "''"}; Head = ''; Entries = @(); Said = @{}
}

# The first characters of a plain file that is no link; $null for anything else.
function global:__stackpass_text_of([string] $Path) {
    $info = [IO.FileInfo]::new($Path)
    if (-not $info.Exists -or ($info.Attributes -band ([IO.FileAttributes]::ReparsePoint -bor [IO.FileAttributes]::Device))) { return $null }
    # A pipe, which would be waited for, has no length.
    if ($info.Length -eq 0) { return $null }
    if ($info.Length -gt ${longestFolderFile}) { return '' }
    try { return [Text.Encoding]::UTF8.GetString([IO.File]::ReadAllBytes($Path)) }
    catch [IO.IOException], [UnauthorizedAccessException] { return $null }
}

function global:__stackpass_read_folders {
    $f = $global:__stackpass_folders
    if (-not [IO.File]::Exists($f.File)) { $f.Head = ''; $f.Entries = @(); return }
    try { $lines = [IO.File]::ReadAllText($f.File, [Text.Encoding]::UTF8).Split([char] 10) }
    catch [IO.IOException], [UnauthorizedAccessException] { return }
    if ($lines[0] -ceq $f.Head -or -not $lines[0].StartsWith('stackpass-folders 1 ', [StringComparison]::Ordinal)) { return }
    $entries = [Collections.Generic.List[hashtable]]::new()
    $whole = $false
    for ($i = 1; $i -lt $lines.Count; $i++) {
        $line = $lines[$i]
        if ($line -ceq 'end') { $whole = $true; break }
        $at = $line.IndexOf('=')
        if ($at -le 0) { continue }
        $name = $line.Substring(0, $at)
        $value = $line.Substring($at + 1)
        if ($name -ceq 'folder') { $entries.Add(@{ folder = $value.TrimEnd('/', '\\') }) }
        elseif ($entries.Count -eq 0) { continue }
        elseif ($name -ceq 'line') { $entries[-1].text = [string] $entries[-1].text + $value + [char] 10 }
        elseif ($name -ceq 'last') { $entries[-1].text = [string] $entries[-1].text + $value }
        else { $entries[-1][$name] = $value }
    }
    if ($whole) { $f.Head = $lines[0]; $f.Entries = $entries }
}

# The entry that decides here, or $null.
function global:__stackpass_find {
    $f = $global:__stackpass_folders
    __stackpass_read_folders
    if ($PWD.Provider.Name -cne 'FileSystem') { return $null }
    $case = if ($env:OS -ceq 'Windows_NT') { [StringComparison]::OrdinalIgnoreCase } else { [StringComparison]::Ordinal }
    $passed = $null
    $found = $null
    for ($info = [IO.DirectoryInfo]::new($PWD.ProviderPath); $null -ne $info -and $null -eq $found; $info = $info.Parent) {
        $folder = $info.FullName.TrimEnd('/', '\\')
        $file = [IO.Path]::Combine($info.FullName, '${folderFileName}')
        $own = __stackpass_text_of $file
        $silent = $false
        foreach ($entry in $f.Entries) {
            if (-not [string]::Equals($entry.folder, $folder, $case)) { continue }
            if ($null -eq $entry.text) {
                $silent = $true
                if ($null -eq $entry.profile) { continue }
                if ($null -ne $entry.when -and -not ([string] (__stackpass_text_of $entry.when)).Contains($entry.holds)) { continue }
                $found = $entry
                break
            }
            if (-not $silent -and $null -ne $own -and [string]::Equals($entry.text, $own, [StringComparison]::Ordinal)) { $found = $entry; break }
        }
        if ($null -eq $found -and $null -ne $own -and -not $silent -and $null -eq $passed) { $passed = @{ File = $file; Text = $own } }
    }
    if ($null -ne $passed -and $f.Said[$passed.File] -cne $passed.Text) {
        $f.Said[$passed.File] = $passed.Text
        $where = if ($passed.File -match '\\A[\\p{L}\\p{M}\\p{N}_./\\\\@+,:= -]*\\z') { $passed.File } else { 'the ${folderFileName} of this folder' }
        if ($passed.Text -cmatch '\\Aprofile = "([A-Za-z0-9_./@+,:=-]+)"\\n?\\z') {
            __stackpass_say "$where asks for the profile $($Matches[1]), which you have not allowed. Run: stackpass folder allow"
        }
        else { __stackpass_say "$where is not allowed as it is, and has no effect. Run: stackpass folder allow" }
    }
    return $found
}
`
}
