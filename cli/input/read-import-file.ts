import { foreignLimits } from '../../core/system/foreign-limits.ts'
import { readForeignFile } from '../../core/system/read-foreign-file.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { readPipe } from './read-stdin.ts'

/** Paths that a shell makes for `<(command)` or standard input: pipes that the user means us to read. */
const ofTheShell = /^\/dev\/(?:stdin|fd\/\d+)$/

const remedy = 'Check the name, or pipe the text in and write - instead.'

/** The bytes of the file at a path. Errors: FileUnreadable, FileNotRegular, FileTooLarge. */
export async function readImportFile(path: string): Promise<Result<Buffer>> {
  if (ofTheShell.test(path)) return readNamedPipe(path)
  const read = await readForeignFile(path, { maxBytes: foreignLimits.import })
  if (read.kind === 'ok') return ok(read.bytes)
  if (read.kind === 'refused') return { ok: false, error: { remedy, ...read.error } }
  return fail('FileUnreadable', `${path} cannot be read.`, { reason: 'There is no such file.', remedy })
}

async function readNamedPipe(path: string): Promise<Result<Buffer>> {
  try {
    return await readPipe(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return fail('FileUnreadable', `${path} cannot be read.`, { reason, remedy })
  }
}
