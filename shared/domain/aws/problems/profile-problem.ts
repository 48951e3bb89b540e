import type { FileProblem, MergedProfile, MergedSetting, Severity } from '../types.ts'

/** Adds what is wrong with a setting of a profile. */
export type Add = (
  profile: MergedProfile,
  setting: MergedSetting,
  about: Pick<FileProblem, 'code' | 'message' | 'reason' | 'fix'> & { readonly severity?: Severity },
) => void

/** A setting that exists and is not empty. */
export function filled(profile: MergedProfile, key: string): MergedSetting | undefined {
  const setting = profile.settings.get(key)
  return setting && setting.value !== '' ? setting : undefined
}
