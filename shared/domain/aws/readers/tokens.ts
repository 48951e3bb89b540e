import { type Answer, failure, found, keysOf, refusalOf, stop } from './answer.ts'
import { type KnownText, absolute, readText } from './services.ts'
import type { ReaderError, ReaderInput, SsoQuestion } from './types.ts'

type Members = ReadonlyMap<string, unknown>

function membersOf(known: KnownText): Members | undefined {
  if (known === undefined || known === 'missing') return undefined
  try {
    const value = JSON.parse(known.text) as unknown
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
  } catch {
    // A cache that is not JSON counts as missing.
    return undefined
  }
}

function textOf(members: Members, key: string): string {
  const value = members.get(key)
  return typeof value === 'string' ? value : ''
}

/** How a reader reads the date of a cached token: `undefined` where it cannot. */
export type ReadTime = (text: string) => number | undefined

/** Legacy single sign-on in JS: an unreadable date counts as one that has not passed. */
export const jsLegacyTime: ReadTime = (text) => jsTime(text) ?? Number.POSITIVE_INFINITY

export const jsTime: ReadTime = (text) => {
  const at = new Date(text).getTime()
  return Number.isNaN(at) ? undefined : at
}

export type SsoRequest = Omit<SsoQuestion, 'token'>

const renewalKeys = ['clientId', 'clientSecret', 'refreshToken'] as const

/** Why the token of a sign-in cannot be used as it is; undefined where it can. */
function tokenProblem(
  input: ReaderInput,
  token: Members,
  request: SsoRequest,
  readTime: ReadTime,
): ReaderError | 'ask' | undefined {
  const ends = readTime(textOf(token, 'expiresAt'))
  if (ends === undefined) return 'sso-expired'
  if (ends > input.now) return undefined
  const renewable = request.source === 'sso' && renewalKeys.every((key) => textOf(token, key) !== '')
  if (!renewable) return 'sso-expired'
  const { profile, key, region } = request
  const answer = input.outcomes?.renew?.({ kind: 'sso', profile, session: key, region })
  return answer === undefined ? 'ask' : refusalOf(answer)
}

/** Credentials of a role in single sign-on, for the token of a sign-in that is in the cache. */
export function fromSso(input: ReaderInput, request: SsoRequest, readTime: ReadTime): Answer {
  const { profile, source, key, account, role } = request
  const known = readText(input, `${input.home}/.aws/sso/cache/${input.digest('sha1', key)}.json`)
  if (known === undefined) return found(source, [profile], { account, waitsFor: 'file' })
  const token = membersOf(known)
  if (token === undefined) return stop('sso-not-signed-in')
  const accessToken = textOf(token, 'accessToken')
  if (accessToken === '' || !token.has('expiresAt')) return stop('sso-not-signed-in')
  const problem = tokenProblem(input, token, request, readTime)
  if (problem === 'ask') return found(source, [profile], { account, waitsFor: 'sign-in' })
  if (problem !== undefined) return stop(problem)
  if (account === '' || role === '') return stop('sso-refused')
  const answer = input.outcomes?.sso?.({ ...request, token: accessToken })
  const refused = refusalOf(answer)
  if (refused !== undefined) return stop(refused)
  const waitsFor = answer === undefined ? 'sso' : undefined
  return found(source, [profile], { account, keys: keysOf(answer), waitsFor })
}

const loginKeys = ['accessToken', 'clientId', 'refreshToken', 'dpopKey'] as const

/** The temporary keys that `aws login` keeps, if they have not ended. */
export function fromLogin(input: ReaderInput, profile: string, session: string, readTime: ReadTime): Answer {
  const folder = input.environment.get('AWS_LOGIN_CACHE_DIRECTORY')
  const path = `${folder ? absolute(input, folder) : `${input.home}/.aws/login/cache`}/${input.digest('sha256', session)}.json`
  const known = readText(input, path)
  if (known === undefined) return found('login', [profile], { waitsFor: 'file' })
  const token = membersOf(known)
  if (token === undefined || loginKeys.some((key) => !token.get(key))) return stop('login-not-signed-in')
  const keys = token.get('accessToken')
  const access: Members = new Map(typeof keys === 'object' && keys !== null ? Object.entries(keys) : [])
  const [id, account] = [textOf(access, 'accessKeyId'), textOf(access, 'accountId')]
  const ends = readTime(textOf(access, 'expiresAt'))
  if (id === '' || account === '' || ends === undefined) return stop('login-not-signed-in')
  const [secret, sessionToken] = [textOf(access, 'secretAccessKey'), textOf(access, 'sessionToken')]
  const cached = { id, secret, token: sessionToken, expiresAt: ends }
  if (ends > input.now + (input.outcomes?.renewsWithin ?? 0))
    return found('login', [profile], { account, keys: cached })
  const answer = input.outcomes?.renew?.({ kind: 'login', profile, session })
  if (answer === undefined) return found('login', [profile], { account, waitsFor: 'sign-in' })
  const refused = refusalOf(answer)
  if (refused !== undefined) return failure(refused)
  return found('login', [profile], { account, keys: keysOf(answer) ?? cached })
}
