import type { CoreEvent, NextAtEnd } from '../../shared/contract/events.ts'
import { openOverlay } from './overlays.ts'
import { notifyAction } from './notify.ts'
import { duration } from './format-time.ts'
import { reviewSession } from './session-profile.ts'
import { signIn } from './sign-in.ts'
import { ask } from './transport.ts'

/** The button's label, and the sentence before it. */
const words: Readonly<Record<NextAtEnd, readonly [label: string, sentence: string]>> = {
  signIn: ['Sign in again', 'It cannot renew by itself.'],
  code: ['Enter code', 'The next code opens another session.'],
  renew: ['Renew', 'Renew it to keep working.'],
  keys: ['Paste new keys', 'Its keys cannot renew by themselves.'],
}

function run(profile: string, next: NextAtEnd): void {
  if (next === 'signIn') void signIn({ profile })
  // A check asks for the code.
  else if (next === 'code') void ask('verify.run', { runId: crypto.randomUUID(), profiles: [profile] })
  else if (next === 'renew') reviewSession(profile)
  else openOverlay('import')
}

/** Says that the active profile ends soon, with the action that keeps it working. Stays until somebody has seen it. */
export function noticeEnd({ profile, expiresAt, next }: Extract<CoreEvent, { type: 'expiryNotice' }>): void {
  const [label, sentence] = words[next]
  const left = Math.max(60_000, Date.parse(expiresAt) - Date.now())
  notifyAction(`${profile} ends in ${duration(left)}. ${sentence}`, { label, run: () => run(profile, next) })
}
