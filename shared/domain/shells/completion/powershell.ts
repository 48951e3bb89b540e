import { quotePowerShell } from '../../transfer/export/quoting.ts'
import type { CompletionOptions } from './types.ts'

const quote = (text: string): string => quotePowerShell(text) ?? "''"

const aws = `
# The AWS CLI completes itself, but for the names of profiles.
Register-ArgumentCompleter -Native -CommandName aws -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or $_.Extent.Text -ne $wordToComplete } | ForEach-Object { $_.Extent.Text })
    if ($words.Count -gt 1 -and $words[-1] -ceq '--profile') {
        __stackpass_results (__stackpass_kind 'profile') $wordToComplete ''
    }
    elseif (Get-Command aws_completer -CommandType Application -ErrorAction Ignore) {
        $env:COMP_LINE = $commandAst.ToString().PadRight($cursorPosition, ' ')
        $env:COMP_POINT = $cursorPosition
        aws_completer | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        $env:COMP_LINE = $null
        $env:COMP_POINT = $null
    }
}
`

/**
 * Completion for PowerShell 5 and 7, which has no awk: the same table, read by PowerShell itself.
 */
export function powershellCompletion({
  table,
  keptFile,
  historyFolder,
  ...options
}: CompletionOptions): string {
  return `# Stackpass: completion for PowerShell. Asks nobody, signs in to nothing and writes nothing.
$global:__stackpass_rows = @(${quote(table)} -split "\`n" | ForEach-Object { , ($_ -split "\`t") })

# The names in the headers of a shared file: of profiles, or of the sections that begin with this word.
function global:__stackpass_names([string] $File, [string] $Word, [bool] $IsConfig) {
    if (-not [System.IO.File]::Exists($File)) { return }
    foreach ($line in [System.IO.File]::ReadLines($File)) {
        if ($line.Length -lt 2 -or $line[0] -ne [char] '[') { continue }
        $close = $line.IndexOf(']')
        if ($close -lt 1) { continue }
        $text = $line.Substring(1, $close - 1).Trim()
        if (-not $IsConfig) {
            if ($text -cnotmatch '^(profile|sso-session|services)\\s') { $text }
        }
        elseif ($text -ceq 'default' -and $Word -ceq 'profile') { $text }
        elseif ($text -cmatch "^$Word\\s+(.+)$") {
            $name = $Matches[1]
            if ($name -match '^([''"])(.*)\\1$') { $Matches[2] } elseif ($name -notmatch '\\s') { $name }
        }
    }
}

function global:__stackpass_path([string] $Value, [string] $Usual) {
    if ($Value -ceq '') { return [System.IO.Path]::Combine($HOME, '.aws', $Usual) }
    if ($Value.StartsWith('~/') -or $Value.StartsWith('~\\')) { return [System.IO.Path]::Combine($HOME, $Value.Substring(2)) }
    return $Value
}

# The words of a kind, each with what it means.
function global:__stackpass_kind([string] $Kind) {
    $kind = $Kind.TrimStart('?')
    foreach ($row in $global:__stackpass_rows) { if ($row[0] -ceq 'same' -and $row[1] -ceq $kind) { $kind = $row[2]; break } }
    if ($kind.StartsWith('=')) {
        foreach ($word in $kind.Substring(1) -split ',') { , @($word, '') }
    }
    elseif ($kind -ceq 'profile' -or $kind -ceq 'session') {
        $kept = @{}
        $keptFile = ${quote(keptFile)}
        if ($kind -ceq 'profile' -and [System.IO.File]::Exists($keptFile)) {
            foreach ($line in [System.IO.File]::ReadLines($keptFile)) {
                $part = $line -split "\`t"
                if ($part.Count -eq 3 -and $part[0] -cne 'name') { $kept[$part[1]] = (@($kept[$part[1]], $part[2]) -ne $null) -join ', ' }
            }
        }
        $seen = [System.Collections.Generic.HashSet[string]]::new()
        $word = if ($kind -ceq 'profile') { 'profile' } else { 'sso-session' }
        $names = @(__stackpass_names (__stackpass_path "$env:AWS_CONFIG_FILE" 'config') $word $true)
        if ($kind -ceq 'profile') { $names += @(__stackpass_names (__stackpass_path "$env:AWS_SHARED_CREDENTIALS_FILE" 'credentials') $word $false) }
        foreach ($name in $names) {
            if ($name -match '[\\x00-\\x1F\\x7F-\\x9F\\u200B-\\u200F\\u2028-\\u202E\\u2066-\\u2069]' -or $name.StartsWith('-')) { continue }
            if ($seen.Add($name)) { , @($name, [string] $kept[$name]) }
        }
    }
    elseif ($kind -ceq 'history') {
        Get-ChildItem -LiteralPath ${quote(historyFolder)} -Filter '*.json' -ErrorAction Ignore | Sort-Object Name -Descending |
            Where-Object { $_.Name -cmatch '^[0-9]+-[0-9a-f]+\\.json$' } | ForEach-Object { , @($_.BaseName, '') }
    }
    elseif ($kind -ceq 'stack') {
        $folder = Get-Item -LiteralPath .
        while ($folder -and -not (Test-Path -LiteralPath (Join-Path $folder.FullName 'Pulumi.yaml'))) { $folder = $folder.Parent }
        if ($folder) {
            Get-ChildItem -LiteralPath $folder.FullName -Filter 'Pulumi.*.yaml' | ForEach-Object { , @($_.BaseName.Substring(7), '') }
        }
    }
    else {
        foreach ($row in $global:__stackpass_rows) { if ($row[0] -ceq 'value' -and $row[1] -ceq $kind) { , @($row[2], $row[3]) } }
    }
}

# Answers that begin with what is typed, quoted where PowerShell would read them otherwise.
function global:__stackpass_results($Pairs, [string] $Typed, [string] $Before) {
    $plain = $Typed.Trim("'", '"')
    foreach ($pair in $Pairs) {
        $word = [string] $pair[0]
        if (-not $word.StartsWith($plain, [StringComparison]::Ordinal)) { continue }
        $told = if ([string] $pair[1] -ceq '') { $word } else { [string] $pair[1] }
        $text = if ($word -cmatch '^[A-Za-z0-9_./:=+-]+$') { $word } else { "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($word) + "'" }
        [System.Management.Automation.CompletionResult]::new($Before + $text, $word, 'ParameterValue', $told)
    }
}

Register-ArgumentCompleter -Native -CommandName stackpass -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
        })
    $commands = @{}
    $options = @{}
    $arguments = @{}
    foreach ($row in $global:__stackpass_rows) {
        switch -CaseSensitive ($row[0]) {
            'command' { $commands["$($row[1])\`t$($row[2])"] = $row[3] }
            'option' { $options["$($row[1])\`t$($row[2])"] = $row[3] }
            'argument' { $arguments["$($row[1])\`t$($row[2])"] = $row[3] }
        }
    }
    $path = ''
    $place = 1
    $wanted = ''
    $first = ''
    $pairKey = ''
    $closed = $false
    foreach ($word in $words) {
        if ($wanted -cne '') { $wanted = '' }
        elseif (-not $closed -and $word -ceq '--') { $closed = $true }
        elseif (-not $closed -and $word.Length -gt 1 -and $word.StartsWith('-')) {
            $kind = [string] $options["$path\`t$word"]
            if ($kind -cne '' -and -not $kind.StartsWith('?')) { $wanted = $kind }
        }
        elseif (-not $closed -and $place -eq 1 -and $commands.ContainsKey("$path\`t$word")) { $path = $commands["$path\`t$word"] }
        else {
            $at = [string] $arguments["$path\`t$place"]
            if ($at -ceq '') { $at = [string] $arguments["$path\`t*"] }
            if ($at -ceq 'pair') { $pairKey = if ($pairKey -ceq '' -and -not $word.Contains('=')) { $word } else { '' } }
            if ($place -eq 1) { $first = $word }
            $place += 1
        }
    }
    $argument = [string] $arguments["$path\`t$place"]
    if ($argument -ceq '') { $argument = [string] $arguments["$path\`t*"] }
    if ($wanted -cne '') { __stackpass_results (__stackpass_kind $wanted) $wordToComplete '' }
    elseif (-not $closed -and $wordToComplete -cmatch '^(--[a-z-]+)=(.*)$') {
        $flag = $Matches[1]
        $typed = $Matches[2]
        $kind = [string] $options["$path\`t$flag"]
        if ($kind -cne '') { __stackpass_results (__stackpass_kind $kind) $typed "$flag=" }
    }
    elseif (-not $closed -and $wordToComplete.StartsWith('-')) {
        $found = foreach ($row in $global:__stackpass_rows) { if ($row[0] -ceq 'option' -and $row[1] -ceq $path) { , @($row[2], $row[4]) } }
        __stackpass_results $found $wordToComplete ''
    }
    else {
        if (-not $closed -and $place -eq 1) {
            $found = foreach ($row in $global:__stackpass_rows) { if ($row[0] -ceq 'command' -and $row[1] -ceq $path) { , @($row[2], $row[4]) } }
            __stackpass_results $found $wordToComplete ''
        }
        if ($argument -ceq 'settingValue') { $argument = "setting $first" }
        $before = ''
        $typed = $wordToComplete
        if ($argument -ceq 'pair') {
            if ($pairKey -ceq '' -and $wordToComplete -cmatch '^([^=]+)=(.*)$') { $pairKey = $Matches[1]; $typed = $Matches[2]; $before = "$pairKey=" }
            $argument = if ($pairKey -ceq '') { 'key' } else { "key $pairKey" }
        }
        if ($argument -cne '' -and -not (@('file', 'folder', 'program', 'none') -ccontains $argument)) { __stackpass_results (__stackpass_kind $argument) $typed $before }
    }
}
${options.aws === true ? aws : ''}`
}
