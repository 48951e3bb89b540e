import { behaviourOptions } from './behaviour.ts'
import { connectionOptions } from './connection.ts'
import { identityOptions } from './identity.ts'
import type { ProviderOption } from './types.ts'

/** The newest major whose names are known here. */
export const newestMajor = 7

/** Every option of the AWS provider, old names included (schema of @pulumi/aws 7.48.0 and its predecessors). */
export const optionTable: readonly ProviderOption[] = [
  ...identityOptions,
  ...behaviourOptions,
  ...connectionOptions,
]

const byName = new Map(optionTable.map((option) => [option.name, option]))

/** The option of a name, with or without `aws:`. */
export function optionNamed(name: string): ProviderOption | undefined {
  return byName.get(name.startsWith('aws:') ? name.slice('aws:'.length) : name)
}

/** True when the given major knows the name. Where the major is unknown, any name that some major knows counts. */
export function isKnownIn(
  option: { readonly sinceMajor?: number; readonly removedInMajor?: number },
  major: number | undefined,
): boolean {
  if (major === undefined) return true
  return (option.sinceMajor ?? 0) <= major && major < (option.removedInMajor ?? Infinity)
}

/**
 * The options that a pulumi-aws major understands, each with only the nested names that it understands. Both names of an
 * option where the major is unknown.
 */
export function optionsForMajor(major: number | undefined): readonly ProviderOption[] {
  return optionTable
    .filter((option) => isKnownIn(option, major))
    .map((option) =>
      option.nested
        ? { ...option, nested: option.nested.filter((nested) => isKnownIn(nested, major)) }
        : option,
    )
}

/** The default of an option, for a version such as `6.35.0`; undefined when none is documented. */
export function defaultFor(option: ProviderOption, version: string | undefined): string | undefined {
  const found = option.defaults?.find(
    ({ before }) => before === undefined || (version !== undefined && compareVersions(version, before) < 0),
  )
  return found?.text
}

/** Compares dotted versions by number. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
