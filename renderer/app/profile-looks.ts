import { useMemo } from 'react'
import type { ProfileSummary } from '../../shared/contract/models.ts'
import { useHalfMinute } from './clock.ts'
import { statusOf } from './profile-status.ts'
import { stepOf, type ProfileLook } from './profile-step.ts'
import { useProfileAccess } from './session-queries.ts'
import { useToolAnswers } from './tool-answers.ts'

/** Returns a function for the look of profiles; the function changes when one of them may look different. */
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
