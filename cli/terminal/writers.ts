import { writeSync } from 'node:fs'

export interface Writer {
  write(text: string | Uint8Array): void
  /** Whether all of it has left this process, or never will. */
  isWritten(): boolean
  /** Whether it is also known how that went: a stream says only later that it could not write. */
  isSettled(): boolean
}

/** A reader that went away (`| head`) is no error: the command still ends its work, such as a write under way. */
function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  // Output may be a socket: there the system says that the reader left without reading everything.
  return ['EPIPE', 'ECONNRESET', 'ENOTCONN', 'ERR_STREAM_DESTROYED'].includes(code ?? '')
}

/** Told once when output is lost although somebody waits for it. */
export type OnLost = (error: NodeJS.ErrnoException) => void

type Stream = NodeJS.WritableStream & { readonly writableLength: number }

/** Writes to a stream; what cannot be written is dropped, and is lost unless its reader went away. */
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
 * The same for a file or a pipe, without a stream. When the pipe is full and does not wait, the rest goes through the
 * stream after all, which does.
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
