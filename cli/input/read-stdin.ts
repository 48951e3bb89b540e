import { createReadStream } from 'node:fs'
import { foreignLimits } from '../../core/system/foreign-limits.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

/** All of a stream that a shell gives, up to the limit of an import. `source` names it in the error. Error: FileTooLarge. */
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

/** All of standard input. Never called when it is a terminal. Error: FileTooLarge. */
export function readStdin(): Promise<Result<Buffer>> {
  return readStream(process.stdin, 'Standard input')
}

/** All of a pipe that is given by its path. Rejects with the error of the system. Error: FileTooLarge. */
export function readPipe(path: string): Promise<Result<Buffer>> {
  return readStream(createReadStream(path), path)
}
