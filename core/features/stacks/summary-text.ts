import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'

function inWords(operation: StackOperation): string {
  switch (operation.type) {
    case 'setProfile':
      return `Set profile ${operation.profile}`
    case 'unsetProfile':
      return 'Removed the profile'
    case 'setRegion':
      return `Set region ${operation.region}`
    case 'unsetRegion':
      return 'Removed the region'
    case 'setOptionPath':
      return `Set ${operation.path}`
    case 'unsetOptionPath':
      return `Removed ${operation.path}`
    case 'addEnvironment':
      return `Added environment ${operation.name}`
    case 'removeEnvironment':
      return `Removed environment ${operation.name}`
    case 'migrateOption':
      return `Brought ${operation.migration} up to date`
    case 'expandJson':
      return `Wrote ${operation.path} as YAML`
    case 'renameKey':
      return `Renamed ${operation.from} to ${operation.to}`
  }
}

/** What a history entry says: the change, never a value of an option, and where. `names` are those of stacks or projects. */
export function summariseStackOperations(
  operations: readonly StackOperation[],
  names: readonly string[],
  what: 'stack' | 'project',
): string {
  const [first, ...rest] = operations
  if (first === undefined) return ''
  const change = rest.length === 0 ? inWords(first) : `${inWords(first)} and ${rest.length} more`
  return `${change} on ${names.length === 1 ? names[0]! : `${names.length} ${what}s`}`
}
