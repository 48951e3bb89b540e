import type { SharedFileDocument } from '../document.ts'
import { isCredentialKey } from '../keys.ts'
import { allSectionsOf } from '../lookup.ts'
import type { MergedProfile, SectionKind, SharedFileKind } from '../types.ts'

/**
 * The file that a setting is written to: the one where it takes effect now; a new credential next to the other credentials of
 * the profile, otherwise in the credentials file; any other new setting in config.
 */
export function fileFor(profile: MergedProfile | undefined, key: string): SharedFileKind {
  const lower = key.toLowerCase()
  const known = profile?.settings.get(lower)
  if (known) return known.file
  const parent = lower.includes('.') ? lower.slice(0, lower.indexOf('.')) : undefined
  if (parent !== undefined) {
    for (const setting of profile?.settings.values() ?? []) {
      if (setting.key === parent || setting.key.startsWith(`${parent}.`)) return setting.file
    }
  }
  if (!isCredentialKey(lower)) return 'config'
  return (
    profile?.settings.get('aws_access_key_id')?.file ??
    profile?.settings.get('aws_secret_access_key')?.file ??
    'credentials'
  )
}

/** A file that has a section of that name. */
export function fileOfSection(
  both: { readonly config: SharedFileDocument; readonly credentials: SharedFileDocument },
  name: string,
  kind: SectionKind,
): SharedFileKind | undefined {
  for (const file of ['config', 'credentials'] as const) {
    if (allSectionsOf(both[file], name, kind).length > 0) return file
  }
  return undefined
}
