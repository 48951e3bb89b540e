import type { Operation, PlanView } from '../../shared/contract/models.ts'
import { dependentsOf, sourceSettings } from '../../shared/domain/aws/dependents.ts'
import { profilesHaving } from '../../shared/domain/aws/having.ts'
import type { AwsFiles } from '../aws/aws-files.ts'
import { isProfile } from './edit-kinds.ts'
import type { ProfileUsers } from './profile-users.ts'

interface Context {
  readonly aws: AwsFiles
  readonly profileUsers: Pick<ProfileUsers, 'find'>
}

const listAtMost = 5

function listed(names: readonly string[]): string {
  const more = names.length - listAtMost
  return names.slice(0, listAtMost).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`

/**
 * What loses its credentials by a deletion: profiles over all their sources, and the stacks that name any of them. Stacks that
 * follow no longer name what is deleted.
 */
export async function stopsWorking(
  { aws, profileUsers }: Context,
  operations: readonly Operation[],
  stacksFollow: boolean,
): Promise<PlanView['warnings']> {
  const gone = operations.flatMap((one) => (one.type === 'deleteProfile' && isProfile(one) ? [one.name] : []))
  if (gone.length === 0) return []
  const dependents = dependentsOf(profilesHaving(sourceSettings, await aws.view()), gone)
  const { users } = await profileUsers.find(stacksFollow ? dependents : [...gone, ...dependents])
  if (dependents.length === 0 && users.length === 0) return []
  const parts = [
    ...(dependents.length > 0 ? [`${count(dependents.length, 'profile')} (${listed(dependents)})`] : []),
    ...(users.length > 0
      ? [`${count(users.length, 'stack')} (${listed(users.map(({ label }) => label))})`]
      : []),
  ]
  const total = dependents.length + users.length
  const message = `${parts.join(' and ')} ${total === 1 ? 'gets' : 'get'} no more credentials without ${listed(gone)}.`
  return [{ code: 'StopsWorking', message }]
}
