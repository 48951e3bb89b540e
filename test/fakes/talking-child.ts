import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'

export interface TalkingChild {
  readonly child: ChildProcessWithoutNullStreams
  /** Waits until it has said this, or ended; all that it said. */
  said(word: string): Promise<string>
  /** All that it said, once it has ended. */
  readonly ended: Promise<string>
}

/** Starts a script in a Node of its own, with its input as JSON, and hears what it says. */
export function startTalking(script: string, input: object): TalkingChild {
  const child = spawn(process.execPath, [script, JSON.stringify(input)])
  let said = ''
  let wake: (() => void) | undefined
  const ended = new Promise<string>((resolve) =>
    child.once('close', () => {
      wake?.()
      resolve(said)
    }),
  )
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      said += data.toString()
      wake?.()
    })
  return {
    child,
    ended,
    async said(word) {
      while (!said.includes(word) && child.exitCode === null)
        await new Promise<void>((resolve) => (wake = resolve))
      return said
    },
  }
}
