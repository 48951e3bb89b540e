import { createReadStream } from 'node:fs'
import { foreignLimits } from '../../core/system/foreign-limits.ts'
import { readForeignFile } from '../../core/system/read-foreign-file.ts'
import { fail, ok, type Result } from '../../shared/result.ts'

/** What a shell makes of `<(command)`, or names standard input by: a pipe that somebody meant to be read. */
const ofTheShell = /^\/dev\/(?:stdin|fd\/\d+)$/

const remedy = 'Check the name, or pipe the text in and write - instead.'

/** The bytes of a file that is given by its path. Errors: FileUnreadable, FileNotRegular, FileTooLarge. */
export async function readImportFile(path: string): Promise<Result<Buffer>> {
  if (ofTheShell.test(path)) return readPipe(path)
  const read = await readForeignFile(path, { maxBytes: foreignLimits.import })
  if (read.kind === 'ok') return ok(read.bytes)
  if (read.kind === 'refused') return { ok: false, error: { remedy, ...read.error } }
  return fail('FileUnreadable', `${path} cannot be read.`, { reason: 'There is no such file.', remedy })
}

async function readPipe(path: string): Promise<Result<Buffer>> {
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
      parts.push(part)
      length += part.length
      if (length > foreignLimits.import)
        return fail('FileTooLarge', `${path} gives more than 16 MiB.`, { remedy: 'Give it the keys only.' })
    }
    return ok(Buffer.concat(parts))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return fail('FileUnreadable', `${path} cannot be read.`, { reason, remedy })
  }
}
