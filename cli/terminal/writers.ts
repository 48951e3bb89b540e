import { writeSync } from 'node:fs'

export interface Writer {
  write(text: string | Uint8Array): void
  /** Whether all output has left this process, or never will. */
  isWritten(): boolean
  /** Whether the outcome is known too: a stream reports a failed write only later. */
  isSettled(): boolean
}

/** A reader that went away (`| head`) is not an error: the command still finishes its work, such as a write in progress. */
function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  // Output may be a socket, for which the system reports that the reader left without reading everything.
  return ['EPIPE', 'ECONNRESET', 'ENOTCONN', 'ERR_STREAM_DESTROYED'].includes(code ?? '')
}

/** Called once when output is lost although somebody waits for it. */
export type OnLost = (error: NodeJS.ErrnoException) => void

type Stream = NodeJS.WritableStream & { readonly writableLength: number }

/** Writes to a stream. Drops what cannot be written; it counts as lost unless the reader went away. */
export function streamWriter(stream: Stream, onLost: OnLost): Writer {
  let open = true
  let isUsed = false
  stream.on('error', (error) => {
    if (open && !isGone(error)) onLost(error as NodeJS.ErrnoException)
    open = false
  })
  return {
    write(text) {
      isUsed = true
      if (open) stream.write(text)
    },
    isWritten: () => !open || stream.writableLength === 0,
    isSettled: () => !isUsed || !open,
  }
}

/**
 * The same for a file or a pipe, without a stream. When a non-blocking pipe is full, the rest goes through the stream,
 * which waits.
 */
export function directWriter(fd: number, stream: () => Stream, onLost: OnLost, writeNow = writeSync): Writer {
  let next: Writer | undefined
  let dropped = false
  function write(text: string | Uint8Array): void {
    if (dropped) return
    if (next !== undefined) {
      next.write(text)
      return
    }
    let rest = typeof text === 'string' ? Buffer.from(text) : text
    try {
      while (rest.length > 0) rest = rest.subarray(writeNow(fd, rest))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        next = streamWriter(stream(), onLost)
        next.write(rest)
        return
      }
      dropped = true
      if (!isGone(error)) onLost(error as NodeJS.ErrnoException)
    }
  }
  return { write, isWritten: () => next?.isWritten() ?? true, isSettled: () => next?.isSettled() ?? true }
}
