import { closeSync, constants, openSync, readSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { ReadStream, WriteStream } from 'node:tty'

/** The terminal of the person, whatever standard input and output are. */
export interface TerminalPair {
  readonly input: ReadStream
  readonly output: WriteStream
  close(): void
}

/** Undefined if there is none. */
export function openTerminal(platform: NodeJS.Platform): TerminalPair | undefined {
  // Windows has no console file that works in every host, so there the question needs a plain stdin.
  if (platform === 'win32') {
    const { stdin, stderr } = process
    return stdin.isTTY && stderr.isTTY
      ? { input: stdin, output: stderr, close: () => stdin.pause() }
      : undefined
  }
  try {
    const input = new ReadStream(openSync('/dev/tty', 'r'))
    const output = new WriteStream(openSync('/dev/tty', 'w'))
    return {
      input,
      output,
      close() {
        input.destroy()
        output.destroy()
      },
    }
  } catch {
    // No controlling terminal: a service, a cron job, a CI step. The caller says what that means.
    return undefined
  }
}

/** Drops lines that were typed before the question: they do not answer it. */
function dropTyped(platform: NodeJS.Platform): void {
  if (platform === 'win32') return
  let fd: number | undefined
  try {
    fd = openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
    const rest = Buffer.alloc(4_096)
    for (let lines = 0; lines < 1_000 && readSync(fd, rest) > 0; lines += 1);
  } catch (error) {
    // EAGAIN: nothing is left. If there is no terminal, the question itself reports it.
    if (!['EAGAIN', 'ENXIO', 'ENOENT', 'EIO'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

export interface AskOptions {
  /** Only what is typed after the question counts. */
  readonly fresh?: boolean
}

/**
 * Asks on the controlling terminal, whatever standard input and output are. `undefined` at end of file or when `signal`
 * fires, `null` without a terminal.
 */
export async function askOnTerminal(
  question: string,
  platform: NodeJS.Platform,
  signal?: AbortSignal,
  { fresh = false }: AskOptions = {},
): Promise<string | undefined | null> {
  if (signal?.aborted === true) return undefined
  const terminal = openTerminal(platform)
  if (terminal === undefined) return null
  if (fresh) dropTyped(platform)
  terminal.output.write(question)
  const reader = createInterface({ input: terminal.input })
  try {
    return await new Promise<string | undefined>((resolve) => {
      reader.once('line', resolve)
      reader.once('close', () => resolve(undefined))
      signal?.addEventListener('abort', () => resolve(undefined), { once: true })
    })
  } finally {
    reader.close()
    terminal.close()
  }
}
