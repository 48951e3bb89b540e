import type { ReaderInput } from '../types.ts'
import type { JsFiles } from './files.ts'

/** One look by the JS SDK at one profile. */
export interface JsLook {
  readonly input: ReaderInput
  readonly files: JsFiles
  readonly profile: string
}

export type JsSection = ReadonlyMap<string, string>

const none: JsSection = new Map()

/** The profile whose section contains the setting: the SDK misses some headers and takes what is below for the profile above. */
export function jsOwner({ files, profile }: JsLook, key: string): string {
  return files.ownerOf(profile, key)
}

export function jsSection({ files, profile }: JsLook): JsSection {
  return files.merged.get(profile) ?? none
}
