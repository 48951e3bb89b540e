import type { StackSummary } from '../../../shared/contract/models.ts'
import type { StackIdentity } from './identity.ts'

type Source = Pick<StackSummary, 'profileFrom' | 'profileFromLabel'>

function escLabel(names: readonly string[]): string {
  return names.length === 0 ? 'ESC' : `ESC ${names.join(', ')}`
}

/** Which place decides the first credentials of a stack, for a list: one word and a label. */
export function profileSource(
  { winner, undecided }: StackIdentity,
  projectFileName: string,
  environmentVariable: 'AWS_PROFILE' | 'AWS_DEFAULT_PROFILE',
): Source {
  if (undecided.length > 0) return { profileFrom: 'esc', profileFromLabel: escLabel(undecided) }
  if (winner === undefined) return { profileFrom: 'none', profileFromLabel: 'Nothing set' }
  const { origin } = winner
  const file = origin === 'project' ? projectFileName : 'Stack file'
  switch (winner.source) {
    case 'static-keys':
      return {
        profileFrom: 'keys',
        profileFromLabel:
          origin === 'esc'
            ? 'Keys in ESC'
            : `Keys in ${file.toLowerCase() === 'stack file' ? 'stack file' : file}`,
      }
    case 'stack-profile':
      if (origin === 'esc') return { profileFrom: 'esc', profileFromLabel: 'ESC in the stack file' }
      return { profileFrom: origin === 'project' ? 'project' : 'stack', profileFromLabel: file }
    case 'environment-keys':
      return origin === 'esc'
        ? { profileFrom: 'esc', profileFromLabel: 'ESC in the stack file' }
        : { profileFrom: 'keys', profileFromLabel: winner.value ?? 'AWS_ACCESS_KEY_ID' }
    case 'environment-web-identity':
      return { profileFrom: 'environment', profileFromLabel: 'AWS_WEB_IDENTITY_TOKEN_FILE' }
    case 'environment-profile':
      return origin === 'esc'
        ? { profileFrom: 'esc', profileFromLabel: 'ESC in the stack file' }
        : { profileFrom: 'environment', profileFromLabel: environmentVariable }
    case 'default-profile':
      return { profileFrom: 'default', profileFromLabel: 'Default' }
    case 'container':
    case 'instance-metadata':
      return { profileFrom: 'environment', profileFromLabel: 'This machine' }
    default:
      return { profileFrom: 'unknown', profileFromLabel: 'Not known' }
  }
}
