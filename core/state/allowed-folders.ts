import { errno } from '../system/file-errors.ts'
import { ownFileFailure, OwnFileFailure } from './own-file-failure.ts'
import { ok, type Result } from '../../shared/result.ts'
import { ownFiles } from './own-files.ts'

/** The decision about one folder. */
export interface KeptFolder {
  /** Its real path. */
  readonly folder: string
  /** Other paths by which a shell reached it, through links. */
  readonly spelled: readonly string[]
  /** The text of its file and the profile in it, as allowed. Absent, with `stacks` too: turned down. */
  readonly file?: { readonly text: string; readonly profile: string }
  /** The profile of each stack of the project in it, as allowed, and the file in which Pulumi says which is selected. */
  readonly stacks?: {
    readonly selectedIn: readonly string[]
    readonly profiles: readonly (readonly [stack: string, profile: string])[]
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

/** Checked by hand: edits that start quickly do not load the schemas. */
function isKept(value: unknown): value is KeptFolder {
  const { folder, spelled, file, stacks } = fieldsOf(value)
  const { text, profile } = fieldsOf(file)
  const { selectedIn, profiles } = fieldsOf(stacks)
  return (
    isText(folder) &&
    isTexts(spelled) &&
    (file === undefined || (isText(text) && isText(profile))) &&
    (stacks === undefined ||
      (isTexts(selectedIn) &&
        Array.isArray(profiles) &&
        profiles.every((pair) => isTexts(pair) && pair.length === 2)))
  )
}

/** The folders with a decision; none where the file is missing or damaged, so that the user is asked about all again. */
export async function readAllowedFolders(file: string, files = ownFiles): Promise<KeptFolder[]> {
  let content: unknown
  try {
    content = JSON.parse(await files.read(file))
  } catch (error) {
    if (error instanceof SyntaxError || errno(error) !== '') return []
    throw error
  }
  const { version, folders } = fieldsOf(content)
  return version === 1 && Array.isArray(folders) ? folders.filter(isKept) : []
}

/** Errors: DiskFull, StateUnwritable; then the previous decisions still apply. */
export async function writeAllowedFolders(
  file: string,
  folders: readonly KeptFolder[],
  files = ownFiles,
): Promise<Result<undefined>> {
  try {
    await files.write(file, `${JSON.stringify({ version: 1, folders }, null, 1)}\n`)
    return ok(undefined)
  } catch (error) {
    const failed = ownFileFailure(error, file, 'What you decided about this folder could not be saved.')
    if (failed instanceof OwnFileFailure) return { ok: false, error: failed.coded }
    throw failed
  }
}
