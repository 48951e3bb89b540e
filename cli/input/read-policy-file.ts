import { readPolicy } from '../../core/leases/wanted-rights.ts'
import { readForeignFile } from '../../core/system/read-foreign-file.ts'
import { fail, type Result } from '../../shared/result.ts'

/** The file may be longer than AWS accepts, because spaces are removed later. */
const mostBytes = 64 * 1024

/** A session policy from a file. Errors: InvalidValue, FileUnreadable, FileNotRegular, FileTooLarge. */
export async function readPolicyFile(path: string): Promise<Result<string>> {
  const read = await readForeignFile(path, { maxBytes: mostBytes })
  if (read.kind === 'ok') return readPolicy(read.bytes.toString('utf8'), path)
  if (read.kind === 'refused') return { ok: false, error: read.error }
  return fail('FileUnreadable', `${path} cannot be read.`, {
    reason: 'There is no such file.',
    remedy: 'Check the name.',
  })
}
