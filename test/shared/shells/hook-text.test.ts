import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { redactText } from '../../../shared/domain/secrets/redact.ts'
import { hookText } from '../../../shared/domain/shells/hook-text.ts'
import { messages } from '../../../shared/domain/shells/messages.ts'
import { startUpSecrets } from '../../../shared/domain/shells/rc-secrets.ts'
import { hookShells } from '../../../shared/domain/shells/types.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stackpass-hook-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const hostilePath = `/tmp/it's "a" $(touch x) \`y\` \\ %s é/active`
const present = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0

describe.each(hookShells)('the hook of %s', (shell) => {
  it('names the state file once, and evaluates nothing that it reads', () => {
    const text = hookText(shell, { stateFile: '/s/active' })
    expect(text.split(/\/s\/active(?!-hook-ran|-folders)/)).toHaveLength(2)
    expect(text).not.toMatch(/\beval\b|Invoke-Expression|\biex\b|\bsource\b/)
    if (shell !== 'powershell') expect(text).not.toMatch(/\$\((?!\(|string sub|count)|`/)
    expect(text).toContain(messages.keys)
  })

  it('holds nothing that a diff would hide as a secret', () => {
    const text = hookText(shell, { stateFile: '/s/active', program: '/p/stackpass' })
    expect(redactText(text)).toBe(text)
    expect(startUpSecrets(Buffer.from(text))).toEqual([])
  })

  const argv = { bash: ['-n'], zsh: ['-n'], fish: ['-n'], powershell: [] }[shell]
  it.skipIf(shell === 'powershell' || !present(shell))('is well formed for any path', async () => {
    const file = path.join(folder, 'hook')
    await writeFile(file, hookText(shell, { stateFile: hostilePath, program: `${hostilePath} program` }))
    expect(spawnSync(shell, [...argv, file]).status).toBe(0)
  })
})

describe.each([
  ['bash', ['--norc', '-c'], '.'],
  ['zsh', ['-f', '-c'], '.'],
  ['fish', ['--no-config', '-c'], 'source'],
] as const)('a program that is not on the PATH, %s', (shell, argv, load) => {
  it.skipIf(!present(shell))('is run by its path', async () => {
    const program = path.join(folder, "it's $(touch HACKED) a", 'stack pass')
    await mkdir(path.dirname(program))
    await writeFile(program, '#!/bin/sh\nprintf "%s|" "$@"\n')
    await chmod(program, 0o755)
    const hook = path.join(folder, 'hook')
    await writeFile(hook, hookText(shell, { stateFile: path.join(folder, 'none'), program }))
    const env = { PATH: process.env['PATH'], HOME: folder, LC_ALL: 'C.UTF-8' }
    const out = execFileSync(shell, [...argv, `${load} ${hook}; stackpass 'a b' c`], { env, cwd: folder })
    expect(out.toString()).toBe('a b|c|')
  })
})

describe('PowerShell', () => {
  const text = hookText('powershell', { stateFile: "C:\\it's ‘here’\\active" })

  it('quotes every kind of single quote in the path', () => {
    expect(text).toContain(`'C:\\it''s ‘‘here’’\\active'`)
  })

  it('compares with case, keeps the exit code, and wraps the prompt once', () => {
    expect(text).not.toMatch(/ -(?:eq|ne) '/)
    expect(text).toContain('$global:LASTEXITCODE = $code')
    expect(text).toContain(`if ("$function:prompt" -notmatch '__stackpass_sync')`)
  })

  it('has balanced braces and quotes outside of comments', () => {
    const code = text.replace(/^\s*#.*$/gm, '').replace(/'(?:[^'\n]|'')*'/g, "''")
    for (const [open, close] of ['{}', '()', '[]'].map((pair) => [pair[0]!, pair[1]!] as const)) {
      expect(code.split(open).length).toBe(code.split(close).length)
    }
    expect((code.match(/"/g)?.length ?? 0) % 2).toBe(0)
  })

  const noPwsh = present('pwsh') ? undefined : 'pwsh is not installed'
  it.skipIf(noPwsh !== undefined)(
    `is parsed by PowerShell${noPwsh === undefined ? '' : ` (skipped: ${noPwsh})`}`,
    async () => {
      const file = path.join(folder, 'hook.ps1')
      await writeFile(file, text)
      const parse = `$e = $null; [void][Management.Automation.Language.Parser]::ParseFile('${file}', [ref]$null, [ref]$e); $e.Count`
      expect(execFileSync('pwsh', ['-NoProfile', '-Command', parse]).toString().trim()).toBe('0')
    },
  )
})
