import { quotePosix } from '../transfer/export/quoting.ts'

const quoted = (text: string): string => quotePosix(text) ?? JSON.stringify(text)

/** The command that signs in to the session of a profile, ready to paste. */
export function loginCommand(profile: string): string {
  return `stackpass login ${profile.startsWith('-') ? '-- ' : ''}${quoted(profile)}`
}

/** The command that signs in to an sso-session by its name. */
export function sessionLoginCommand(session: string): string {
  return `stackpass login --session${session.startsWith('-') ? '=' : ' '}${quoted(session)}`
}

/** The command that creates a profile that signs in by `aws login`. */
export function newLoginCommand(profile: string): string {
  return `stackpass login --new${profile.startsWith('-') ? '=' : ' '}${quoted(profile)}`
}
