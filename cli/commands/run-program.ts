import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { findProgram } from '../../core/system/find-program.ts'
import { fail, type Result } from '../../shared/result.ts'

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

interface RunOptions {
  readonly onStart?: (pid: number) => void
  /** The program runs in its own session, where the keyboard's signals do not reach it. */
  readonly isApart?: boolean
}

/**
 * Runs a program in this terminal until it ends. Passes on signals that we get. Keyboard signals reach the program
 * directly, because it is in the same process group, so we only stay alive. Returns its exit code, or 128 plus the
 * signal's number, as shells do.
 */
export function runProgram(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  { onStart, isApart = false }: RunOptions = {},
): Promise<Result<number>> {
  const [file = '', ...args] = words
  // A path with a folder is used as it is; a bare name is never looked up in the current folder.
  const program = /[\\/]/.test(file) ? file : findProgram(file, env, { platform })
  if (program === undefined) {
    return Promise.resolve(
      fail('BadInput', `${file} could not be started.`, {
        reason: 'No absolute folder of PATH has such a program; Stackpass does not look in relative ones.',
        remedy: `Check the name, or give its path, such as ./${file}.`,
      }),
    )
  }
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: 'inherit' })
    if (child.pid !== undefined) onStart?.(child.pid)
    const listeners = passedOn.map((signal) => {
      const pass = (): void =>
        void (process.stdin.isTTY && !isApart && signal !== 'SIGTERM' ? 0 : child.kill(signal))
      process.on(signal, pass)
      return () => void process.off(signal, pass)
    })
    const end = (result: Result<number>): void => {
      for (const stop of listeners) stop()
      resolve(result)
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT'
      end(
        fail('BadInput', `${file} could not be started.`, {
          reason: missing ? 'There is no such program.' : `The system answered ${error.code}.`,
          remedy: 'Check the name of the program.',
        }),
      )
    })
    child.once('close', (code, signal) =>
      end({ ok: true, value: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) }),
    )
  })
}
