import type { Readable } from 'node:stream'

/** The lines that are typed into the terminal in which the host runs. */
export interface TerminalLines {
  /** The next line; what is typed meanwhile goes to nobody else. Undefined when the terminal is gone. */
  next(): Promise<string | undefined>
  /** Called for each line that nobody waits for. Returns the function that ends it. */
  onIdle(listener: (line: string) => void): () => void
  close(): void
}

/** More than any answer: a line that goes on is dropped. */
const longestLine = 4096

/** Whoever asks something in the terminal gets the next line; otherwise a line is a wish of its own, such as Enter. */
export function readTerminalLines(input: Readable): TerminalLines {
  const waiting: ((line: string | undefined) => void)[] = []
  const idle = new Set<(line: string) => void>()
  let rest = ''
  const take = (line: string): void => {
    const next = waiting.shift()
    if (next !== undefined) next(line)
    else for (const listener of idle) listener(line)
  }
  const onData = (chunk: Buffer | string): void => {
    const lines = (rest + chunk.toString()).split(/\r?\n/)
    rest = (lines.pop() ?? '').slice(0, longestLine)
    lines.forEach(take)
  }
  const close = (): void => {
    input.off('data', onData)
    input.pause()
    for (const next of waiting.splice(0)) next(undefined)
  }
  input.on('data', onData)
  input.once('end', close)
  return {
    next: () => new Promise((resolve) => waiting.push(resolve)),
    onIdle(listener) {
      idle.add(listener)
      return () => idle.delete(listener)
    },
    close,
  }
}
