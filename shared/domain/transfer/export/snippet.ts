import { fail, ok, type Result } from '../../../result.ts'
import { containerVariables, identityVariables, type IdentityVariable } from '../../aws/identity-variables.ts'
import { quoteCmd, quoteDotenv, quoteFish, quotePosix, quotePowerShell, type Quote } from './quoting.ts'

export type EnvironmentFormat = 'bash' | 'zsh' | 'fish' | 'powershell' | 'cmd' | 'dotenv' | 'json'

export interface SnippetValues {
  readonly profile?: string
  readonly region?: string
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
  readonly sessionToken?: string
  /** The account of the keys, if known. */
  readonly accountId?: string
  /** Whether the profile takes its credentials from the container, whose variables then stay. */
  readonly fromContainer?: boolean
  /** ISO 8601. */
  readonly expiresAt?: string
}

/** A variable to set, or, without a value, to remove. */
export interface Variable {
  readonly name: string
  readonly value?: string
}

interface Dialect {
  readonly quote: Quote
  set(name: string, quoted: string): string
  /** Undefined where the format cannot remove a variable. */
  readonly unset?: (names: readonly string[]) => string[]
  readonly lineEnd: string
}

const posix: Dialect = {
  quote: quotePosix,
  set: (name, quoted) => `export ${name}=${quoted}`,
  unset: (names) => [`unset ${names.join(' ')}`],
  lineEnd: '\n',
}

const dialects: Readonly<Record<Exclude<EnvironmentFormat, 'json'>, Dialect>> = {
  bash: posix,
  zsh: posix,
  fish: {
    quote: quoteFish,
    set: (name, quoted) => `set -gx ${name} ${quoted}`,
    // Erasing a missing variable is an error in fish.
    unset: (names) => names.map((name) => `set -q ${name}; and set -e ${name}`),
    lineEnd: '\n',
  },
  powershell: {
    quote: quotePowerShell,
    set: (name, quoted) => `$Env:${name} = ${quoted}`,
    unset: (names) => names.map((name) => `Remove-Item Env:${name} -ErrorAction Ignore`),
    lineEnd: '\n',
  },
  cmd: {
    quote: quoteCmd,
    set: (name, quoted) => `set "${name}=${quoted}"`,
    unset: (names) => names.map((name) => `set "${name}="`),
    lineEnd: '\r\n',
  },
  dotenv: { quote: quoteDotenv, set: (name, quoted) => `${name}=${quoted}`, lineEnd: '\n' },
}

/**
 * The variables that make programs use a profile, or, with `secrets`, its keys. Every other identity that a program might
 * find in the environment is removed, whole or in part: SDKs do not agree which of two wins, and an account ID or an expiry of
 * another identity sends requests to the wrong endpoint or ends good keys. Errors: SecretMissing when keys are requested but
 * missing; BadInput without a profile.
 */
export function environmentVariables(
  values: SnippetValues,
  { secrets }: { readonly secrets: boolean },
): Result<readonly Variable[]> {
  const identity = secrets ? ofKeys(values) : ofProfile(values)
  if (!identity.ok) return identity
  const variables: Variable[] = identityVariables
    .filter((name) => !(values.fromContainer === true && !secrets && isOfContainer(name)))
    .map((name) => {
      const value = identity.value.get(name)
      return value === undefined ? { name } : { name, value }
    })
  if (values.region !== undefined) {
    variables.push(
      { name: 'AWS_REGION', value: values.region },
      { name: 'AWS_DEFAULT_REGION', value: values.region },
    )
  }
  return ok(variables)
}

type Identity = Map<IdentityVariable, string | undefined>

const isOfContainer = (name: IdentityVariable): boolean =>
  containerVariables.some((variable) => variable === name)

function ofKeys(values: SnippetValues): Result<Identity> {
  const { accessKeyId, secretAccessKey } = values
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    return fail('SecretMissing', 'This profile has no keys to export.', {
      reason: 'Its credentials come from somewhere else when they are needed, such as a role or a login.',
      remedy: 'Export it without secrets; programs then ask for the profile by its name.',
    })
  }
  return ok(
    new Map([
      ['AWS_ACCESS_KEY_ID', accessKeyId],
      ['AWS_SECRET_ACCESS_KEY', secretAccessKey],
      ['AWS_SESSION_TOKEN', values.sessionToken],
      ['AWS_CREDENTIAL_EXPIRATION', values.expiresAt],
      ['AWS_ACCOUNT_ID', values.accountId],
    ]),
  )
}

function ofProfile({ profile }: SnippetValues): Result<Identity> {
  if (profile === undefined || profile === '')
    return fail('BadInput', 'There is no profile name to export.', {
      reason: 'Programs ask for a profile by its name.',
      remedy: 'Name the profile.',
    })
  return ok(new Map([['AWS_PROFILE', profile]]))
}

/**
 * Text that sets the variables in a shell, a .env file or JSON. Any value is read back unchanged and
 * nothing in it is run. Errors: InvalidValue when the format has no spelling for a value; those of
 * `environmentVariables`.
 */
export function environmentSnippet(
  values: SnippetValues,
  format: EnvironmentFormat,
  options: { readonly secrets: boolean },
): Result<string> {
  const variables = environmentVariables(values, options)
  if (!variables.ok) return variables
  if (format === 'json') {
    const entries = variables.value.filter(({ value }) => value !== undefined)
    return ok(
      `${JSON.stringify(Object.fromEntries(entries.map(({ name, value }) => [name, value])), undefined, 2)}\n`,
    )
  }
  const dialect = dialects[format]
  const removed = variables.value.filter(({ value }) => value === undefined).map(({ name }) => name)
  const lines = dialect.unset === undefined ? [] : dialect.unset(removed)
  for (const { name, value } of variables.value) {
    if (value === undefined) continue
    const quoted = dialect.quote(value)
    if (quoted === undefined) {
      return fail('InvalidValue', `${name} cannot be written as ${format}.`, {
        reason: 'It contains a character that this format would change or run.',
        remedy: 'Use another format, such as bash, fish or PowerShell.',
      })
    }
    lines.push(dialect.set(name, quoted))
  }
  return ok(lines.map((line) => line + dialect.lineEnd).join(''))
}
