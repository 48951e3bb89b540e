import path from 'node:path'
import { parse, TomlError } from 'smol-toml'
import {
  folderFileName,
  isPlainText,
  longestFolderFile,
} from '../../../shared/domain/shells/folder-format.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { nodeFilePort } from '../../system/node-file-port.ts'
import { errno } from '../../system/file-errors.ts'
import { readForeignFile } from '../../system/read-foreign-file.ts'

/** What a folder's file asks for. */
export interface FolderFile {
  readonly folder: string
  readonly text: string
  readonly profile: string
}

const example = 'Write one line into it: profile = "dev".'

/**
 * The bytes of the file in a folder as shells would read it; undefined where it does not exist. Errors: those of reading,
 * FileOutside.
 */
async function readOwn(folder: string): Promise<Result<string | undefined>> {
  const file = path.join(folder, folderFileName)
  const isLink = await nodeFilePort.lstat(file).then(
    (stats) => stats.isSymbolicLink(),
    (error: unknown) => {
      if (errno(error) === '') throw error
      return false
    },
  )
  if (isLink)
    return fail('FileNotRegular', `${folderFileName} is a link, and has no effect.`, {
      path: file,
      reason: 'The target of a link can change without a change in this folder.',
      remedy: 'Put the file itself into the folder.',
    })
  const read = await readForeignFile(file, { maxBytes: longestFolderFile, label: file })
  if (read.kind === 'missing') return ok(undefined)
  if (read.kind === 'refused') return { ok: false, error: read.error }
  const user = process.getuid?.()
  if (user !== undefined && read.stats.uid !== BigInt(user))
    return fail('NotAllowed', `${folderFileName} belongs to another user, and has no effect.`, {
      path: file,
      reason: 'Who owns a file can change it at any time.',
      remedy: 'Copy it, so that it is yours, or give the folder a profile with `stackpass folder set`.',
    })
  const text = read.bytes.toString('utf8')
  if (!isPlainText(text) || !Buffer.from(text, 'utf8').equals(read.bytes))
    return fail('InvalidValue', `${folderFileName} has characters that shells do not read alike.`, {
      path: file,
      reason: 'Only text in UTF-8 without control characters and without a byte order mark is compared.',
      remedy: example,
    })
  return ok(text)
}

/** The text of the file in a folder; undefined where there is none that a shell would look at. */
export async function textOfFolder(folder: string): Promise<string | undefined> {
  const read = await readOwn(folder)
  return read.ok ? read.value : undefined
}

function profileIn(text: string, file: string): Result<string> {
  let content: Record<string, unknown>
  try {
    content = parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    return fail('SyntaxError', `${folderFileName} is not TOML.`, {
      path: file,
      line: error.line,
      reason: 'Stackpass cannot read it from this line on.',
      remedy: example,
    })
  }
  const profile = Object.hasOwn(content, 'profile') ? content['profile'] : undefined
  if (typeof profile === 'string' && profile !== '') return ok(profile)
  return fail('InvalidValue', `${folderFileName} names no profile.`, {
    path: file,
    reason: 'It has no key "profile" with a string as its value.',
    remedy: example,
  })
}

/** The nearest file upwards from a folder. Errors: FolderMissing where there is none, and why it could not be used. */
export async function nearestFolderFile(start: string): Promise<Result<FolderFile>> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const read = await readOwn(folder)
    if (!read.ok) return read
    if (read.value !== undefined) {
      const profile = profileIn(read.value, path.join(folder, folderFileName))
      return profile.ok ? ok({ folder, text: read.value, profile: profile.value }) : profile
    }
    if (path.dirname(folder) === folder)
      return fail('FolderMissing', `No folder from ${start} upwards has a ${folderFileName}.`, {
        reason: 'Only such a file can be allowed.',
        remedy:
          'Write one (`profile = "dev"`), or run `stackpass folder set PROFILE` for a rule of your own.',
      })
  }
}
