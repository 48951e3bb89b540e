import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { fail, type Result } from '../../shared/result.ts'
import { errno } from '../system/file-errors.ts'
import type { Pin } from './types.ts'
import { walkPath, type Walked } from './walk-path.ts'

/** For larger files, only this many bytes from the start and the size are compared. */
const mostHashed = 256 * 1024 * 1024
const chunk = 1024 * 1024

async function contentHash(file: string, size: number): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.alloc(chunk)
    let read = 0
    while (read < mostHashed) {
      const { bytesRead } = await handle.read(buffer, 0, chunk, read)
      if (bytesRead === 0) break
      hash.update(buffer.subarray(0, bytesRead))
      read += bytesRead
    }
    if (size > mostHashed) hash.update(`\0${size}`)
    return hash.digest('hex')
  } finally {
    await handle.close()
  }
}

const systemFolders = /^\/(?:usr(?!\/local)|s?bin|lib|opt|snap|nix|System|Library|Applications)\//

/** Root can write everywhere, so for root only the folders of the system count as places. */
function isPlace(walked: Walked, env: Readonly<Record<string, string | undefined>>): boolean {
  if (process.platform === 'win32') {
    return ['SystemRoot', 'ProgramFiles', 'ProgramFiles(x86)'].some((name) => {
      const folder = env[name]
      return (
        folder !== undefined && walked.realPath.toLowerCase().startsWith(`${folder.toLowerCase()}${path.sep}`)
      )
    })
  }
  return walked.ofRoot && (process.geteuid?.() !== 0 || systemFolders.test(walked.realPath))
}

/**
 * Notes what a file is, to tell later whether it is still the same. Errors: ProcessMissing, ProcessUnsafe when
 * others can write to it or replace it.
 */
export async function pinFile(
  role: Pin['role'],
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<Pin>> {
  try {
    const walked = await walkPath(file)
    if (!walked.isFile) {
      return fail('ProcessMissing', `${file} is not a file that can be run.`, {
        reason: 'It is missing, a folder, or may not be run.',
        remedy: 'Correct the credential_process.',
      })
    }
    if (walked.open !== undefined) {
      const { path: where, to } = walked.open
      return fail('ProcessUnsafe', `Others can replace ${file}, so Stackpass does not run it.`, {
        reason: `${where} can be written to by ${to}.`,
        remedy: `Make it yours alone (\`chmod go-w\`, \`chown\`), or keep the ${role} in another folder.`,
        path: where,
      })
    }
    const base = { role, path: file, realPath: walked.realPath, owner: walked.owner }
    if (isPlace(walked, env)) return { ok: true, value: { ...base, by: 'place' } }
    const sha256 = await contentHash(walked.realPath, walked.size)
    return { ok: true, value: { ...base, by: 'content', sha256 } }
  } catch (error) {
    if (errno(error) === '') throw error
    const gone = ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errno(error))
    return fail('ProcessMissing', `${file} ${gone ? 'does not exist' : 'cannot be examined'}.`, {
      reason: gone ? 'The command names it.' : `The system answered ${errno(error)}.`,
      remedy: 'Install it, or correct the credential_process.',
    })
  }
}
