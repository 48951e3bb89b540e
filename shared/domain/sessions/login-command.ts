import { quotePosix } from '../transfer/export/quoting.ts'

const word = (profile: string): string => quotePosix(profile) ?? JSON.stringify(profile)

/** The command that signs in to the session of a profile, fit to be pasted. */
export function loginCommand(profile: string): string {
  return `stackpass login ${profile.startsWith('-') ? '-- ' : ''}${word(profile)}`
}

/** The command of the AWS CLI that signs in a profile with `login_session`, which Stackpass does not. */
export function awsLoginCommand(profile: string): string {
  return `aws login --profile${profile.startsWith('-') ? '=' : ' '}${word(profile)}`
}
