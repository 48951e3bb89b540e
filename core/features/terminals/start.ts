import { spawn } from 'node:child_process'
import { fail, ok, type Result } from '../../../shared/result.ts'

export interface Start {
  /** Its name in answers and errors. */
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
}

/** Starts a program that outlives us. Error: TerminalUnavailable when the system does not start it. */
export function startDetached({
  name,
  program,
  args,
  env,
  cwd,
}: Start): Promise<Result<{ program: string }>> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, cwd, detached: true, stdio: 'ignore' })
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        fail('TerminalUnavailable', `${name} could not be started.`, {
          reason:
            error.code === 'ENOENT'
              ? 'There is no such program on the PATH.'
              : `The system answered ${error.code ?? error.message}.`,
          remedy: 'Run `stackpass exec NAME -- bash` in a terminal of your own.',
        }),
      ),
    )
    child.once('spawn', () => {
      child.unref()
      resolve(ok({ program: name }))
    })
  })
}
