import { useMemo } from 'react'
import type { ImportCandidate, ProfileList } from '../../../shared/contract/models.ts'
import { useProfileDetail } from '../../app/core-queries.ts'
import { whatChanges, type Changed, type Choice } from './import-choice.ts'

/** What a candidate would change in the profile it goes to. */
export function useChanged(
  list: ProfileList | undefined,
  candidate: ImportCandidate | undefined,
  choice: Choice | undefined,
): Changed | undefined {
  const name = choice?.profile.trim() ?? ''
  const existing = list?.profiles.find((profile) => profile.name === name)
  const detail = useProfileDetail(name, existing !== undefined).data
  return useMemo(() => {
    if (candidate === undefined || choice === undefined) return undefined
    const settings = existing === undefined ? [] : (detail?.settings ?? [])
    const has = new Set(settings.map(({ key }) => key.toLowerCase()))
    return whatChanges(candidate, existing, has, choice.expiresAt)
  }, [candidate, choice, existing, detail])
}
