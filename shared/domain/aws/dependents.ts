import { profilesAskedBy } from './process-command.ts'
import type { MergedProfile } from './types.ts'

/** The profiles whose credentials come from another one: by its role, or by a command that asks for it. */
function sourcesOf(profile: MergedProfile): string[] {
  const value = (key: string): string => profile.value(key) ?? ''
  const command = value('credential_process')
  const source = value('role_arn') === '' ? '' : value('source_profile')
  return [...(source === '' ? [] : [source]), ...(command === '' ? [] : profilesAskedBy(command))]
}

/** The settings by which a profile takes its credentials from another. */
export const sourceSettings = ['source_profile', 'credential_process'] as const

/**
 * All profiles that lose their credentials without `names`, over any number of steps; without `names` themselves. Profiles
 * without any of `sourceSettings` may be left out.
 */
export function dependentsOf(profiles: Iterable<MergedProfile>, names: readonly string[]): string[] {
  const users = new Map<string, string[]>()
  for (const profile of profiles)
    for (const source of sourcesOf(profile)) {
      const known = users.get(source)
      if (known) known.push(profile.name)
      else users.set(source, [profile.name])
    }
  const gone = new Set(names)
  const found: string[] = []
  const waiting = [...names]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const user of users.get(next) ?? []) {
      if (gone.has(user)) continue
      gone.add(user)
      found.push(user)
      waiting.push(user)
    }
  }
  return found
}
