import { didYouMean } from '../../shared/domain/text/did-you-mean.ts'
import { fail } from '../../shared/result.ts'
import type { AwsView } from './aws-files.ts'

/** ProfileNotFound, which also says when a file could not be read that may hold the profile. */
export function profileMissing(name: string, view: AwsView): ReturnType<typeof fail> {
  const unreadable = [view.config, view.credentials].filter((file) => file.state === 'unreadable')
  return fail('ProfileNotFound', `There is no profile called "${name}".`, {
    reason:
      unreadable.length === 0
        ? `Neither ${view.config.label} nor ${view.credentials.label} has it.`
        : `${unreadable.map((file) => file.label).join(' and ')} cannot be read, so it may be in there.`,
    remedy: `${didYouMean(name, view.profiles.keys())}Names are case-sensitive. \`stackpass profiles list\` shows them all.`,
  })
}
