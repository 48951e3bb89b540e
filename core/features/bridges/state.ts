import { readFile, rm } from 'node:fs/promises'
import * as z from 'zod'
import { bridgesFile } from '../../state/bridges-file.ts'
import { ownFileFailure } from '../../state/own-file-failure.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { writePrivateFile } from '../../state/write-private-file.ts'
import { errno, failure, readFailure } from '../../system/file-errors.ts'

/** All sections called default of one file, as bytes in base64, before and after the copy. */
const savedDefaultSchema = z.object({
  before: z.array(z.string()),
  after: z.array(z.string()),
  /** What the copy added where there was no such section, and how much of that comes before its header. */
  insert: z.string().optional(),
  lead: z.number().optional(),
  /** The copy created the file. */
  created: z.boolean(),
})

const bridgesSchema = z.object({
  version: z.literal(1),
  /** Name of the pointer profile. */
  pointer: z.string().optional(),
  mirror: z
    .object({
      /** Absent: the active profile has no keys, so the old default is in place. */
      of: z.string().optional(),
      config: savedDefaultSchema.optional(),
      credentials: savedDefaultSchema.optional(),
    })
    .optional(),
  gui: z.boolean().optional(),
})

export type SavedDefault = z.infer<typeof savedDefaultSchema>
export type Mirror = NonNullable<z.infer<typeof bridgesSchema>['mirror']>
export type Bridges = Omit<z.infer<typeof bridgesSchema>, 'version'>

interface Place {
  readonly paths: StackpassPaths
}

function parse(text: string, paths: Place['paths']): z.infer<typeof bridgesSchema> {
  try {
    return bridgesSchema.parse(JSON.parse(text))
  } catch {
    throw failure(
      'FileUnreadable',
      bridgesFile(paths),
      'Stackpass cannot read which bridges are on.',
      'Its own file is damaged.',
      'Look at [default] in your files, then delete that file.',
    )
  }
}

/**
 * Which bridges are on; none when the file is missing. Throws FileFailure for a damaged one: it may hold the only copy of the
 * old default.
 */
export async function readBridges({ paths }: Place): Promise<Bridges> {
  let text: string
  try {
    text = await readFile(bridgesFile(paths), 'utf8')
  } catch (error) {
    if (errno(error) === 'ENOENT') return {}
    throw errno(error) === '' ? error : readFailure(error, bridgesFile(paths))
  }
  const { pointer, mirror, gui } = parse(text, paths)
  return {
    ...(pointer !== undefined && { pointer }),
    ...(mirror && { mirror }),
    ...(gui === true && { gui }),
  }
}

/** Remembers what is on, 0600; deletes the file when nothing is on. */
export async function writeBridges({ paths }: Place, bridges: Bridges): Promise<void> {
  const file = bridgesFile(paths)
  const { pointer, mirror, gui } = bridges
  if (pointer === undefined && mirror === undefined && gui !== true)
    return rm(file, { force: true }).catch((error: unknown) =>
      Promise.reject(ownFileFailure(error, file) as Error),
    )
  const content = JSON.stringify({ version: 1, pointer, mirror, ...(gui === true && { gui }) })
  await writePrivateFile(file, content)
}
