import type { Operation } from '../../shared/contract/models.ts'
import { profilesHaving } from '../../shared/domain/aws/having.ts'
import { parseOwnCommand } from '../../shared/domain/aws/own-command.ts'
import { hasWord, profilesAskedBy, renameInCommand } from '../../shared/domain/aws/process-command.ts'
import type { AwsFiles } from '../aws/aws-files.ts'
import { isProfile } from './edit-kinds.ts'

interface Warning {
  readonly code: string
  readonly message: string
}

/** The new name of each profile that operations rename or delete; none where nothing follows. */
function leaving(operations: readonly Operation[]): Map<string, string | undefined> {
  return new Map(
    operations.filter(isProfile).flatMap((one): [string, string | undefined][] => {
      if (one.type === 'renameProfile')
        return [[one.from, one.updateReferences === false ? undefined : one.to]]
      return one.type === 'deleteProfile' ? [[one.name, undefined]] : []
    }),
  )
}

/** Profiles that go away together and are searched for as plain words. */
const mostWords = 50

/** Commands that name a profile which goes away, and are not rewritten with its new name: what to say about each. */
export async function twinsLeft(
  { aws }: { readonly aws: AwsFiles },
  operations: readonly Operation[],
): Promise<Warning[]> {
  const gone = leaving(operations)
  if (gone.size === 0) return []
  const warnings: Warning[] = []
  for (const profile of profilesHaving(['credential_process'], await aws.view())) {
    const command = profile.value('credential_process') ?? ''
    if (command === '' || (gone.has(profile.name) && gone.get(profile.name) === undefined)) continue
    const asked = new Set(profilesAskedBy(command))
    for (const name of gone.size > mostWords ? [] : gone.keys())
      if (!asked.has(name) && hasWord(command, name))
        warnings.push({
          code: 'TwinLeft',
          message: `The credential_process of ${profile.name} contains the word ${name}, which stays. If it means the profile, change it by hand.`,
        })
    for (const name of asked) {
      if (!gone.has(name)) continue
      const to = gone.get(name)
      const isOwn = parseOwnCommand(command) !== undefined
      const follows = to !== undefined && renameInCommand(command, name, to) !== undefined
      const whom = isOwn ? `Stackpass for ${name}` : `for ${name}`
      if (!follows)
        warnings.push({
          code: 'TwinLeft',
          message: `The credential_process of ${profile.name} still asks ${whom}.`,
        })
      else if (!isOwn)
        warnings.push({
          code: 'CommandFollows',
          message: `The credential_process of ${profile.name} asks for ${to} from now on; Stackpass asks you again before it runs it.`,
        })
    }
  }
  return warnings
}
