import { textsOf } from '../../../shared/domain/pulumi/identity/effective-config.ts'
import { fail } from '../../../shared/result.ts'
import type { Facts } from './facts.ts'
import { identityOf, type StackFiles, type StackIdentity } from './identity.ts'

/** A stack whose account would be one that it does not allow. */
export interface WrongAccount {
  readonly stack: string
  readonly profile: string | undefined
  readonly account: string
  /** In words: what the stack allows or forbids. */
  readonly allows: string
}

function isWrong({ verdict }: StackIdentity): boolean {
  return verdict.kind === 'not-allowed' || verdict.kind === 'forbidden'
}

/** Checks a stack against its guards before and after an edit. What was already wrong before is not blamed on the edit. */
export function findWrongAccount(
  stack: string,
  before: StackFiles,
  after: StackFiles,
  facts: Facts,
): WrongAccount | undefined {
  const now = identityOf(after, facts)
  const { account, profile } = now.identity
  if (!isWrong(now) || account === undefined) return undefined
  const was = identityOf(before, facts)
  if (isWrong(was) && was.identity.account?.accountId === account.accountId) return undefined
  const allowed = textsOf(now.config.get('aws:allowedAccountIds')?.value)
  const allows =
    now.verdict.kind === 'forbidden' ? `forbids ${account.accountId}` : `allows only ${allowed.join(', ')}`
  return { stack, profile, account: account.accountId, allows }
}

const namedAtMost = 3

/** The error that stops such an edit until it is confirmed: which account, which stack, what it allows. */
export function wrongAccount(found: readonly WrongAccount[]): ReturnType<typeof fail> {
  const [first] = found
  const who = first?.profile === undefined ? 'The credentials lead' : `${first.profile} leads`
  const named = found.slice(0, namedAtMost).map(({ stack, allows }) => `${stack} ${allows}`)
  const more = found.length > namedAtMost ? `, and ${found.length - namedAtMost} more do not allow it` : ''
  return fail('WrongAccount', `${who} to account ${first?.account}, but ${named.join('; ')}${more}.`, {
    reason:
      'aws:allowedAccountIds and aws:forbiddenAccountIds guard these stacks; Pulumi would refuse to run.',
    remedy: 'Choose another profile, or confirm if you will change the guard next.',
    details: {
      account: first?.account ?? '',
      stack: first?.stack ?? '',
      stacks: found.length,
      ...(first?.profile !== undefined && { profile: first.profile }),
    },
  })
}
