import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import type { CredentialContext, MfaQuestion } from '../../credentials/types.ts'

type AskMfa = NonNullable<CredentialContext['askMfa']>

/** Puts questions one after the other: a person can answer only one. A cancelled run asks no further. */
export function oneQuestionAtATime(askMfa: AskMfa): AskMfa {
  let last: Promise<unknown> = Promise.resolve()
  return (question: MfaQuestion) => {
    const ask = () => (question.signal?.aborted ? undefined : askMfa(question))
    const asked = last.then(ask, ask)
    last = asked
    return asked
  }
}

/** The MFA device that the chain of a profile asks for first. */
function deviceOf(name: string, profiles: ReadonlyMap<string, MergedProfile>): string | undefined {
  const visited = new Set<string>()
  let profile = profiles.get(name)
  let device: string | undefined
  while (profile && !visited.has(profile.name)) {
    visited.add(profile.name)
    device = profile.settings.get('mfa_serial')?.value || device
    profile = profiles.get(profile.settings.get('source_profile')?.value ?? '')
  }
  return device
}

/** Whether two or more of the profiles need a code of the same device. */
export function sharesMfaDevice(
  names: readonly string[],
  profiles: ReadonlyMap<string, MergedProfile>,
): boolean {
  const devices = names.map((name) => deviceOf(name, profiles)).filter((device) => device !== undefined)
  return new Set(devices).size < devices.length
}
