import { profilesAskedBy } from '../../../shared/domain/aws/process-command.ts'
import { findAllReferences } from '../../../shared/domain/aws/references.ts'
import { assignmentKey, type KnownProfile, type Listed } from '../../../shared/domain/organisation/types.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import type { ProfileUsers } from '../../edits/profile-users.ts'
import { ownPartOf } from './known-profiles.ts'

type Users = Map<string, Set<string>>

function add(users: Users, name: string, by: string): void {
  const known = users.get(name)
  if (known) known.add(by)
  else users.set(name, new Set([by]))
}

/** Profiles that name others as their source or in a command. */
function profilesOver(view: AwsView, names: ReadonlySet<string>, users: Users): void {
  const references = findAllReferences(view.config.document, view.credentials.document, names)
  for (const [name, found] of references) for (const { profile } of found) add(users, name, profile)
  for (const profile of view.profiles.values()) {
    const command = profile.value('credential_process') ?? ''
    if (command === '') continue
    for (const name of profilesAskedBy(command)) if (names.has(name)) add(users, name, profile.name)
  }
}

/** The profiles that we made and whose role no longer exists, each with the reasons against its removal. */
export async function withUsers(
  profileUsers: Pick<ProfileUsers, 'find'>,
  view: AwsView,
  known: readonly KnownProfile[],
  listed: Listed,
): Promise<readonly KnownProfile[]> {
  const offered = new Set(listed.roles.map(assignmentKey))
  const gone = new Set(known.filter((one) => one.made !== undefined && !offered.has(assignmentKey(one))))
  if (gone.size === 0) return known
  const names = new Set([...gone].map(({ name }) => name))
  const users: Users = new Map()
  profilesOver(view, names, users)
  const stacks = await profileUsers.find([...names])
  for (const { profile, label } of [...stacks.users, ...stacks.inUrls]) add(users, profile, label)
  return known.map((one) => {
    const profile = view.profiles.get(one.name)
    if (!gone.has(one) || profile === undefined) return one
    return { ...one, own: ownPartOf(view, profile), usedBy: [...(users.get(one.name) ?? [])] }
  })
}
