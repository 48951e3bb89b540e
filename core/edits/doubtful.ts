import type { Operation, PlanView } from '../../shared/contract/models.ts'
import { hasOwnEndpoint } from '../../shared/domain/aws/problems/values.ts'
import { doubtKey, doubtValue } from '../../shared/domain/aws/values/doubt-setting.ts'
import type { Doubt } from '../../shared/domain/aws/values/doubt.ts'
import { nearest } from '../../shared/domain/aws/values/near.ts'
import type { AwsView } from '../aws/aws-files.ts'
import { isProfile } from './edit-kinds.ts'

type Entry = { readonly key: string; readonly value: string }

function entriesOf(operation: Operation): { name: string; entries: readonly Entry[] } | undefined {
  switch (operation.type) {
    case 'set':
      return { name: operation.profile, entries: [operation] }
    case 'setMany':
      return { name: operation.profile, entries: operation.entries }
    case 'addProfile':
      return { name: operation.name, entries: operation.entries }
    default:
      return undefined
  }
}

/** Keys that AWS never gave out; other servers take any. */
function doubtCredential(key: string, value: string): string | undefined {
  if (key === 'aws_secret_access_key' && value.length !== 40)
    return `A secret access key has 40 characters, this one has ${value.length}`
  if (key === 'aws_access_key_id' && !/^[A-Z0-9]{16,128}$/.test(value))
    return 'An access key ID has at least 16 capital letters and digits, and nothing else'
  return undefined
}

const inWords = ({ message, reason, repair }: Doubt): string => {
  const meant = repair === undefined ? '' : ` Did you mean ${'value' in repair ? repair.value : repair.key}?`
  return `${message}. ${reason}.${meant}`
}

/** What in the new values is probably a slip: the user is asked before it is written. */
export function doubtsAbout(view: AwsView, operations: readonly Operation[]): PlanView['warnings'] {
  return operations.flatMap((operation) => {
    const wanted = entriesOf(operation)
    if (wanted === undefined) return []
    const { name, entries } = wanted
    const profile = isProfile(operation) ? view.profiles.get(name) : undefined
    const given = new Map(entries.map(({ key, value }) => [key.toLowerCase(), { value }]))
    const ownEndpoint =
      hasOwnEndpoint(given) ||
      hasOwnEndpoint(profile?.settings ?? new Map()) ||
      Boolean(view.environment['AWS_ENDPOINT_URL'])
    const messages = [...given].flatMap(([key, { value }]) => {
      const unknown = key.includes('.') || profile?.settings.has(key) ? undefined : doubtKey(key)
      const doubt = unknown ?? doubtValue(key, value, { ownEndpoint })
      if (doubt !== undefined) return [inWords(doubt)]
      const odd = value === '' || ownEndpoint ? undefined : doubtCredential(key, value)
      return odd === undefined ? [] : [`${odd}.`]
    })
    const near =
      operation.type !== 'addProfile' && isProfile(operation) && profile === undefined
        ? nearest(name, view.profiles.keys())
        : undefined
    if (near !== undefined)
      messages.unshift(`There is no profile ${name}, but there is one named ${near}. Did you mean that?`)
    return messages.map((message) => ({ code: 'Doubtful', message }))
  })
}
