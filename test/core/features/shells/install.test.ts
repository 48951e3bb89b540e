import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  hookOf,
  planInstall,
  planRemove,
  type InstallPlace,
} from '../../../../core/features/shells/install.ts'
import { rcFileOf, usersShell } from '../../../../core/features/shells/rc-files.ts'
import { installPlace } from './install-place.ts'
import type { FileChange } from '../../../../core/files/types.ts'
import { writeActiveState } from '../../../../core/state/active-state.ts'
import { hookShells } from '../../../../shared/domain/shells/types.ts'

let home: string
let place: InstallPlace

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "stackpass home's "))
  const stateDir = path.join(home, '.local', 'state', 'stackpass')
  place = installPlace(home, stateDir)
})

afterEach(() => rm(home, { recursive: true, force: true }))

async function write(changes: readonly FileChange[]): Promise<number> {
  let written = 0
  for (const change of changes) {
    const before = await place.read(change.path)
    const outcome = change.edit(before)
    if (!outcome.ok) throw new Error(outcome.error.message)
    if (change.removes) await rm(change.path)
    else if (outcome.splices.length > 0) {
      await mkdir(path.dirname(change.path), { recursive: true })
      await writeFile(change.path, outcome.bytes)
    } else continue
    written += 1
  }
  return written
}

describe('which start-up file', () => {
  it.each([
    ['bash', 'linux', {}, [], '/h/.bashrc'],
    ['bash', 'darwin', {}, [], '/h/.bash_profile'],
    ['bash', 'darwin', {}, ['/h/.profile'], '/h/.profile'],
    ['bash', 'darwin', {}, ['/h/.profile', '/h/.bash_profile'], '/h/.bash_profile'],
    ['zsh', 'darwin', {}, [], '/h/.zshrc'],
    ['zsh', 'linux', { ZDOTDIR: '/z' }, [], '/z/.zshrc'],
    ['fish', 'linux', { XDG_CONFIG_HOME: '/x' }, [], '/x/fish/conf.d/stackpass.fish'],
    ['fish', 'linux', { XDG_CONFIG_HOME: 'relative' }, [], '/h/.config/fish/conf.d/stackpass.fish'],
    ['powershell', 'linux', {}, [], '/h/.config/powershell/Microsoft.PowerShell_profile.ps1'],
  ] as const)('%s on %s %j %j', async (shell, platform, env, present, expected) => {
    const there = new Set<string>(present)
    const where = { env, platform, homeDir: '/h', exists: (file: string) => Promise.resolve(there.has(file)) }
    expect(await rcFileOf(shell, where)).toBe(expected)
  })

  it.each([
    [[], 'C:\\U\\Documents\\PowerShell\\Microsoft.PowerShell_profile.ps1'],
    [
      ['C:\\U\\Documents\\WindowsPowerShell'],
      'C:\\U\\Documents\\WindowsPowerShell\\Microsoft.PowerShell_profile.ps1',
    ],
  ])('PowerShell on Windows with %j', async (present, expected) => {
    const exists = (file: string): Promise<boolean> => Promise.resolve(present.includes(file))
    expect(await rcFileOf('powershell', { env: {}, platform: 'win32', homeDir: 'C:\\U', exists })).toBe(
      expected,
    )
  })

  it('tells the shell from SHELL', () => {
    expect(usersShell({ env: { SHELL: '/usr/bin/zsh' }, platform: 'linux' })).toEqual({
      ok: true,
      value: 'zsh',
    })
    expect(usersShell({ env: { SHELL: '/usr/bin/pwsh' }, platform: 'darwin' })).toEqual({
      ok: true,
      value: 'powershell',
    })
    expect(usersShell({ env: {}, platform: 'win32' })).toEqual({ ok: true, value: 'powershell' })
    expect(usersShell({ env: { SHELL: '/bin/nu' }, platform: 'linux' })).toMatchObject({
      error: { code: 'ShellUnknown' },
    })
    expect(usersShell({ env: {}, platform: 'linux' })).toMatchObject({ error: { code: 'ShellUnknown' } })
  })
})

