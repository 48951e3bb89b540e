import type { AccessState } from '../../shared/contract/models.ts'
import type { StatusLook } from '../ui/status.tsx'

/** What choosing a profile does. */
export type Step = 'use' | 'signIn' | 'edit'

/** Uses the profile if possible; otherwise the step that makes it usable. */
export function stepOf({ glyph }: StatusLook, access: AccessState | undefined): Step {
  if (access?.kind === 'signIn' && glyph === 'expired') return 'signIn'
  return glyph === 'rejected' || glyph === 'problem' ? 'edit' : 'use'
}

const steps: readonly Step[] = ['use', 'signIn', 'edit']

/** Working profiles first, then those that only need a sign-in, then broken ones. */
export function stepRank(step: Step): number {
  return steps.indexOf(step)
}

/** How a profile looks now and what choosing it does. */
export interface ProfileLook {
  readonly look: StatusLook
  readonly step: Step
}

/** A status for pickers: that a profile works, but not since when, and what to do first. */
export function pickerLook({ look, step }: ProfileLook): StatusLook {
  if (step === 'signIn') return { ...look, words: 'Sign in first' }
  return step === 'use' && look.glyph === 'valid' ? { ...look, words: 'Works' } : look
}
