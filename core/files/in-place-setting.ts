import { ownFiles } from '../state/own-files.ts'
import type { WriteInPlace } from './in-place-reason.ts'

/**
 * The setting `writeInPlace` without the schema of the settings, which commands that set values have no time to load; the
 * default where the file is missing, damaged, or has another value.
 */
export async function readWriteInPlace(settingsFile: string): Promise<WriteInPlace> {
  let content: unknown
  try {
    content = JSON.parse(await ownFiles.read(settingsFile))
  } catch {
    // Missing or damaged: as for the settings service, the default applies.
    return 'needed'
  }
  if (typeof content !== 'object' || content === null || !('writeInPlace' in content)) return 'needed'
  const { writeInPlace } = content
  return writeInPlace === 'always' || writeInPlace === 'never' ? writeInPlace : 'needed'
}
