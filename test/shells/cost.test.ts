import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PtyShell, ptyShells, shellHome, whyNot, type PtyShellKind, type ShellHome } from './pty-shell.ts'

let home: ShellHome

beforeEach(async () => {
  home = await shellHome()
  await home.use({ profile: 'dev', region: 'eu-west-1', exportRegion: true })
})

afterEach(() => home.close())

const noTrace =
  spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
    ? undefined
    : 'strace is not installed or not allowed'

const hookName: Readonly<Record<PtyShellKind, string>> = {
  bash: '_stackpass_hook',
  zsh: '_stackpass_sync',
  fish: '__stackpass_sync',
}

/** Calls that start a process; threads of the shell itself, which fish has, are none. */
function processesIn(trace: string): string[] {
  return trace.split('\n').filter((line) => {
    if (/\bclone3?\(/.test(line)) return !line.includes('CLONE_THREAD')
    return /\b(?:fork|vfork|execve|execveat)\(/.test(line)
  })
}

for (const kind of ptyShells) {
  const reason = whyNot(kind)
  describe.skipIf(reason !== undefined)(reason === undefined ? kind : `${kind}: skipped, ${reason}`, () => {
    it.skipIf(noTrace !== undefined)(
      `starts no process in 1,000 prompts${noTrace === undefined ? '' : ` (skipped: ${noTrace})`}`,
      async () => {
        const trace = path.join(home.folder, 'trace')
        const under = `strace -f -qq -e trace=process -o ${trace}`
        const shell = new PtyShell(kind, home, { under })
        try {
          // The prompt that fish comes with starts git.
          if (kind === 'fish') await shell.run('function fish_prompt; echo "> "; end')
          await shell.load()
          const settled = processesIn(await readFile(trace, 'utf8')).length
          for (let batch = 0; batch < 10; batch += 1) {
            // Every batch meets a new state, so that reading and exporting are counted too.
            await home.use({ profile: `p${batch}` })
            for (let line = 0; line < 100; line += 1) shell.type('')
            expect(await shell.run(`printf '%s' "$AWS_PROFILE"`)).toBe(`p${batch}`)
          }
          expect(processesIn(await readFile(trace, 'utf8')).slice(settled)).toEqual([])
          // The measure itself works: a program that is started does show.
          await shell.run('env')
          expect(processesIn(await readFile(trace, 'utf8')).length).toBeGreaterThan(settled)
        } finally {
          await shell.close()
        }
      },
    )

    it('costs much less than starting a program does', () => {
      const hook = home.hooks.get(kind)!
      const rounds = 2000
      const loop = (body: string, times: number): string =>
        kind === 'fish'
          ? `for i in (seq ${times}); ${body}; end`
          : `i=0; while (( i < ${times} )); do ${body}; (( i += 1 )); done`
      const script = (body: string, times: number): string =>
        `${kind === 'fish' ? 'source' : '.'} ${hook}; ${hookName[kind]}; ${loop(body, times)}`
      const argv = {
        bash: ['bash', '--norc', '-c'],
        zsh: ['zsh', '-f', '-c'],
        fish: ['fish', '--no-config', '-c'],
      }[kind]
      // Processor time, as bash counts it for a child: other programs on the machine do not make it longer.
      const time = (body: string, times: number): number => {
        const timed = ['-c', `TIMEFORMAT='%3U %3S'; time "$@"`, 'bash', ...argv, script(body, times)]
        const env = { PATH: process.env['PATH'], HOME: home.folder, LC_ALL: 'C' }
        const { status, stderr } = spawnSync('bash', timed, { env })
        expect(status).toBe(0)
        const [user, system] = stderr.toString().trim().split('\n').at(-1)!.split(' ').map(Number)
        return (user! + system!) * 1000
      }
      const best = (body: string, times: number): number =>
        Math.min(...Array.from({ length: 5 }, () => time(body, times)))
      const nothing = best('true', rounds) / rounds
      const perPrompt = best(hookName[kind], rounds) / rounds - nothing
      const perProgram = best('/bin/true', rounds / 10) / (rounds / 10) - nothing
      expect(perPrompt).toBeLessThan(perProgram / 2)
    })
  })
}
