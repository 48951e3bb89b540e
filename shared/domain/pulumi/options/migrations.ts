import type { MigrationName, StackOperation } from '../operations.ts'
import type { ConfigEntry } from '../read/config.ts'
import type { ReadValue } from '../read/values.ts'
import { isKnownIn, newestMajor, optionNamed } from './table.ts'

/** An option that a major knows under another name, with the edit that brings it up to date. */
export interface Migration {
  readonly name: MigrationName
  readonly from: string
  /** Undefined when the option is simply gone. */
  readonly to: string | undefined
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

/** The renames that the config of a stack or project needs for a pulumi-aws major. */
export function migrations(major: number | undefined, config: readonly ConfigEntry[]): readonly Migration[] {
  const found: Migration[] = []
  for (const entry of config) {
    const name = wholeOptions.find((candidate) => entry.logical === `aws:${candidate}`)
    const option = name && optionNamed(name)
    if (name && option && !isKnownIn(option, major ?? newestMajor)) {
      const to = option.renamedTo === undefined ? undefined : `aws:${option.renamedTo}`
      found.push(migration(name, entry.logical, to, entry.line))
    }
    const isRole = /^aws:assumeRole(?:s|WithWebIdentity)?$/.test(entry.logical)
    const line = isRole && (major ?? newestMajor) >= 6 ? durationLine(entry.value) : undefined
    if (line !== undefined && !found.some((item) => item.name === 'durationSeconds')) {
      found.push(migration('durationSeconds', 'durationSeconds', 'duration', line))
    }
  }
  return found
}

function migration(name: MigrationName, from: string, to: string | undefined, line: number): Migration {
  return { name, from, to, line, operation: { type: 'migrateOption', migration: name } }
}

function durationLine(value: ReadValue): number | undefined {
  if (value.kind === 'list') return value.items.map(durationLine).find((line) => line !== undefined)
  return value.kind === 'map' ? value.entries.get('durationSeconds')?.line : undefined
}
