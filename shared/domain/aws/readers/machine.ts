import { type Answer, type StepAnswer, failure, found } from './answer.ts'
import { fromService, readText } from './services.ts'
import type { ReaderError, ReaderInput } from './types.ts'

const relativeVariable = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'
const fullVariable = 'AWS_CONTAINER_CREDENTIALS_FULL_URI'
const containerHosts = [
  '169.254.170.2',
  '169.254.170.23',
  '[fd00:ec2::23]',
  'fd00:ec2::23',
  'localhost',
  '[::1]',
]

/** Host and scheme of a URL; the platform's own parser may be missing here. */
function hostOf(url: string): { readonly scheme: string; readonly host: string } | undefined {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url)
  const host = match?.[2]?.toLowerCase() ?? ''
  return match && host !== '' ? { scheme: (match[1] ?? '').toLowerCase(), host } : undefined
}

function isAllowed(url: string): boolean {
  const parts = hostOf(url)
  if (parts === undefined) return false
  if (parts.scheme === 'https' || containerHosts.includes(parts.host)) return true
  const octets = /^127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(parts.host)
  return octets !== null && octets.slice(1).every((octet) => Number(octet) <= 255)
}

/** How a reader treats the variables of the container endpoint. */
export interface ContainerRules {
  /** Whether an empty variable counts as set. */
  readonly emptyCounts: boolean
  /** JS: asks a second time, by the older client, which knows only AWS_CONTAINER_AUTHORIZATION_TOKEN. */
  readonly asksTwice: boolean
}

function variable(input: ReaderInput, name: string, { emptyCounts }: ContainerRules): string | undefined {
  const value = input.environment.get(name)
  return value === '' && !emptyCounts ? undefined : value
}

/** The value of the Authorization header, a failure, or 'unknown' where the token's file was not looked at. */
function authorization(
  input: ReaderInput,
  rules: ContainerRules,
): { readonly header: string | undefined } | ReaderError | 'unknown' {
  const path = variable(input, 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', rules)
  if (path === undefined) return { header: variable(input, 'AWS_CONTAINER_AUTHORIZATION_TOKEN', rules) }
  const known = readText(input, path)
  if (known === undefined) return 'unknown'
  return known === 'missing' ? 'container-refused' : { header: known.text }
}

/** The container endpoint, where one is set. */
export function fromContainer(input: ReaderInput, rules: ContainerRules): StepAnswer {
  const relative = variable(input, relativeVariable, rules)
  const full = variable(input, fullVariable, rules)
  if (relative === undefined && full === undefined) return undefined
  const url = relative === undefined ? (full ?? '') : `http://169.254.170.2${relative}`
  if (!isAllowed(url)) return failure('container-host-refused')
  const token = authorization(input, rules)
  if (token === 'unknown') return found('container', [], { waitsFor: 'file' })
  if (typeof token === 'string') return failure(token)
  const ask = (header: string | undefined): Answer | undefined => {
    const isLegal = header === undefined || !/[\r\n]/.test(header)
    return isLegal ? fromService(input.outcomes?.container?.(url, header), 'container') : undefined
  }
  const answer = ask(token.header)
  if (answer !== undefined) return answer
  const again = rules.asksTwice
    ? ask(input.environment.get('AWS_CONTAINER_AUTHORIZATION_TOKEN') || undefined)
    : undefined
  return again ?? failure('container-refused')
}

/** The role of the machine, where there is a metadata service. `isOff` is how the reader reads AWS_EC2_METADATA_DISABLED. */
export function fromInstance(
  input: ReaderInput,
  endpointOfProfile: string | undefined,
  isOff: (value: string) => boolean,
): StepAnswer {
  if (isOff(input.environment.get('AWS_EC2_METADATA_DISABLED') ?? '')) return undefined
  const endpoint =
    input.environment.get('AWS_EC2_METADATA_SERVICE_ENDPOINT') || endpointOfProfile || undefined
  return fromService(input.outcomes?.imds?.(endpoint), 'imds')
}

/** botocore and Go: only the word true, in any case. */
export function isTrue(value: string): boolean {
  return value.toLowerCase() === 'true'
}
