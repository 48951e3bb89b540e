import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { ProcessRun } from '../consent/types.ts'
import { findProgram, programEnvironment } from '../system/find-program.ts'
import type { Environment } from '../network/endpoint.ts'

export interface ProcessOptions {
  readonly env: Environment
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface ProcessEnd {
  readonly how: 'exit' | 'signal' | 'timeout' | 'cancelled' | 'too-much-output' | 'not-started'
  readonly exitCode?: number
  readonly signalName?: string
  readonly stdout: string
  readonly stderr: string
  readonly error?: string
}

/** As in the SDK, which runs the command through `exec`: 1 MiB of output. */
const mostOutput = 1024 * 1024
const graceMs = 1_000

function killGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL', env: Environment): void {
  if (process.platform === 'win32') {
    const program = findProgram('taskkill.exe', env)
    if (program) spawn(program, ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true })
    return
  }
  try {
    process.kill(-pid, signal)
  } catch (error) {
    // ESRCH: the group has already ended, as intended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** What to start: a line for the shell, pieces without one, or what consent has found. */
export type Startable = string | readonly string[] | ProcessRun

function start(command: Startable, env: Environment): ChildProcessByStdio<null, Readable, Readable> {
  const common = {
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
  }
  if (typeof command === 'string') {
    return spawn(command, { ...common, shell: true, env: programEnvironment(env) as NodeJS.ProcessEnv })
  }
  if ('length' in command) {
    const [file = '', ...args] = command
    return spawn(file, args, { ...common, env: programEnvironment(env) as NodeJS.ProcessEnv })
  }
  const { file, args, cwd, verbatim = false } = command
  return spawn(file, args, {
    ...common,
    cwd,
    // Otherwise cmd.exe looks for a bare name in the current folder first.
    env: {
      ...programEnvironment(env),
      ...(verbatim && { NoDefaultCurrentDirectoryInExePath: '1' }),
    } as NodeJS.ProcessEnv,
    windowsVerbatimArguments: verbatim,
  })
}

/**
 * Runs a command as a tool does, in a shell or without one, in a process group of its own. On timeout, cancel or too much
 * output the whole group is ended, so that nothing the command started stays behind. Never rejects.
 */
export function runProcess(command: Startable, options: ProcessOptions): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    const child = start(command, options.env)
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    let size = 0
    let stopped: ProcessEnd['how'] | undefined
    let done = false

    const stop = (how: ProcessEnd['how']) => {
      if (stopped || child.pid === undefined) return
      stopped = how
      const { pid } = child
      killGroup(pid, 'SIGTERM', options.env)
      // Not cancelled when the shell has ended: what it started may have ignored the first signal.
      setTimeout(() => {
        killGroup(pid, 'SIGKILL', options.env)
        // A grandchild in its own group may hold the pipes open; the answer does not wait for it.
        child.stdout.destroy()
        child.stderr.destroy()
      }, graceMs)
    }
    const onAbort = () => stop('cancelled')
    const timer = setTimeout(() => stop('timeout'), options.timeoutMs)
    const collect = (parts: Buffer[]) => (part: Buffer) => {
      size += part.length
      if (size > mostOutput) stop('too-much-output')
      else parts.push(part)
    }
    child.stdout.on('data', collect(output.stdout))
    child.stderr.on('data', collect(output.stderr))
    options.signal?.addEventListener('abort', onAbort, { once: true })
    if (options.signal?.aborted) onAbort()

    const finish = (end: Omit<ProcessEnd, 'stdout' | 'stderr'>) => {
      if (done) return
      done = true
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
      resolve({
        ...end,
        stdout: Buffer.concat(output.stdout).toString('utf8'),
        stderr: Buffer.concat(output.stderr).toString('utf8'),
      })
    }
    child.on('error', (error) => finish({ how: 'not-started', error: error.message }))
    child.on('close', (exitCode, signalName) => {
      if (stopped) finish({ how: stopped })
      else if (signalName) finish({ how: 'signal', signalName })
      else finish({ how: 'exit', exitCode: exitCode ?? -1 })
    })
  })
}
