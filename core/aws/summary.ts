import type { Operation } from '../../shared/contract/models.ts'

function inWords(operation: Operation): string {
  switch (operation.type) {
    case 'set':
      return `Set ${operation.key} of ${operation.profile}`
    case 'unset':
      return `Removed ${operation.key} from ${operation.profile}`
    case 'setMany':
      return `Set ${operation.entries.length === 1 ? operation.entries[0]?.key : `${operation.entries.length} settings`} of ${operation.profile}`
    case 'addProfile':
      return `Added ${operation.name}`
    case 'renameProfile':
      return `Renamed ${operation.from} to ${operation.to}`
    case 'duplicateProfile':
      return `Duplicated ${operation.from} as ${operation.to}`
    case 'deleteProfile':
      return `Deleted ${operation.name}`
    case 'setActiveDefault':
      return `Copied ${operation.profile} into default`
    case 'fix':
      return operation.fix.kind === 'removeByteOrderMark'
        ? `Removed the byte order mark from ${operation.file}`
        : `Repaired line ${operation.fix.line} of ${operation.file}`
  }
}

/** What a history entry says about a change; never a value. */
export function summariseOperations(operations: readonly Operation[]): string {
  const [first, ...rest] = operations
  if (first === undefined) return ''
  if (rest.length === 0) return inWords(first)
  const names = new Set(
    operations.map((operation) => ('profile' in operation ? operation.profile : undefined)),
  )
  const [only] = names
  if (names.size === 1 && only !== undefined) return `Changed ${only}`
  return `${inWords(first)} and ${rest.length} more`
}
