import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import { logicalKey, parseOptionPath, type PathSegment } from '../../../shared/domain/pulumi/option-path.ts'
import type { ConfigEntry } from '../../../shared/domain/pulumi/read/config.ts'
import { readProjectFile } from '../../../shared/domain/pulumi/read/project-file.ts'
import { readStackFile } from '../../../shared/domain/pulumi/read/stack-file.ts'
import { formatOf } from '../../../shared/domain/pulumi/read/project-file.ts'
import type { ReadValue } from '../../../shared/domain/pulumi/read/values.ts'

export type Target = 'stack' | 'project'

/** Keys that a migration reads or writes. */
const migrated = ['assumeRole', 'assumeRoles', 'assumeRoleWithWebIdentity', 'endpoints'] as const

/** The paths of config that an operation depends on; `environment` stands for the list of imports. */
export function pathsOf(operation: StackOperation): readonly string[] {
  switch (operation.type) {
    case 'setProfile':
    case 'unsetProfile':
      return ['aws:profile']
    case 'setRegion':
    case 'unsetRegion':
      return ['aws:region']
    case 'setOptionPath':
    case 'unsetOptionPath':
    case 'expandJson':
      return [operation.path]
    case 'addEnvironment':
    case 'removeEnvironment':
      return ['environment']
    case 'migrateOption':
      return [operation.migration, ...migrated].map((name) => `aws:${name}`)
    case 'renameKey':
      return [operation.from, operation.to]
  }
}

function plain(value: ReadValue | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return null
    case 'text':
      return [value.type, value.source]
    case 'list':
      return value.items.map(plain)
    case 'map':
      return [...value.entries].map(([key, entry]) => [key, plain(entry)])
    case 'secret':
      return value.encrypted ? 'encrypted' : 'secret'
    case 'reference':
      return ['*', value.name]
  }
}

/** Descends to a part of a map. A list counts as a whole, because positions in it shift. */
function partOf(value: ReadValue | undefined, rest: readonly PathSegment[]): ReadValue | undefined {
  const [segment, ...others] = rest
  if (segment === undefined || value?.kind !== 'map' || typeof segment !== 'string') return value
  return partOf(value.entries.get(segment), others)
}

function stateOf(path: string, config: readonly ConfigEntry[], imports: readonly string[]): unknown {
  if (path === 'environment') return imports
  const parsed = parseOptionPath(path)
  const key = parsed.ok ? parsed.value.key : logicalKey(path)
  const rest = parsed.ok ? parsed.value.rest : []
  return config
    .filter((entry) => entry.logical === key)
    .map((entry) => [entry.key, plain(partOf(entry.value, rest))])
}

/**
 * The state of everything that the operations depend on in one file, for a rebase onto newer bytes. A missing file counts the
 * same as one that says nothing there; an unreadable one equals no other.
 */
export function touchedState(
  bytes: Uint8Array | undefined,
  fileName: string,
  target: Target,
  operations: readonly StackOperation[],
): string {
  if (bytes === undefined) return touchedIn([], [], operations)
  if (target === 'project') {
    const read = readProjectFile(bytes, fileName)
    return read.ok ? touchedIn(read.value.config, [], operations) : `unreadable ${bytes.length}`
  }
  const read = readStackFile(bytes, formatOf(fileName))
  if (!read.ok) return `unreadable ${bytes.length}`
  const { config, environment } = read.value
  return touchedIn(
    config,
    environment.imports.map(({ name }) => name),
    operations,
  )
}

function touchedIn(
  config: readonly ConfigEntry[],
  imports: readonly string[],
  operations: readonly StackOperation[],
): string {
  return JSON.stringify(operations.flatMap(pathsOf).map((path) => stateOf(path, config, imports)))
}
