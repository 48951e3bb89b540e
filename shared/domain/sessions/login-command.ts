import { quotePosix } from '../transfer/export/quoting.ts'

/** The command that signs in to the session of a profile, fit to be pasted. */
export function loginCommand(profile: string): string {
  return `stackpass login ${profile.startsWith('-') ? '-- ' : ''}${quotePosix(profile) ?? JSON.stringify(profile)}`
}
