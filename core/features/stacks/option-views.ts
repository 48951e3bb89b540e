import type { StackOptionView } from '../../../shared/contract/models.ts'
import type { EffectiveEntry } from '../../../shared/domain/pulumi/identity/effective-config.ts'
import { formatOptionPath, type PathSegment } from '../../../shared/domain/pulumi/option-path.ts'
import { defaultFor, optionsForMajor } from '../../../shared/domain/pulumi/options/table.ts'
import type { NestedOption, ProviderOption } from '../../../shared/domain/pulumi/options/types.ts'
import type { ReadValue } from '../../../shared/domain/pulumi/read/values.ts'
import type { AwsVersion } from '../../stacks/aws-version/types.ts'

type Value = NonNullable<StackOptionView['value']>

function describe({ name, type, help, secret, rule, values }: NestedOption) {
  return {
    name,
    type,
    help,
    secret: secret === true,
    ...(rule !== undefined && { rule }),
    ...(values && { values: [...values] }),
  }
}

/** A value as the form shows it: switches and numbers by the type of the option, secrets left out. */
function plainValue(value: ReadValue, type: ProviderOption['type'] | undefined): Value | undefined {
  switch (value.kind) {
    case 'secret':
      return undefined
    case 'reference':
      return `*${value.name}`
    case 'list':
      // A hidden entry would be lost when the others are written, and part of one would move to another entry.
      if (secretsIn(value).length > 0) return undefined
      return value.items.map((item) => plainValue(item, undefined) ?? null)
    case 'map': {
      const entries = [...value.entries].map(([key, entry]) => [key, plainValue(entry, undefined)] as const)
      return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined))
    }
    case 'text':
      if (value.json !== undefined) return value.json as Value
      if (type === 'boolean' && /^(?:true|false)$/.test(value.text)) return value.text === 'true'
      if (type === 'integer' && /^\d{1,9}$/.test(value.text)) return Number(value.text)
      // Pulumi may read an unquoted number as another text; the form edits what the file holds.
      return value.type === 'string' ? value.text : value.source
  }
}

/** Where a value holds something hidden below it. */
function secretsIn(value: ReadValue): readonly (readonly PathSegment[])[] {
  if (value.kind === 'secret') return [[]]
  const below: (readonly [PathSegment, ReadValue])[] =
    value.kind === 'list'
      ? value.items.map((item, index) => [index, item])
      : value.kind === 'map'
        ? [...value.entries]
        : []
  return below.flatMap(([segment, entry]) => secretsIn(entry).map((rest) => [segment, ...rest]))
}

/** The version whose default counts: a range takes the newest release of its major. */
export function versionOf(aws: AwsVersion | undefined): string | undefined {
  if (aws === undefined) return undefined
  return aws.version ?? `${aws.major}.9999.0`
}

/** Every option that the project's pulumi-aws understands, with its value; both names where its version is unknown. */
export function viewOptions(
  config: ReadonlyMap<string, EffectiveEntry>,
  aws: AwsVersion | undefined,
): StackOptionView[] {
  return optionsForMajor(aws?.major).map((option) => {
    const entry = config.get(`aws:${option.name}`)
    const value = entry && plainValue(entry.value, option.type)
    const secrets = entry === undefined ? [] : secretsIn(entry.value)
    // Where it depends on an unknown version, nothing is claimed.
    const depends = aws === undefined && (option.defaults?.length ?? 0) > 1
    const whenUnset = depends ? undefined : defaultFor(option, versionOf(aws))
    return {
      ...describe(option),
      group: option.group,
      environment: [...option.environment],
      conflictsWith: [...(option.conflictsWith ?? [])],
      nested: (option.nested ?? []).map(describe),
      secure: secrets.length > 0,
      secretAt: secrets.map((rest) => formatOptionPath({ key: `aws:${option.name}`, rest })),
      ...(whenUnset !== undefined && { default: whenUnset }),
      ...(value !== undefined && { value }),
      ...(entry && { from: entry.origin, line: entry.line }),
    }
  })
}
