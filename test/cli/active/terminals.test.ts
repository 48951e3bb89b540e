import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PtyShell, ptyShells, whyNot, type PtyShellKind, type ShellHome } from '../../shells/pty-shell.ts'
import { withSandbox } from '../command/with-sandbox.ts'

const at = withSandbox()
let home: ShellHome
let shells: PtyShell[]

const startUp: Readonly<Record<PtyShellKind, string>> = {
  bash: '.bashrc',
  zsh: '.zshrc',
  fish: '.config/fish/conf.d/stackpass.fish',
}

/** The sandbox as a home for shells: the real command is on PATH, and the start-up files are those it wrote itself. */
beforeEach(async () => {
  const folder = at.sandbox.home
  await mkdir(join(folder, 'bin'))
  const program = join(folder, 'bin', 'stackpass')
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${at.entry}' "$@"\n`)
  await chmod(program, 0o755)
  shells = []
  home = {
    folder,
    stateFile: join(folder, '.local', 'state', 'stackpass', 'active'),
    hooks: new Map(ptyShells.map((kind) => [kind, join(folder, startUp[kind])])),
    use: () => Promise.reject(new Error('the command itself switches here')),
    close: () => Promise.resolve(),
  }
})

afterEach(() => Promise.all(shells.map((shell) => shell.close())))

const run = (...args: string[]) =>
  at.sandbox.run(args, { env: { PATH: `${join(at.sandbox.home, 'bin')}:${process.env['PATH']}` } })

const present = ptyShells.filter((kind) => whyNot(kind) === undefined)

describe.skipIf(present.length === 0)('terminals that are open', () => {
  it('follow a switch that is made in one of them, at their next prompt', async () => {
    for (const kind of present) expect((await run('shell-init', kind, '--install', '--yes')).code).toBe(0)
    for (const kind of present) {
      const shell = new PtyShell(kind, home)
      shells.push(shell)
      await shell.load()
      expect(await shell.environment('AWS_PROFILE')).toBe('')
    }
    const [first] = shells
    for (const name of ['dev', 'default']) {
      await first!.run(`stackpass use ${name}`)
      for (const shell of shells) expect(await shell.environment('AWS_PROFILE')).toBe(name)
    }
    await first!.run('stackpass pin dev')
    await shells.at(-1)!.run('stackpass use --clear')
    expect(await first!.environment('AWS_PROFILE')).toBe('dev')
    for (const shell of shells.slice(1)) expect(await shell.environment('AWS_PROFILE')).toBe('')
    await first!.run('stackpass unpin')
    expect(await first!.environment('AWS_PROFILE')).toBe('')
    expect(await first!.run('stackpass use nobody; echo "status $?"')).toMatch(/status 1\n?$/)
    expect(await first!.environment('AWS_PROFILE')).toBe('')
  })
})

describe('shell-init', () => {
  it('shows the diff and writes only after a yes, once, and takes it out again', async () => {
    const rc = join(at.sandbox.home, '.bashrc')
    await writeFile(rc, 'alias ll="ls -l"\n')
    const asked = await run('shell-init', 'bash', '--install')
    expect(asked).toMatchObject({ code: 1, stdout: '' })
    expect(asked.stderr).toContain('# >>> stackpass >>>')
    expect((await run('shell-init', 'bash', '--install', '--dry-run')).stdout).toContain(
      'Nothing was written',
    )
    expect(await readFile(rc, 'utf8')).toBe('alias ll="ls -l"\n')
    expect((await run('shell-init', 'bash', '--install', '--yes')).code).toBe(0)
    const installed = await readFile(rc, 'utf8')
    expect(installed).toContain('# >>> stackpass >>>')
    expect((await run('shell-init', 'bash', '--install', '--yes')).stdout).toContain('set up already')
    expect(await readFile(rc, 'utf8')).toBe(installed)
    expect((await run('shell-init', 'bash', '--remove', '--yes')).code).toBe(0)
    expect(await readFile(rc, 'utf8')).toBe('alias ll="ls -l"\n')
    expect((await run('shell-init', 'bash', '--remove', '--yes')).stderr).toContain('NothingToChange')
  })

  it('prints the hook, and refuses shells that have none', async () => {
    expect((await run('shell-init', 'zsh')).stdout).toContain('precmd_functions')
    expect(await run('shell-init', 'tcsh')).toMatchObject({ code: 2, stdout: '' })
  })
})

it('says that pinning is done by the hook, which is not loaded here', async () => {
  for (const words of [['pin', 'dev'], ['unpin']]) {
    const ran = await run(...words)
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('NotSupportedHere')
  }
  await expect(access(home.stateFile)).rejects.toThrow()
})
