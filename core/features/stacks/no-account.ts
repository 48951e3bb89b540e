import { needsSignIn } from '../../../shared/domain/pulumi/identity/needs-sign-in.ts'
import type { StackIdentity } from './identity.ts'

/** Why the account of a stack is unknown, and what changes that. */
export interface NoAccount {
  readonly reason: string
  readonly remedy: string
  /** Set where a check of its profile would not tell either. */
  readonly checkIsUseless?: true
}

const byHand = 'set aws:allowedAccountIds in the stack file yourself.'
const onlyByHand = 'Set aws:allowedAccountIds in the stack file yourself.'

/** What keeps the account of a stack unknown; only useful where it is. */
export function whyNoAccount({ identity, winner, undecided }: StackIdentity): NoAccount {
  const { profile, answer, ownFiles, hiddenFiles } = identity
  if (identity.hops.length > 0)
    return {
      reason: 'The role that it assumes last names no account.',
      remedy: onlyByHand,
      checkIsUseless: true,
    }
  if (undecided.length > 0)
    return {
      reason: `${undecided.join(', ')} may set other credentials; only Pulumi Cloud knows.`,
      remedy: `Set aws:profile in the stack file, or ${byHand}`,
      checkIsUseless: true,
    }
  if (winner?.state === 'fails' && answer !== undefined && !needsSignIn(answer.pulumi))
    return {
      reason: `Pulumi cannot use its credentials. ${answer.pulumi.why}`,
      remedy: 'Fix that first: a check would fail in the same way.',
      checkIsUseless: true,
    }
  if (hiddenFiles)
    return {
      reason:
        'The stack names AWS files that cannot be read here. A check reads those in ~/.aws, so it says nothing about this stack.',
      remedy: onlyByHand,
      checkIsUseless: true,
    }
  if (ownFiles)
    return {
      reason:
        'The stack reads AWS files of its own. A check reads those in ~/.aws, so it says nothing about this stack.',
      remedy: onlyByHand,
      checkIsUseless: true,
    }
  if (profile === undefined)
    return {
      reason:
        winner === undefined
          ? 'Nothing gives it credentials.'
          : 'Its credentials do not come from a profile, and a check asks about profiles.',
      remedy: `Set a profile, or ${byHand}`,
      checkIsUseless: true,
    }
  if (winner?.state === 'fails')
    return {
      reason: `Nobody is signed in to ${profile}.`,
      remedy: `Sign in, then verify ${profile} as Pulumi uses it.`,
    }
  return {
    reason: `${profile} has not been verified as Pulumi uses it.`,
    remedy: `Verify ${profile} as Pulumi uses it.`,
  }
}
