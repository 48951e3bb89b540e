import { spawn } from 'node:child_process'
import { programEnvironment } from '../system/find-program.ts'

export interface Said {
  /** Undefined where it could not be started or was stopped. */
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

const mostOutput = 1024 * 1024

/**
 * Runs a program with a secret on its standard input, never in its arguments. Resolves with its output; ends a program that takes
 * longer than `timeoutMs`.
 */
export function runWithInput(
  program: string,
  args: readonly string[],
  {
    input = '',
    env,
    timeoutMs,
  }: {
    readonly input?: string
    readonly env: Readonly<Record<string, string | undefined>>
    readonly timeoutMs: number
  },
): Promise<Said> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: programEnvironment(env) as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    let size = 0
    const collect = (into: Buffer[]) => (part: Buffer) => {
      size += part.length
      if (size > mostOutput) child.kill('SIGKILL')
      else into.push(part)
    }
    child.stdout.on('data', collect(parts.stdout))
    child.stderr.on('data', collect(parts.stderr))
    // A program that ends before reading its input closes the pipe; its exit code says why.
    child.stdin.on('error', () => undefined)
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    const end = (exitCode: number | undefined, said = '') => {
      clearTimeout(timer)
      resolve({
        exitCode,
        stdout: Buffer.concat(parts.stdout).toString('utf8'),
        stderr: said || Buffer.concat(parts.stderr).toString('utf8'),
      })
    }
    child.on('error', (error) => end(undefined, error.message))
    child.on('close', (code) => end(code ?? undefined))
    child.stdin.end(input)
  })
}
