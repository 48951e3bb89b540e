import { useMemo } from 'react'
import type { AccessState, ProfileSummary } from '../../shared/contract/models.ts'
import type { StatusLook } from '../ui/status.tsx'
import { useHalfMinute } from './clock.ts'
import { statusOf } from './profile-status.ts'
import { useProfileAccess } from './session-queries.ts'
import { useToolAnswers } from './tool-answers.ts'

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

/** Looks up how profiles look; the function changes when one of them may look otherwise. */
export function useProfileLooks(): (profile: ProfileSummary) => ProfileLook {
  const now = useHalfMinute()
  const { refusals } = useToolAnswers()
  const access = useProfileAccess()
  return useMemo(
    () => (profile) => {
      const state = access.get(profile.name)?.state
      const look = statusOf(profile, now, false, refusals.get(profile.name), state)
      return { look, step: profile.kind === 'incomplete' ? 'edit' : stepOf(look, state) }
    },
    [now, refusals, access],
  )
}

/** In a picker, rejected and half profiles come last; the order is kept otherwise. */
export function brokenLast(
  profiles: readonly ProfileSummary[],
  lookOf: (profile: ProfileSummary) => ProfileLook,
): readonly ProfileSummary[] {
  const works = (profile: ProfileSummary) => lookOf(profile).step !== 'edit'
  return [...profiles.filter(works), ...profiles.filter((profile) => !works(profile))]
}
