import { needsShell, profilesAskedBy, programOf, variableBefore } from '../process-command.ts'
import { isVaultHeld } from '../../vault/held.ts'
import { parseOwnCommand } from '../own-command.ts'
import type { MergedProfile } from '../types.ts'
import { filled, type Add } from './profile-problem.ts'

type Profiles = ReadonlyMap<string, MergedProfile>

/** Whether a program needs the credentials of the profile that it is given by name: ours and the AWS CLI do. */
function takesCredentials(command: string): boolean {
  return parseOwnCommand(command) !== undefined || programOf(command) === 'aws'
}

/** The profiles whose credentials the process of a profile needs: behind `--profile`, in AWS_PROFILE, or the default one. */
function needed(command: string): readonly string[] {
  if (!takesCredentials(command)) return []
  const named = profilesAskedBy(command)
  if (named.length > 0 || parseOwnCommand(command) !== undefined) return named
  return [variableBefore(command, 'AWS_PROFILE') ?? 'default']
}

/** The profiles that one depends on: by its process, otherwise by its source profile. */
function livesOn(profile: MergedProfile): readonly string[] {
  const process = filled(profile, 'credential_process')
  const source = filled(profile, 'source_profile')
  return [...(process ? needed(process.value) : []), ...(source ? [source.value] : [])]
}

/** The first profile that a process asks for and that leads back to the profile of the process. */
function comesBack(profile: MergedProfile, command: string, profiles: Profiles): string | undefined {
  return needed(command).find((first) => {
    const seen = new Set<string>()
    const open = [first]
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (name === profile.name) return true
      const next = seen.has(name) ? undefined : profiles.get(name)
      seen.add(name)
      if (next !== undefined) open.push(...livesOn(next))
    }
    return false
  })
}

/** A process that one tool cannot start, that asks for its own profile, or that names a missing one. */
export function checkProcess(
  profile: MergedProfile,
  profiles: Profiles,
  isHeld: (profile: string) => boolean,
  add: Add,
): void {
  const setting = filled(profile, 'credential_process')
  if (!setting) return
  const shell = needsShell(setting.value)
  if (shell !== undefined) {
    add(profile, setting, {
      code: 'ProcessNeedsShell',
      message: `The AWS CLI and boto3 cannot start the credential_process of ${profile.name} as intended`,
      reason: `They run no shell, and the command has ${shell}; the JS and Go SDKs do. Write the full path, or put the line into a script`,
    })
  }
  // A profile that asks Stackpass for itself is not a circle if its key is in the vault.
  const back =
    isVaultHeld(profile) && isHeld(profile.name) ? undefined : comesBack(profile, setting.value, profiles)
  if (back !== undefined) {
    add(profile, setting, {
      code: 'ProcessAsksItself',
      severity: 'error',
      message:
        back === profile.name
          ? `The credential_process of ${profile.name} asks for ${profile.name} again`
          : `The credential_process of ${profile.name} asks for ${back}, which leads back to ${profile.name}`,
      reason: isVaultHeld(profile)
        ? 'The vault holds no key of it on this machine, so it would have to have the credentials that it is started to get'
        : 'It would have to have the credentials that it is started to get',
    })
  }
  for (const name of new Set(profilesAskedBy(setting.value))) {
    if (profiles.has(name)) continue
    add(profile, setting, {
      code: 'ProcessNamesMissing',
      severity: takesCredentials(setting.value) ? 'error' : 'warning',
      message: `The credential_process of ${profile.name} names the profile ${name}, which neither file has`,
      reason: 'It may have been renamed or deleted; names are case-sensitive',
    })
  }
}
