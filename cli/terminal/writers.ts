import { writeSync } from 'node:fs'

type Write = (text: string | Uint8Array) => void

/** A reader that went away (`| head`) is no error: the command still ends its work, such as a write under way. */
function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED'
}

/** Writes to a stream; what cannot be written is dropped, and is an error unless its reader went away. */
export function streamWriter(stream: NodeJS.WritableStream): Write {
  let open = true
  stream.on('error', (error) => {
    open = false
    if (!isGone(error)) process.exitCode = 1
  })
  return (text) => {
    if (open) stream.write(text)
  }
}

/**
 * The same for a file or a pipe, without a stream. When the pipe is full and does not wait, the rest goes through the
 * stream after all, which does.
 */
export function directWriter(fd: number, stream: () => NodeJS.WritableStream, write = writeSync): Write {
  let next: Write | undefined
  const dropped: Write = () => undefined
  return (text) => {
    if (next !== undefined) {
      next(text)
      return
    }
    let rest = typeof text === 'string' ? Buffer.from(text) : text
    try {
      while (rest.length > 0) rest = rest.subarray(write(fd, rest))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        next = streamWriter(stream())
        next(rest)
        return
      }
      next = dropped
      if (!isGone(error)) process.exitCode = 1
    }
  }
}
