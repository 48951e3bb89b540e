import { fail, ok, type CodedError, type Result } from '../../../result.ts'
import { formatOptionPath, parseOptionPath, type PathSegment } from '../option-path.ts'
import { setSecretCommand } from '../secret-command.ts'
import { isList, isMapValue, type ConfigValue } from '../value.ts'
import { breaksRule } from './rules.ts'
import { isKnownIn, optionNamed, optionTable } from './table.ts'
import type { NestedOption, OptionType, ProviderOption } from './types.ts'

/** What an option or a part of it must be. */
interface Expected {
  readonly label: string
  readonly type: OptionType | 'text-entry'
  readonly option: NestedOption | ProviderOption
}

/** What else is set, to find conflicts: logical keys of the same level of config. */
export interface ValidationContext {
  readonly major?: number
  /** The stack that the value is for, to name it in a command. */
  readonly stack?: string
  readonly otherKeys?: ReadonlySet<string>
}

/**
 * Checks a value for an option path before it is written. Does not judge keys outside `aws:`. Errors: OptionUnknown
 * (name not known, or not in this major), InvalidValue, OptionConflict, SecretNeedsPulumi, BadInput, IndexOutOfRange.
 */
export function validateOption(
  path: string,
  value: ConfigValue,
  context: ValidationContext = {},
): Result<undefined> {
  const parsed = parseOptionPath(path)
  if (!parsed.ok) return parsed
  const { key, rest } = parsed.value
  if (!key.startsWith('aws:')) return ok(undefined)
  const { major } = context
  const option = optionNamed(key)
  if (!option) {
    return fail('OptionUnknown', `pulumi-aws has no option ${key}.`, {
      reason: 'It is not among the settings of the provider that Stackpass knows.',
      remedy: 'Check the spelling; case matters.',
    })
  }
  if (!isKnownIn(option, major)) return notInMajor(option, key, major)
  const conflict = option.conflictsWith?.find((name) => context.otherKeys?.has(`aws:${name}`))
  if (conflict !== undefined) {
    return fail('OptionConflict', `${key} and aws:${conflict} cannot be set together.`, {
      reason: 'The provider takes only one of them.',
      remedy: 'Keep one of the two.',
    })
  }
  const expected = descend(option, rest, key, major)
  if (!expected.ok) return expected
  const problem = checkValue(value, expected.value, context)
  return problem ? { ok: false, error: problem } : ok(undefined)
}

const textTypes: ReadonlySet<string> = new Set(['text', 'url', 'path', 'json', 'text-entry'])

/** True where a path leads to a value that is text for the provider, including JSON documents. */
export function takesText(path: string): boolean {
  const parsed = parseOptionPath(path)
  const option = parsed.ok && parsed.value.key.startsWith('aws:') ? optionNamed(parsed.value.key) : undefined
  if (!parsed.ok || option === undefined) return false
  const expected = descend(option, parsed.value.rest, parsed.value.key, undefined)
  return expected.ok && textTypes.has(expected.value.type)
}

function notInMajor(
  option: NestedOption,
  label: string,
  major: number | undefined,
): { ok: false; error: CodedError } {
  const before = optionTable.find(
    ({ renamedTo, ...older }) => renamedTo === option.name && isKnownIn(older, major),
  )
  const name =
    before !== undefined
      ? ` There it is called ${before.name}.`
      : option.renamedTo === undefined
        ? ''
        : ` It is now ${option.renamedTo}.`
  return fail('OptionUnknown', `pulumi-aws ${major} does not know ${label}.${name}`, {
    ...(name === '' && { remedy: 'Leave it out, or raise the version of pulumi-aws in the project.' }),
  })
}

function descend(
  option: ProviderOption,
  rest: readonly PathSegment[],
  key: string,
  major: number | undefined,
): Result<Expected> {
  let at: Expected = { label: key, type: option.type, option }
  for (const [index, segment] of rest.entries()) {
    const label = formatOptionPath({ key, rest: rest.slice(0, index + 1) })
    const misfit = fail('InvalidValue', `${label} does not fit the shape of ${key}.`, {
      reason: 'The option has another depth.',
      remedy: 'Check the path.',
    })
    if (at.type === 'object-list' && typeof segment === 'number')
      at = { label, type: 'object', option: at.option }
    else if (at.type === 'text-list' && typeof segment === 'number')
      at = { label, type: 'text-entry', option: at.option }
    else if (at.type === 'text-map' && typeof segment === 'string')
      at = { label, type: 'text-entry', option: at.option }
    else if (at.type === 'object' && typeof segment === 'string') {
      const nested = nestedOf(at.option, segment)
      if (!nested)
        return fail('OptionUnknown', `${key} has no property ${segment}.`, {
          reason: 'The schema of the provider does not name it.',
          remedy: 'Check the spelling; case matters.',
        })
      if (!isKnownIn(nested, major)) return notInMajor(nested, label, major)
      at = { label, type: nested.type, option: nested }
    } else return misfit
  }
  return ok(at)
}

