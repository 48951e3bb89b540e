import { quotePowerShell } from '../transfer/export/quoting.ts'
import { folderOf, hookMark, hookRanFile } from './hook-ran.ts'
import { messages } from './messages.ts'
import { powershellFolders } from './powershell-folders.ts'
import type { HookOptions } from './types.ts'

/**
 * The hook for Windows PowerShell 5.1 and PowerShell 7. It wraps the existing prompt function, and gives it the
 * `$?` and `$LASTEXITCODE` of the user's command. The rules are those of `bourneCore`. Uses only .NET calls and cmdlets:
 * it starts no process.
 */
export function powershellHook(options: HookOptions): string {
  const file = quotePowerShell(options.stateFile) ?? "''"
  const program =
    options.program === undefined
      ? `(Get-Command stackpass -CommandType @('Application', 'ExternalScript') -ErrorAction Ignore | Select-Object -First 1)`
      : (quotePowerShell(options.program) ?? "''")
  const ranFile = hookRanFile(options.stateFile)
  const ran = quotePowerShell(ranFile) ?? "''"
  const folder = quotePowerShell(folderOf(ranFile)) ?? "''"
  return `# Stackpass, for PowerShell: follows the active profile at every prompt. Starts no process.
if (-not (Test-Path -LiteralPath 'variable:global:__stackpass')) {
    $global:__stackpass = @{
        Head = ''; Want = ''; WantRegion = ''; WantExpires = ''; WantProduction = ''; WantTitle = $false; WantColour = ''; WantHome = ''
        Here = ''; HereFolder = ''; HereRegion = ''; HereExpires = ''; HereProduction = ''; HereColour = ''
        Mark = ''; Titled = ''; Coloured = ''; OldTitle = ''
        Said = ''; SaidKeys = $false; SaidDefault = $false; ToldRan = $false
        Pinned = "$env:STACKPASS_PINNED"; Last = "$env:STACKPASS_PROFILE"; Region = "$env:STACKPASS_REGION"
        Prompt = $null
    }
}
$global:__stackpass.File = ${file}

# Leaves word that a shell of now has the hook, once the folder of ours is there: Stackpass may then say that open terminals follow.
function global:__stackpass_tell_ran {
    if (-not [IO.Directory]::Exists(${folder})) { return }
    $global:__stackpass.ToldRan = $true
    $ran = [IO.FileInfo] ${ran}
    if ($ran.Exists -and ($ran.Length -gt 0 -or ($ran.Attributes -band [IO.FileAttributes]::ReparsePoint))) { return }
    try { [IO.File]::WriteAllText($ran.FullName, '') } catch [IO.IOException], [UnauthorizedAccessException] { }
}

function global:__stackpass_say([string] $Text) {
    [Console]::Error.WriteLine("stackpass: $Text")
}

function global:__stackpass_set([string] $Name, [string] $Value) {
    if ($Value -ceq '') { $Value = $null; Remove-Item -LiteralPath "Env:$Name" -ErrorAction Ignore }
    else { Set-Item -LiteralPath "Env:$Name" -Value $Value }
}

${powershellFolders(options.stateFile)}
# Reads the state file. A half-written one changes nothing and is read again at the next prompt.
function global:__stackpass_read {
    $s = $global:__stackpass
    if (-not [IO.File]::Exists($s.File)) { return $false }
    try { $lines = [IO.File]::ReadAllLines($s.File, [Text.Encoding]::UTF8) }
    catch [IO.IOException], [UnauthorizedAccessException] { return $false }
    if ($lines.Count -eq 0 -or $lines[0] -ceq $s.Head -or -not $lines[0].StartsWith('stackpass-state 1 ', [StringComparison]::Ordinal)) { return $false }
    $found = @{}
    $whole = $false
    for ($i = 1; $i -lt $lines.Count; $i++) {
        $line = $lines[$i]
        if ($line -ceq 'end') { $whole = $true; break }
        $at = $line.IndexOf('=')
        if ($at -gt 0) { $found[$line.Substring(0, $at)] = $line.Substring($at + 1) }
    }
    if (-not $whole) { return $false }
    $s.Head = $lines[0]
    $s.Want = [string] $found['profile']
    $s.WantExpires = [string] $found['expires']
    $s.WantProduction = if ($found['production'] -ceq 'yes') { '1' } else { '' }
    $s.WantTitle = $found['title'] -ceq 'yes'
    $s.WantColour = [string] $found['colour']
    $s.WantHome = [string] $found['windows-home']
    $s.WantRegion = if ($found['export-region'] -ceq 'yes') { [string] $found['region'] } else { '' }
    return $true
}

# Sets or removes the region variables, each only while it holds what was set here last.
function global:__stackpass_set_region([string] $Region) {
    $s = $global:__stackpass
    if ("$env:AWS_REGION" -ceq $s.Region) { __stackpass_set 'AWS_REGION' $Region }
    if ("$env:AWS_DEFAULT_REGION" -ceq $s.Region) { __stackpass_set 'AWS_DEFAULT_REGION' $Region }
    $s.Region = $Region
    __stackpass_set 'STACKPASS_REGION' $Region
}

# Decides what holds here: the profile of the folder, or the active one.
function global:__stackpass_decide {
    $s = $global:__stackpass
    $entry = __stackpass_find
    if ($null -eq $entry) {
        $s.Here = $s.Want; $s.HereFolder = ''; $s.HereRegion = $s.WantRegion; $s.HereExpires = $s.WantExpires
        $s.HereProduction = $s.WantProduction; $s.HereColour = $s.WantColour
        return $s.Head
    }
    $s.Here = [string] $entry.profile
    $s.HereFolder = if ($entry.folder -ceq '') { '/' } else { $entry.folder }
    $s.HereRegion = [string] $entry.region
    $s.HereExpires = [string] $entry.expires
    $s.HereProduction = if ($entry.production -ceq 'yes') { '1' } else { '' }
    $s.HereColour = [string] $entry.colour
    return "$($entry.folder) $($entry.profile) $($global:__stackpass_folders.Head) $($s.Head)"
}

# Under WSL: names both files of the home of Windows that is chosen, or takes them back. Those that were named by hand stay.
function global:__stackpass_set_home([string] $Chosen) {
    $old = "$env:STACKPASS_AWS_HOME"
    if ($Chosen -ceq $old) { return }
    if ($old -cne '') {
        if ("$env:AWS_CONFIG_FILE" -ceq "$old/.aws/config") { __stackpass_set 'AWS_CONFIG_FILE' '' }
        if ("$env:AWS_SHARED_CREDENTIALS_FILE" -ceq "$old/.aws/credentials") { __stackpass_set 'AWS_SHARED_CREDENTIALS_FILE' '' }
        __stackpass_set 'STACKPASS_AWS_HOME' ''
    }
    if ($Chosen -cne '' -and "$env:AWS_CONFIG_FILE$env:AWS_SHARED_CREDENTIALS_FILE" -ceq '') {
        __stackpass_set 'STACKPASS_AWS_HOME' $Chosen
        __stackpass_set 'AWS_CONFIG_FILE' "$Chosen/.aws/config"
        __stackpass_set 'AWS_SHARED_CREDENTIALS_FILE' "$Chosen/.aws/credentials"
    }
}

# Makes this shell use what was decided.
function global:__stackpass_follow {
    $s = $global:__stackpass
    __stackpass_set 'AWS_PROFILE' $s.Here
    __stackpass_set 'STACKPASS_PROFILE' $s.Here
    $s.Last = $s.Here
    __stackpass_set 'STACKPASS_PINNED' ''
    __stackpass_set 'STACKPASS_FOLDER' $s.HereFolder
    if ($s.Here -cne '') { __stackpass_set 'STACKPASS_EXPIRATION' $s.HereExpires }
    else { __stackpass_set 'STACKPASS_EXPIRATION' '' }
    if ($s.Here -cne '') { __stackpass_set 'STACKPASS_PRODUCTION' $s.HereProduction }
    else { __stackpass_set 'STACKPASS_PRODUCTION' '' }
    __stackpass_set_region $s.HereRegion
    __stackpass_set_home $s.WantHome
}

# Leaves AWS_PROFILE as it is and says once what it is pinned to.
function global:__stackpass_hold {
    $s = $global:__stackpass
    $now = "$env:AWS_PROFILE"
    if ("$env:STACKPASS_PINNED" -ceq '' -or "$env:STACKPASS_PROFILE" -cne $now) {
        __stackpass_set 'STACKPASS_PINNED' '1'
        __stackpass_set 'STACKPASS_PROFILE' $now
        __stackpass_set 'STACKPASS_EXPIRATION' ''
        __stackpass_set 'STACKPASS_PRODUCTION' ''
        __stackpass_set 'STACKPASS_FOLDER' ''
        # The region belongs to the profile that was active before.
        if ($s.Region -cne '') { __stackpass_set_region '' }
    }
    if ($s.Here -cne '' -and $s.Said -cne "=$now") {
        $s.Said = "=$now"
        $shown = if ($now -ceq '') { 'no profile' } else { $now }
        $other = if ($s.HereFolder -cne '') { 'this folder has' } else { 'the active profile is' }
        __stackpass_say "this shell is pinned to $shown; $other $($s.Here). Run: stackpass unpin"
    }
}

# Title and background of the terminal, where the settings ask for it; what was there before comes back.
function global:__stackpass_show {
    $s = $global:__stackpass
    $title = ''
    $colour = ''
    if ("$env:STACKPASS_PINNED" -ceq '' -and $s.Here -cne '') {
        if ($s.WantTitle) { $title = if ($s.HereProduction -cne '') { "production: $($s.Here)" } else { $s.Here } }
        $colour = $s.HereColour
    }
    if ("$title$colour$($s.Titled)$($s.Coloured)" -ceq '' -or [Console]::IsOutputRedirected) { return }
    if ($title -cne '') {
        if ($s.Titled -ceq '') { $s.OldTitle = "$($Host.UI.RawUI.WindowTitle)" }
        $Host.UI.RawUI.WindowTitle = $title
    }
    elseif ($s.Titled -cne '') { $Host.UI.RawUI.WindowTitle = $s.OldTitle }
    $s.Titled = $title
    if ($colour -cne $s.Coloured) {
        if ($colour -cne '') { [Console]::Write([char] 27 + ']11;' + $colour + [char] 7) } else { [Console]::Write([char] 27 + ']111' + [char] 7) }
        $s.Coloured = $colour
    }
}

function global:__stackpass_sync {
    # A shell of stackpass exec has credentials of its own.
    if ("$env:STACKPASS_EXEC" -cne '') { return }
    $s = $global:__stackpass
    if (-not $s.ToldRan) { __stackpass_tell_ran }
    [void] (__stackpass_read)
    # New when the state, the file of folders or the entry that decides is.
    $mark = __stackpass_decide
    if ($mark -cne $s.Mark) {
        $s.Mark = $mark
        if ($s.Pinned -ceq '' -and "$env:AWS_PROFILE" -ceq $s.Last) { __stackpass_follow }
    }
    if ($s.Pinned -cne '' -or "$env:AWS_PROFILE" -cne $s.Last) { __stackpass_hold }
    elseif ("$env:STACKPASS_PINNED" -cne '') { $s.Said = ''; __stackpass_follow }
    __stackpass_show
    if ("$env:AWS_ACCESS_KEY_ID" -cne '' -and "$env:AWS_PROFILE" -cne '' -and -not $s.SaidKeys) {
        $s.SaidKeys = $true
        __stackpass_say '${messages.keys}: Remove-Item Env:AWS_ACCESS_KEY_ID, Env:AWS_SECRET_ACCESS_KEY, Env:AWS_SESSION_TOKEN'
    }
    if ("$env:AWS_DEFAULT_PROFILE" -cne '' -and "$env:AWS_DEFAULT_PROFILE" -cne "$env:AWS_PROFILE" -and -not $s.SaidDefault) {
        $s.SaidDefault = $true
        __stackpass_say '${messages.defaultProfile}: Remove-Item Env:AWS_DEFAULT_PROFILE'
    }
}

function global:stackpass {
    $s = $global:__stackpass
    $program = ${program}
    if ($args.Count -eq 2 -and $args[0] -ceq 'pin' -and "$($args[1])" -cne '' -and -not "$($args[1])".StartsWith('-')) {
        if ($program) {
            & $program profiles show $args[1] | Out-Null
            if ($LASTEXITCODE -ne 0) { return }
        }
        $s.Pinned = '1'
        __stackpass_set 'AWS_PROFILE' $args[1]
        $s.Said = "=$($args[1])"
        __stackpass_hold
        __stackpass_say "this shell is pinned to $($args[1])"
    }
    elseif ($args.Count -eq 1 -and $args[0] -ceq 'unpin') {
        $s.Pinned = ''
        $s.Said = ''
        $s.Last = "$env:AWS_PROFILE"
        $s.Head = ''
        $s.Want = ''
        $s.Mark = ''
        __stackpass_set 'STACKPASS_PINNED' ''
        __stackpass_sync
        if ($s.HereFolder -cne '') { __stackpass_say "this shell has the profile of this folder, $($s.Here)" }
        elseif ($s.Want -cne '') { __stackpass_say "this shell follows the active profile, $($s.Want)" }
        else { __stackpass_say 'this shell follows the active profile; there is none now' }
    }
    elseif ($program) {
        # Whoever switches in a pinned shell is told again that this one stays.
        $uses = $args.Count -gt 0 -and $args[0] -ceq 'use'
        if ($uses) { $s.Said = ''; __stackpass_set '${hookMark}' '1' }
        try { if ($MyInvocation.ExpectingInput) { $input | & $program @args } else { & $program @args } }
        finally { if ($uses) { __stackpass_set '${hookMark}' '' } }
    }
    else {
        __stackpass_say 'the stackpass program is not on the PATH'
    }
}

# Wraps the prompt once; a prompt that was put in its place since is wrapped again.
if ("$function:prompt" -notmatch '__stackpass_sync') {
    $global:__stackpass.Prompt = $function:prompt
    function global:prompt {
        $worked = $global:?
        Set-StrictMode -Off
        $code = $global:LASTEXITCODE
        __stackpass_sync
        $global:LASTEXITCODE = $code
        # The last thing before the prompt decides the $? that it sees.
        if (-not $worked) { Write-Error '' -ErrorAction Ignore }
        & $global:__stackpass.Prompt
    }
}
`
}
