import type { Tag } from '@aws-sdk/client-sts'
import type { Narrowing } from './types.ts'

/** What AWS gives a session by default, and the least that can be asked for. */
const [usualSeconds, leastSeconds] = [3_600, 900]

interface RoleAsked {
  readonly RoleArn: string
  readonly RoleSessionName: string
  readonly DurationSeconds?: number
}

/** The narrowing if it applies to this profile: profiles on the way to it stay as they are. */
export const narrowedBy = (narrow: Narrowing | undefined, profile: string): Narrowing | undefined =>
  narrow?.profile === profile ? narrow : undefined

interface Narrowed {
  PolicyArns?: { arn: string }[]
  Policy?: string
  Tags?: Tag[]
}

/** A request for a role with what a narrowing adds to it. */
export function narrowed<Asked extends RoleAsked>(
  asked: Asked,
  narrow: Narrowing | undefined,
): Asked & Narrowed {
  if (narrow === undefined) return asked
  narrow.onSent()
  const { policy, policyArns, tags, sessionName, mostSeconds } = narrow
  const seconds = Math.max(leastSeconds, Math.min(asked.DurationSeconds ?? usualSeconds, mostSeconds))
  return {
    ...asked,
    RoleSessionName: sessionName,
    DurationSeconds: seconds,
    ...(policyArns !== undefined && { PolicyArns: policyArns.map((arn) => ({ arn })) }),
    ...(policy !== undefined && { Policy: policy }),
    ...(tags !== undefined && { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
  }
}
