import { readFileSync } from 'node:fs'
import { errno } from '../system/file-errors.ts'

/**
 * Whether the settings name folders with Pulumi projects, without their schema. True also where this is unknown, so that no
 * stack is missed.
 */
export function mayHaveStackFolders(settingsFile: string): boolean {
  try {
    const settings = JSON.parse(readFileSync(settingsFile, 'utf8')) as { stackFolders?: unknown } | null
    const folders = settings?.stackFolders
    return folders !== undefined && !(Array.isArray(folders) && folders.length === 0)
  } catch (error) {
    return errno(error) !== 'ENOENT'
  }
}