function nestedOf(option: NestedOption | ProviderOption, name: string): NestedOption | undefined {
  return 'nested' in option ? option.nested?.find((nested) => nested.name === name) : undefined
}

function checkValue(
  value: ConfigValue,
  expected: Expected,
  context: ValidationContext,
): CodedError | undefined {
  const { label, type, option } = expected
  const wrong = (says: string): CodedError =>
    fail('InvalidValue', `${label}: ${says}`, {
      reason: 'The provider would refuse this value.',
      remedy: 'Give a value of that kind.',
    }).error
  if (option.secret) {
    return fail('SecretNeedsPulumi', `${label} is a secret.`, {
      reason: 'Only the Pulumi CLI can encrypt it for this stack.',
      remedy: `In the folder of the project, run \`${setSecretCommand(label, context.stack)}\`: it asks for the value.`,
    }).error
  }
  switch (type) {
    case 'boolean':
      return value === true || value === false || value === 'true' || value === 'false'
        ? undefined
        : wrong('It is either true or false.')
    case 'integer':
      return /^\d{1,9}$/.test(String(value)) ? undefined : wrong('It is a whole number.')
    case 'text-list':
      if (!isList(value)) return wrong('It is a list, such as ["a", "b"].')
      return first(value.map((item, index) => checkText(item, option, `${label}[${index}]`)))
    case 'text-map':
      if (!isMapValue(value)) return wrong('It is a table of names and values, such as {"name": "value"}.')
      return first(
        Object.entries(value).map(([name, entry]) => checkText(entry, { ...option }, `${label}.${name}`)),
      )
    case 'object-list':
      if (!isList(value)) return wrong('It is a list, such as ["a", "b"].')
      return first(
        value.map((item, index) =>
          checkValue(item, { ...expected, type: 'object', label: `${label}[${index}]` }, context),
        ),
      )
    case 'object':
      return isMapValue(value) ? checkObject(value, expected, context) : wrong('It is a group of properties.')
    case 'text':
    case 'url':
    case 'path':
    case 'json':
    case 'text-entry':
      return checkText(value, option, label)
  }
}

function checkObject(
  value: { readonly [key: string]: ConfigValue },
  expected: Expected,
  context: ValidationContext,
): CodedError | undefined {
  const { label, option } = expected
  if ('webIdentityToken' in value && 'webIdentityTokenFile' in value) {
    return fail('OptionConflict', `${label} names a token and a token file.`, {
      reason: 'The provider takes only one of them.',
      remedy: 'Keep one of the two.',
    }).error
  }
  return first(
    Object.entries(value).map(([name, entry]) => {
      const nested = nestedOf(option, name)
      if (!nested)
        return fail('OptionUnknown', `${label} has no property ${name}.`, {
          reason: 'The schema of the provider does not name it.',
          remedy: 'Check the spelling; case matters.',
        }).error
      if (!isKnownIn(nested, context.major))
        return notInMajor(nested, `${label}.${name}`, context.major).error
      return checkValue(entry, { label: `${label}.${name}`, type: nested.type, option: nested }, context)
    }),
  )
}

function checkText(value: ConfigValue, option: NestedOption, label: string): CodedError | undefined {
  if (typeof value !== 'string')
    return fail('InvalidValue', `${label}: It is a text, in quotes.`, {
      reason: 'The provider would refuse this value.',
      remedy: 'Give it as a text; a document as JSON text.',
    }).error
  if (option.values && !option.values.includes(value)) {
    return fail('InvalidValue', `${label}: It is one of ${option.values.join(', ')}.`, {
      reason: 'The provider would refuse this value.',
      remedy: 'Give one of them.',
    }).error
  }
  const broken = option.rule === undefined ? undefined : breaksRule(value, option.rule)
  return broken === undefined
    ? undefined
    : fail('InvalidValue', `${label}: ${broken}`, {
        reason: 'The provider would refuse this value.',
        remedy: 'Give a value of that kind.',
      }).error
}

function first(problems: readonly (CodedError | undefined)[]): CodedError | undefined {
  return problems.find((problem) => problem !== undefined)
}
