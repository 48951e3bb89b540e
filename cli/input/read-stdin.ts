import { createReadStream } from 'node:fs'
import { foreignLimits } from '../../core/system/foreign-limits.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

/** Reads all of a stream from the shell, up to the import limit. `source` names it in the error. Error: FileTooLarge. */
async function readStream(stream: AsyncIterable<Buffer>, source: string): Promise<Result<Buffer>> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of stream) {
    parts.push(part)
    length += part.length
    if (length > foreignLimits.import)
      return fail('FileTooLarge', `${source} has more than 16 MiB.`, {
        reason: 'Stackpass does not read more into memory.',
        remedy: 'Give only the value.',
      })
  }
  return ok(Buffer.concat(parts))
}

/** Reads all of standard input. Never called when it is a terminal. Error: FileTooLarge. */
export function readStdin(): Promise<Result<Buffer>> {
  return readStream(process.stdin, 'Standard input')
}

/** Reads all of the pipe at a path. Rejects with the system's error. Error: FileTooLarge. */
export function readPipe(path: string): Promise<Result<Buffer>> {
  return readStream(createReadStream(path), path)
}
