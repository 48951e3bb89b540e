import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { callingProgram } from '../../../cli/input/calling-program.ts'

async function started(program: string, args: readonly string[]): Promise<number> {
  const child: ChildProcess = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  // It has printed something, so it runs its own program and is no longer a copy of this process.
  await once(child.stdout!, 'data')
  return child.pid!
}

it.runIf(process.platform === 'linux')('names the program behind the shell that it used', async () => {
  const wait = 'process.stdout.write("1"); process.stdin.resume()'
  const direct = await started(process.execPath, ['-e', wait])
  expect(await callingProgram('linux', direct)).toBe(basename(process.execPath))
  // The shell runs one command, so the answer is who started the shell.
  const shell = await started('/bin/sh', ['-c', 'echo 1; read line; echo $line'])
  expect(await callingProgram('linux', shell)).toBe(await callingProgram('linux', process.pid))
  expect(await callingProgram('linux', process.pid)).toBeTypeOf('string')
})

it.runIf(process.platform === 'linux')(
  'names nothing where a person or a script uses the shell',
  async () => {
    const child = spawn('/bin/sh', [], { stdio: ['pipe', 'pipe', 'ignore'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    child.stdin.write('echo 1\n')
    await once(child.stdout, 'data')
    expect(await callingProgram('linux', child.pid)).toBeUndefined()
  },
)

it('knows nothing of a process that has ended, or of other systems', async () => {
  expect(await callingProgram('linux', 2 ** 22 + 5)).toBeUndefined()
  expect(await callingProgram('win32', process.pid)).toBeUndefined()
})
