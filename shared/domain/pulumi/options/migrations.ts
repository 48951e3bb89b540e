import type { MigrationName, StackOperation } from '../operations.ts'
import type { ConfigEntry } from '../read/config.ts'
import type { ReadValue } from '../read/values.ts'
import { isKnownIn, optionNamed } from './table.ts'

/** An option that a major knows under another name, with the edit that updates it. */
export interface Migration {
  readonly name: MigrationName
  readonly from: string
  /** Undefined when the option is simply gone. */
  readonly to: string | undefined
  /** The first major that refuses the old name. */
  readonly since: number
  readonly line: number
  readonly operation: StackOperation
}

const wholeOptions: readonly Exclude<MigrationName, 'durationSeconds'>[] = [
  'assumeRole',
  's3ForcePathStyle',
  'sharedCredentialsFile',
  'dynamodbEndpoint',
  'kinesisEndpoint',
  'skipGetEc2Platforms',
]

/** The first major with `duration` instead of `durationSeconds`. */
const durationSince = 6

/** The renames that the config of a stack or project needs for a pulumi-aws major. */
export function migrations(major: number, config: readonly ConfigEntry[]): readonly Migration[] {
  const found: Migration[] = []
  for (const entry of config) {
    const name = wholeOptions.find((candidate) => entry.logical === `aws:${candidate}`)
    const option = name && optionNamed(name)
    if (name && option && !isKnownIn(option, major)) {
      const to = option.renamedTo === undefined ? undefined : `aws:${option.renamedTo}`
      found.push(migration(name, entry.logical, to, option.removedInMajor ?? major, entry.line))
    }
    const isRole = /^aws:assumeRole(?:s|WithWebIdentity)?$/.test(entry.logical)
    const line = isRole && major >= durationSince ? durationLine(entry.value) : undefined
    if (line !== undefined && !found.some((item) => item.name === 'durationSeconds')) {
      found.push(migration('durationSeconds', 'durationSeconds', 'duration', durationSince, line))
    }
  }
  return found
}

function migration(
  name: MigrationName,
  from: string,
  to: string | undefined,
  since: number,
  line: number,
): Migration {
  return { name, from, to, since, line, operation: { type: 'migrateOption', migration: name } }
}

function durationLine(value: ReadValue): number | undefined {
  if (value.kind === 'list') return value.items.map(durationLine).find((line) => line !== undefined)
  return value.kind === 'map' ? value.entries.get('durationSeconds')?.line : undefined
}
