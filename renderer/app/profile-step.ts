import type { AccessState } from '../../shared/contract/models.ts'
import type { StatusLook } from '../ui/status.tsx'

/** What choosing a profile does. */
export type Step = 'use' | 'signIn' | 'edit'

/** A profile is used where it can be, else what makes that possible comes first. */
export function stepOf({ glyph }: StatusLook, access: AccessState | undefined): Step {
  if (access?.kind === 'signIn' && glyph === 'expired') return 'signIn'
  return glyph === 'rejected' || glyph === 'problem' ? 'edit' : 'use'
}

const steps: readonly Step[] = ['use', 'signIn', 'edit']

/** What works first, then what a sign-in is enough for, then what is broken. */
export function stepRank(step: Step): number {
  return steps.indexOf(step)
}

/** How a profile looks now and what choosing it does. */
export interface ProfileLook {
  readonly look: StatusLook
  readonly step: Step
}

/** A status as pickers have it: that a profile works, not since when, and what is to be done first. */
export function pickerLook({ look, step }: ProfileLook): StatusLook {
  if (step === 'signIn') return { ...look, words: 'Sign in first' }
  return step === 'use' && look.glyph === 'valid' ? { ...look, words: 'Works' } : look
}
