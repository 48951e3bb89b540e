import { spawn } from 'node:child_process'

export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

export interface Ended {
  readonly milliseconds: number
  readonly stdout: string
}

/** Runs a program to its end. Rejects when it fails: a run that did nothing must not count as a fast one. */
export function runProcess(command: Command): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(command.file, command.args, { env: command.env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.once('error', reject)
    child.once('close', (code) => {
      const milliseconds = performance.now() - started
      if (code === 0) resolve({ milliseconds, stdout })
      else
        reject(
          new Error(`${command.file} ${command.args.join(' ')} ended with ${code}: ${stderr.slice(-500)}`),
        )
    })
  })
}
