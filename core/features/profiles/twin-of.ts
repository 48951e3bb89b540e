import type { ProfileReaders } from '../../../shared/contract/models.ts'
import { followsActive, ownTargetOf } from '../../../shared/domain/aws/own-command.ts'
import { isRoutineRefusal } from '../../../shared/domain/aws/readers/routine.ts'
import type { AwsView } from '../../aws/aws-files.ts'

/** Their keys are in the files, or do not exist: a twin has nothing to ask for. */
const needNone = new Set(['keys', 'session', 'incomplete'])

/**
 * The tools that refuse a profile which others can use, and which a twin of it would serve: its credential_process asks
 * Stackpass. With the existing twin, if it has the usual name.
 */
export function twinOf(
  view: AwsView,
  { name, answers }: Pick<ProfileReaders, 'name' | 'answers'>,
): ProfileReaders['twin'] {
  const profile = view.profiles.get(name)
  if (profile === undefined || needNone.has(profile.kind)) return undefined
  if (ownTargetOf(profile) !== undefined || followsActive(view.profiles, name)) return undefined
  const refusing = answers.filter(({ works, error }) => works === false && !isRoutineRefusal(error))
  if (refusing.length === 0 || refusing.length === answers.length) return undefined
  const usual = `${name}-twin`
  const target = ownTargetOf(view.profiles.get(usual))
  const isThere = target?.active === false && target.profile === name
  return { for: refusing.flatMap(({ tools }) => tools), ...(isThere && { name: usual }) }
}