describe.each(hookShells)('setting up %s', (shell) => {
  it('writes the hook and one block, once, and takes both away again', async () => {
    const rcFile = await rcFileOf(shell, place)
    await mkdir(path.dirname(rcFile), { recursive: true })
    const before = 'alias ll="ls -l"\r\nexport API_KEY=hush'
    await writeFile(rcFile, before)
    const setup = await planInstall('hook', shell, hookOf(shell, place), place)
    expect(setup.installed).toBe(false)
    expect(await write(setup.changes)).toBe(2)
    const after = await readFile(rcFile, 'utf8')
    expect(after.startsWith(before)).toBe(true)
    for (const line of setup.lines) expect(after.split('\r\n')).toContain(line)
    const again = await planInstall('hook', shell, hookOf(shell, place), place)
    expect(again.installed).toBe(true)
    expect(await write(again.changes)).toBe(0)
    const removal = await planRemove('hook', shell, place)
    if (!removal.ok) throw new Error(removal.error.message)
    expect(await write(removal.value.changes)).toBe(2)
    expect(await readFile(rcFile, 'utf8')).toBe(before)
    expect(await planRemove('hook', shell, place)).toMatchObject({ error: { code: 'NothingToChange' } })
  })

  it('hides the secrets of the start-up file in the diff', async () => {
    const { changes } = await planInstall('hook', shell, hookOf(shell, place), place)
    const rc = changes.find((change) => change.kind === 'shell-rc')!
    const bytes = new TextEncoder().encode('a=b\nexport GITHUB_TOKEN=hush\nset -x MY_SECRET hush2\n')
    const hidden = rc.secretRanges!(bytes).map(({ start, end }) =>
      new TextDecoder().decode(bytes.slice(start, end)),
    )
    expect(hidden).toEqual(['hush', 'hush2'])
  })

  it('says the label from the home folder', async () => {
    const setup = await planInstall('hook', shell, hookOf(shell, place), place)
    expect(setup.label).toMatch(/^~\//)
    expect(setup.changes.map((change) => change.label.startsWith('~/'))).toEqual([true, true])
  })
})

it('keeps the other part when one of hook and completion is taken out', async () => {
  const rcFile = await rcFileOf('bash', place)
  await writeFile(rcFile, 'alias x=y\n')
  const install = async (part: 'hook' | 'completion') =>
    write((await planInstall(part, 'bash', `# ${part}\n`, place)).changes)
  const remove = async (part: 'hook' | 'completion') => {
    const removal = await planRemove(part, 'bash', place)
    if (!removal.ok) throw new Error(removal.error.message)
    await write(removal.value.changes)
  }
  await install('completion')
  expect((await planInstall('hook', 'bash', '', place)).installed).toBe(false)
  await install('hook')
  const both = await readFile(rcFile, 'utf8')
  expect(both.indexOf('hook.bash')).toBeGreaterThan(-1)
  expect(both.indexOf('hook.bash')).toBeLessThan(both.indexOf('completion.bash'))
  expect(both.split('>>> stackpass').length).toBe(2)
  await remove('hook')
  expect(await readFile(rcFile, 'utf8')).not.toContain('hook.bash')
  expect(await readFile(rcFile, 'utf8')).toContain('completion.bash')
  await remove('completion')
  expect(await readFile(rcFile, 'utf8')).toBe('alias x=y\n')
  expect(await planRemove('completion', 'bash', place)).toMatchObject({ error: { code: 'NothingToChange' } })
})

it('takes the file of fish away when nothing else is in it, and leaves it when something is', async () => {
  const rcFile = await rcFileOf('fish', place)
  await write((await planInstall('hook', 'fish', hookOf('fish', place), place)).changes)
  await writeFile(rcFile, `${await readFile(rcFile, 'utf8')}set -g mine 1\n`)
  const kept = await planRemove('hook', 'fish', place)
  if (kept.ok) await write(kept.value.changes)
  expect(await readFile(rcFile, 'utf8')).toBe('set -g mine 1\n')
  await rm(rcFile)
  await write((await planInstall('hook', 'fish', hookOf('fish', place), place)).changes)
  const gone = await planRemove('hook', 'fish', place)
  if (gone.ok) await write(gone.value.changes)
  expect(await place.exists(rcFile)).toBe(false)
})

describe.each([
  ['bash', ['-i', '-c', 'eval "$PROMPT_COMMAND"; printf %s "$AWS_PROFILE"'], '.bashrc'],
  ['zsh', ['-i', '-c', '$precmd_functions[1]; printf %s "$AWS_PROFILE"'], '.zshrc'],
  ['fish', ['-c', '__stackpass_sync; printf %s "$AWS_PROFILE"'], 'stackpass.fish'],
] as const)('a new %s after set-up', (shell, argv, rcName) => {
  const present = spawnSync(shell, ['--version']).status === 0
  it.skipIf(!present)('follows the active profile, from a home folder with a quote and blanks', async () => {
    const setup = await planInstall('hook', shell, hookOf(shell, place), place)
    expect(path.basename(setup.rcFile)).toBe(rcName)
    await write(setup.changes)
    await writeActiveState(place.activeStateFile, { profile: 'de v', exportRegion: false })
    const env = { HOME: home, PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' }
    const run = (): string =>
      execFileSync(shell, argv, { env, cwd: home, stdio: ['ignore', 'pipe', 'ignore'] }).toString()
    expect(run()).toBe('de v')
    // A missing hook does not break the shell.
    await rm(path.join(place.stateDir, 'shells'), { recursive: true })
    const bare = spawnSync(shell, ['-i', '-c', 'printf ok'], {
      env,
      cwd: home,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    expect(bare.stdout.toString()).toContain('ok')
    expect((await stat(setup.rcFile)).isFile()).toBe(true)
  })
})
