import type { Session, Settings } from '../../../shared/contract/models.ts'
import { productionGroups, type GroupFound } from '../../../shared/domain/groups/group-of.ts'

/** The name for profiles that are in no group, beside group names. */
const noGroup = 'no group'

/** The groups whose profiles share a session, if some are production and some are not. */
export function mixesOf(
  profiles: Session['profiles'],
  settings: Pick<Settings, 'groups'>,
  groupOf: (profile: string) => GroupFound | undefined,
): Session['mixes'] {
  const isProduction = productionGroups(settings)
  const used = new Set(profiles.map(({ name }) => groupOf(name)?.group ?? noGroup))
  const production = [...used].filter((name) => isProduction.has(name)).sort()
  const others = [...used].filter((name) => !isProduction.has(name)).sort()
  return production.length > 0 && others.length > 0 ? { production, others } : undefined
}
