import type { Session, Settings } from '../../../shared/contract/models.ts'

/** What profiles that are in no group are called beside groups. */
const noGroup = 'no group'

/** The groups whose profiles share a session, where production is among them and is not alone. */
export function mixesOf(
  profiles: Session['profiles'],
  settings: Pick<Settings, 'groups' | 'profileGroups'>,
): Session['mixes'] {
  const groupOf = new Map(settings.profileGroups)
  const isProduction = new Set(settings.groups.filter((group) => group.production).map(({ name }) => name))
  const used = new Set(profiles.map(({ name }) => groupOf.get(name) ?? noGroup))
  const production = [...used].filter((name) => isProduction.has(name)).sort()
  const others = [...used].filter((name) => !isProduction.has(name)).sort()
  return production.length > 0 && others.length > 0 ? { production, others } : undefined
}
