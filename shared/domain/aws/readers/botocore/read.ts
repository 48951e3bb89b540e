import { type Answer, failure, firstOf, found } from '../answer.ts'
import { botocoreOrder } from '../order.ts'
import type { ReaderInput } from '../types.ts'
import { readBotocoreFiles } from './files.ts'
import type { BotocoreLook } from './look.ts'
import { botocoreRole } from './role.ts'
import { sourcesOf } from './sources.ts'

/** By version of the AWS CLI; botocore and boto3 as the first. */
const profileVariables = {
  1: ['AWS_DEFAULT_PROFILE', 'AWS_PROFILE'],
  2: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
} as const

/** What botocore hands out. A named profile that does not exist ends it before any search. */
export function readAsBotocore(input: ReaderInput): Answer {
  const variables = profileVariables[input.awsCliVersion ?? 1]
  const files = readBotocoreFiles(input)
  if (files === 'file-unreadable') return failure(files)
  if (files === 'unknown') return found('keys-credentials', [], { waitsFor: 'file' })
  const profileInCode = input.profile !== undefined
  const named =
    input.profile ?? variables.map((name) => input.environment.get(name)).find((value) => value !== undefined)
  if (named !== undefined && !files.merged.has(named)) return failure('profile-not-found')
  const profile = named || 'default'
  const look: BotocoreLook = { input, files, profile, sessionProfile: profile, profileInCode }
  const order = profileInCode ? botocoreOrder.profileInCode : botocoreOrder.profileFromEnvironment
  const steps = { ...sourcesOf(look), role: () => botocoreRole(look) }
  return firstOf(order, steps) ?? failure('no-credentials')
}
