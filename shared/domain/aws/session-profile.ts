import type { MergedProfile } from './types.ts'

/** In profiles that Stackpass made to hold a session of another one; its value is the name of that one. */
export const sessionMarker = 'stackpass_session_of'

/** Where the end of the session is noted: the spelling that most tools know. */
export const sessionEndKey = 'x_security_token_expires'

/** The profile whose session this one holds; `undefined` for every profile that Stackpass did not make for that. */
export function sessionOf(profile: Pick<MergedProfile, 'value'> | undefined): string | undefined {
  return profile?.value(sessionMarker) || undefined
}
