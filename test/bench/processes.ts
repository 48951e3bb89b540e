import { spawn } from 'node:child_process'

export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

export interface Ended {
  /** Wall-clock time, or processor time after `measureProcessorTime`. */
  readonly milliseconds: number
  readonly stdout: string
}

let isProcessorTime = false

/** From now on, measures a process by the processor time of it and its children, for machines that others use too. */
export function measureProcessorTime(): void {
  isProcessorTime = true
}

/** At the end, bash prints the user and system time of its child on a separate line. */
const inBash = ['-c', `TIMEFORMAT='%3U %3S'; time "$@"`, 'bash']

function processorTimeIn(stderr: string): number {
  const [user, system] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number)
  const milliseconds = (user! + system!) * 1000
  if (!Number.isFinite(milliseconds)) throw new Error(`bash told no processor time: ${stderr.slice(-200)}`)
  return milliseconds
}

/** Runs a program to its end. Rejects when it fails: a run that did nothing must not count as a fast one. */
export function runProcess({ file, args, env }: Command): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const [program, words] = isProcessorTime ? ['bash', [...inBash, file, ...args]] : [file, args]
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.once('error', reject)
    child.once('close', (code) => {
      const elapsed = performance.now() - started
      if (code === 0) resolve({ milliseconds: isProcessorTime ? processorTimeIn(stderr) : elapsed, stdout })
      else reject(new Error(`${file} ${args.join(' ')} ended with ${code}: ${stderr.slice(-500)}`))
    })
  })
}
