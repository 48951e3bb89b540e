import { fail, ok, type Result } from '../../../result.ts'
import { quoteCmd, quoteDotenv, quoteFish, quotePosix, quotePowerShell, type Quote } from './quoting.ts'

export type EnvironmentFormat = 'bash' | 'zsh' | 'fish' | 'powershell' | 'cmd' | 'dotenv' | 'json'

export interface SnippetValues {
  readonly profile?: string
  readonly region?: string
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
  readonly sessionToken?: string
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
    // Erasing what is not there is an error in fish.
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

const keyNames = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN']

/**
 * The variables that make programs use a profile, or, with `secrets`, its keys. What would win over them is removed:
 * keys beat AWS_PROFILE in most SDKs, AWS_PROFILE beats keys in the JavaScript SDK, and boto3 asks AWS_DEFAULT_PROFILE
 * first. Errors: SecretMissing when keys are asked for and there are none; BadInput without a profile.
 */
export function environmentVariables(
  values: SnippetValues,
  { secrets }: { readonly secrets: boolean },
): Result<readonly Variable[]> {
  const variables: Variable[] = []
  if (secrets) {
    if (values.accessKeyId === undefined || values.secretAccessKey === undefined) {
      return fail('SecretMissing', 'This profile has no keys to export.', {
        reason: 'Its credentials come from somewhere else when they are needed, such as a role or a login.',
        remedy: 'Export it without secrets: programs then ask for the profile by its name.',
      })
    }
    variables.push({ name: 'AWS_PROFILE' }, { name: 'AWS_DEFAULT_PROFILE' })
    variables.push({ name: 'AWS_ACCESS_KEY_ID', value: values.accessKeyId })
    variables.push({ name: 'AWS_SECRET_ACCESS_KEY', value: values.secretAccessKey })
    const token = values.sessionToken
    variables.push({ name: 'AWS_SESSION_TOKEN', ...(token === undefined ? {} : { value: token }) })
    variables.push({ name: 'AWS_SECURITY_TOKEN' })
    const until = values.expiresAt
    variables.push({ name: 'AWS_CREDENTIAL_EXPIRATION', ...(until === undefined ? {} : { value: until }) })
  } else {
    if (values.profile === undefined || values.profile === '') {
      return fail('BadInput', 'There is no profile name to export.')
    }
    variables.push(
      ...[...keyNames, 'AWS_CREDENTIAL_EXPIRATION', 'AWS_DEFAULT_PROFILE'].map((name) => ({ name })),
    )
    variables.push({ name: 'AWS_PROFILE', value: values.profile })
  }
  if (values.region !== undefined) {
    variables.push(
      { name: 'AWS_REGION', value: values.region },
      { name: 'AWS_DEFAULT_REGION', value: values.region },
    )
  }
  return ok(variables)
}

/**
 * Text that sets the variables in a shell, a .env file or JSON. Whatever a value holds, it is read back as it is and
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
