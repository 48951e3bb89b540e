import { fail } from '../../result.ts'
import type { EditOutcome } from '../edit/types.ts'
import { carryOut, planAtOnce } from './edit.ts'
import { isCredentialKey } from './keys.ts'
import { allSectionsOf } from './lookup.ts'
import {
  changesOf,
  readBoth,
  refuse,
  taken,
  type Both,
  type Operations,
  type PairOutcome,
  type SharedFilePair,
} from './pair.ts'
import type { SharedFileKind, SharedFileOperation } from './types.ts'

/** What an operation does to each file, if it can be combined with others of its type on other profiles. */
function partOf(both: Both, operation: SharedFileOperation): Operations | undefined {
  if ('section' in operation && (operation.section ?? 'profile') !== 'profile') return undefined
  const isPlain = (keys: readonly string[]): boolean =>
    !keys.some((key) => isCredentialKey(key.toLowerCase()))
  switch (operation.type) {
    case 'addProfile':
      return isPlain(operation.entries.map(({ key }) => key)) ? { config: operation } : undefined
    case 'deleteProfile': {
      const operations: Operations = {}
      for (const file of ['config', 'credentials'] as const)
        if (allSectionsOf(both[file], operation.name, 'profile').length > 0) operations[file] = operation
      return operations.config || operations.credentials ? operations : undefined
    }
    case 'setMany': {
      const { profile, entries, unset = [] } = operation
      if (!isPlain([...entries.map(({ key }) => key), ...unset])) return undefined
      const operations = changesOf(both, profile, entries, unset, {})
      const isThere = (file: SharedFileKind): boolean =>
        operations?.[file] === undefined || allSectionsOf(both[file], profile, 'profile').length > 0
      return isThere('config') && isThere('credentials') ? operations : undefined
    }
    default:
      return undefined
  }
}

/**
 * How many operations from `from` on can be combined: separate profiles that are added, deleted or get settings, with no
 * credentials among them; `undefined` cannot be combined. Each file is then parsed, spliced and read back once, however many
 * they are.
 */
export function joinableFrom(
  files: SharedFilePair,
  operations: readonly (SharedFileOperation | undefined)[],
  from: number,
): number {
  const both = readBoth(files)
  const names = new Set<string>()
  let at = from
  for (; at < operations.length; at += 1) {
    const operation = operations[at]
    if (operation === undefined) break
    const name = 'profile' in operation ? operation.profile : 'name' in operation ? operation.name : ''
    if (operation.type !== operations[from]?.type || names.has(name)) break
    if (partOf(both, operation) === undefined) break
    names.add(name)
  }
  return at - from
}

/** Applies operations that `joinableFrom` allows to combine. Fails as `editPair` does for the first that fails. */
export function editPairAtOnce(
  files: SharedFilePair,
  operations: readonly SharedFileOperation[],
): PairOutcome {
  const both = readBoth(files)
  const parts: Record<SharedFileKind, SharedFileOperation[]> = { config: [], credentials: [] }
  for (const operation of operations) {
    const part = partOf(both, operation)
    if (part === undefined)
      return refuse(
        fail('FileChanged', 'The profiles are no longer as they were when this change was planned.', {
          reason: 'Another program has written to the files in the meantime',
          remedy: 'Make the change again.',
        }).error,
        'config',
      )
    if (operation.type === 'addProfile') {
      const refused = taken(both, operation.name, 'profile')
      if (refused) return refused
    }
    for (const file of ['config', 'credentials'] as const) if (part[file]) parts[file].push(part[file])
  }
  const outcome: { config?: EditOutcome; credentials?: EditOutcome } = {}
  for (const file of ['config', 'credentials'] as const) {
    const [first, ...more] = parts[file]
    if (first) outcome[file] = carryOut(both[file], planAtOnce(both[file], [first, ...more]))
  }
  return outcome
}
