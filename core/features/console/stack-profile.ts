import type { StackDetail } from '../../../shared/contract/models.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'

export interface StackProfile {
  readonly profile: string
  readonly region?: string
}

const refuse = (stack: string, reason: string, remedy: string): ReturnType<typeof fail> =>
  fail(
    'ConsoleUnavailable',
    `It is not certain which account ${stack} runs in, so the console was not opened.`,
    {
      reason,
      remedy,
    },
  )

/**
 * The profile of the account that a stack runs in. Errors: WrongAccount for one that the stack does not allow,
 * ConsoleUnavailable where it runs without a profile or it is unknown with which.
 */
export function stackProfile(
  { summary, credentials, hops, unknowns }: StackDetail,
  profiles: ReadonlyMap<string, MergedProfile>,
): Result<StackProfile> {
  const { stack, profile, problem, verdict, account, allowedAccountIds } = summary
  if (problem !== undefined) return refuse(stack, problem.message, 'Correct the file first.')
  if (verdict === 'not-allowed' || verdict === 'forbidden') {
    const allows =
      verdict === 'forbidden' ? 'forbids this account' : `allows only ${allowedAccountIds.join(', ')}`
    return fail('WrongAccount', `${stack} would run in account ${account?.id ?? 'unknown'}, but ${allows}.`, {
      reason: 'Pulumi would refuse to run it there.',
      remedy: 'Set a profile of the right account on the stack, or name the profile yourself.',
    })
  }
  const region = summary.region === undefined ? {} : { region: summary.region }
  const hop = hops.at(-1)
  if (hop !== undefined) {
    const ofRole = [...profiles.values()].find(
      (one) => hop.roleArn !== undefined && one.settings.get('role_arn')?.value === hop.roleArn,
    )
    if (ofRole !== undefined) return ok({ profile: ofRole.name, ...region })
    return refuse(
      stack,
      `It assumes the role ${hop.roleArn ?? 'of its web identity'}, and no profile has that role.`,
      'Create a profile with this role_arn, and open the console with it.',
    )
  }
  if (profile === undefined) {
    const winner = credentials.find(({ state }) => state !== 'beaten' && state !== 'absent')
    return refuse(
      stack,
      unknowns[0] ?? winner?.why ?? 'It runs without a profile.',
      'Set a profile on the stack, or name the profile yourself.',
    )
  }
  if (verdict === 'unknown') {
    return refuse(
      stack,
      `It allows only certain accounts, and the account of ${profile} is not known yet.`,
      `Run \`stackpass verify ${profile}\` first.`,
    )
  }
  return ok({ profile, ...region })
}
