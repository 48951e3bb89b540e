import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { type Call, type Outcome, type Reply, type Routes, fieldsOf, html, json, redirect } from './routes.ts'
import { type World, random } from './world.ts'

/** What the service says to the next token calls in the place of an answer. */
export type SigninRefusal =
  | 'TOKEN_EXPIRED'
  | 'AUTHCODE_EXPIRED'
  | 'USER_CREDENTIALS_CHANGED'
  | 'INSUFFICIENT_PERMISSIONS'
  | 'INVALID_REQUEST'
  | 'THROTTLED'
  | 'SERVER'

export interface SigninOptions {
  /** Who signs in in the browser. */
  readonly arn?: string
  /** The browser's user says no. */
  readonly deny?: boolean
}

/** The double of `aws login`, to be put among the routes of an organisation. Tests change `knobs` while it runs. */
export interface Signin {
  readonly routes: (world: World) => Routes
  readonly knobs: {
    arn: string
    deny: boolean
    refusal: SigninRefusal | undefined
    keySeconds: number
    /** Awaited by a token call once it was looked at and before anything is changed or answered. */
    beforeAnswer: (() => Promise<void>) | undefined
    /** The answer is given, but the connection breaks. */
    losesAnswer: boolean
  }
  /** The thumbprints of the keys that signed in. */
  readonly keys: ReadonlySet<string>
  /** How often tokens were given. */
  readonly given: { byCode: number; byRefresh: number }
  /** Makes a login as it would be cached, bound to a key. */
  login(
    world: World,
    publicKey: { readonly x?: string; readonly y?: string },
  ): {
    readonly keys: {
      readonly accessKeyId: string
      readonly secretAccessKey: string
      readonly sessionToken: string
    }
    readonly refreshToken: string
  }
}

const sameDevice = 'arn:aws:signin:::devtools/same-device'
const crossDevice = 'arn:aws:signin:::devtools/cross-device'

function refused(status: number, error: string, message: string): Reply {
  const type =
    status === 400 ? 'ValidationException' : status === 429 ? 'TooManyRequestsError' : 'AccessDeniedException'
  return json(status, { error, message }, { 'x-amzn-errortype': type })
}

const refusals: Readonly<Record<SigninRefusal, Reply>> = {
  TOKEN_EXPIRED: refused(401, 'TOKEN_EXPIRED', 'The token has expired'),
  AUTHCODE_EXPIRED: refused(401, 'AUTHCODE_EXPIRED', 'The authorization code has expired'),
  USER_CREDENTIALS_CHANGED: refused(403, 'USER_CREDENTIALS_CHANGED', 'The credentials were changed'),
  INSUFFICIENT_PERMISSIONS: refused(403, 'INSUFFICIENT_PERMISSIONS', 'Not authorized'),
  INVALID_REQUEST: refused(400, 'INVALID_REQUEST', 'The request is invalid'),
  THROTTLED: refused(429, 'INVALID_REQUEST', 'Too many requests'),
  SERVER: json(
    500,
    { error: 'server_error', message: 'Broken' },
    { 'x-amzn-errortype': 'InternalServerException' },
  ),
}

const part = (text: string | undefined): ReadonlyMap<string, unknown> => {
  try {
    return new Map(Object.entries(JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as object))
  } catch {
    return new Map()
  }
}

export const thumbprint = ({ x, y }: { readonly x?: string; readonly y?: string }): string =>
  createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url')

interface Bound {
  readonly clientId: string
  readonly arn: string
  readonly key: string
  used: boolean
}

/** A code, the key not yet known. */
interface LoginCode {
  readonly clientId: string
  readonly redirectUri: string
  readonly challenge: string
  readonly arn: string
}

export function createSignin(options: SigninOptions = {}): Signin {
  const knobs: Signin['knobs'] = {
    arn: options.arn ?? 'arn:aws:iam::123456789012:user/me',
    deny: options.deny ?? false,
    refusal: undefined,
    keySeconds: 900,
    beforeAnswer: undefined,
    losesAnswer: false,
  }
  const codes = new Map<string, LoginCode>()
  const tokens = new Map<string, Bound>()
  const proofs = new Set<string>()
  const keys = new Set<string>()
  const given = { byCode: 0, byRefresh: 0 }

  /** What is wrong with the proof of a request, or the thumbprint of its key. */
  function proofOf(world: World, call: Call): { readonly key: string } | { readonly wrong: string } {
    const [header, payload, signature] = String(call.headers['dpop'] ?? '').split('.')
    const [head, body] = [part(header), part(payload)]
    const jwk = head.get('jwk') as
      { kty?: string; crv?: string; x?: string; y?: string; d?: string } | undefined
    if (head.get('typ') !== 'dpop+jwt' || head.get('alg') !== 'ES256') return { wrong: 'typ or alg' }
    if (jwk?.kty !== 'EC' || jwk.crv !== 'P-256' || jwk.d !== undefined) return { wrong: 'jwk' }
    const key = createPublicKey({ key: jwk as Record<string, string>, format: 'jwk' })
    const bytes = Buffer.from(signature ?? '', 'base64url')
    const signed = Buffer.from(`${header}.${payload}`)
    if (bytes.length !== 64 || !verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes))
      return { wrong: 'signature' }
    if (body.get('htm') !== 'POST' || body.get('htu') !== `${world.address.url}/v1/token`)
      return { wrong: 'htu' }
    if (Math.abs(Number(body.get('iat')) * 1000 - world.now()) > 5 * 60_000) return { wrong: 'iat' }
    const jti = String(body.get('jti') ?? '')
    if (jti.length < 16 || proofs.has(jti)) return { wrong: 'jti' }
    proofs.add(jti)
    return { key: thumbprint(jwk) }
  }

  function newKeys(world: World, arn: string) {
    const made = {
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(90).toString('base64'),
    }
    const expiresAt = world.now() + knobs.keySeconds * 1000
    const account = arn.split(':')[4] ?? ''
    world.identities.set(made.accessKeyId, { ...made, account, arn, userId: 'AIDAEXAMPLE', expiresAt })
    return made
  }

  function tokensFor(world: World, bound: Omit<Bound, 'used'>) {
    const refreshToken = random('refresh', 48)
    tokens.set(refreshToken, { ...bound, used: false })
    keys.add(bound.key)
    return { keys: newKeys(world, bound.arn), refreshToken }
  }

  function answerWith(made: ReturnType<typeof tokensFor>, more: object = {}): Outcome {
    if (knobs.losesAnswer) return 'reset'
    const { keys: accessToken, refreshToken } = made
    return json(200, {
      accessToken,
      tokenType: 'aws_sigv4',
      expiresIn: knobs.keySeconds,
      refreshToken,
      ...more,
    })
  }

  function byCode(world: World, fields: ReadonlyMap<string, unknown>, key: string): Outcome {
    const code = codes.get(String(fields.get('code')))
    codes.delete(String(fields.get('code')))
    if (code === undefined) return refusals.AUTHCODE_EXPIRED
    const verifier = String(fields.get('codeVerifier') ?? '')
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const isRight =
      fields.get('clientId') === code.clientId &&
      fields.get('redirectUri') === code.redirectUri &&
      /^[\w.~-]{43,128}$/.test(verifier) &&
      challenge === code.challenge
    if (!isRight) return refusals.INVALID_REQUEST
    given.byCode += 1
    const { clientId, arn } = code
    const claims = Buffer.from(JSON.stringify({ sub: arn, aud: clientId })).toString('base64url')
    return answerWith(tokensFor(world, { clientId, arn, key }), { idToken: `e30.${claims}.c2ln` })
  }

  function byRefresh(world: World, fields: ReadonlyMap<string, unknown>, key: string): Outcome {
    const bound = tokens.get(String(fields.get('refreshToken')))
    if (bound === undefined || bound.used) return refusals.TOKEN_EXPIRED
    if (bound.key !== key || bound.clientId !== fields.get('clientId')) return refusals.INVALID_REQUEST
    bound.used = true
    given.byRefresh += 1
    return answerWith(tokensFor(world, bound))
  }

  async function token(world: World, call: Call): Promise<Outcome> {
    const fields = fieldsOf(call)
    const proof = proofOf(world, call)
    if ('wrong' in proof) return refused(400, 'INVALID_REQUEST', `DPoP: ${proof.wrong}`)
    await knobs.beforeAnswer?.()
    if (knobs.refusal !== undefined) return refusals[knobs.refusal]
    const grant = fields.get('grantType')
    if (grant === 'authorization_code') return byCode(world, fields, proof.key)
    return grant === 'refresh_token' ? byRefresh(world, fields, proof.key) : refusals.INVALID_REQUEST
  }

  function authorize(world: World, { query }: Call): Reply {
    const value = (key: string) => query.get(key) ?? ''
    const remote = `${world.address.url}/v1/sessions/confirmation`
    const isRemote = value('client_id') === crossDevice
    const uri = value('redirect_uri')
    const isOurs = isRemote ? uri === remote : /^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/.test(uri)
    const wrong = [
      ...(isRemote || value('client_id') === sameDevice ? [] : ['client_id']),
      ...(isOurs ? [] : ['redirect_uri']),
      ...(value('response_type') === 'code' ? [] : ['response_type']),
      ...(value('code_challenge_method') === 'SHA-256' ? [] : ['code_challenge_method']),
      ...(/^[\w-]{43}$/.test(value('code_challenge')) ? [] : ['code_challenge']),
      ...(value('scope') === 'openid' ? [] : ['scope']),
      ...(value('state').length >= 16 ? [] : ['state']),
    ]
    if (wrong.length > 0) return html(400, `<h1>Invalid request</h1>${wrong.join(', ')}`)
    const target = new URL(uri)
    if (knobs.deny) target.searchParams.set('error', 'access_denied')
    else {
      const code = random('code', 32)
      const { arn } = knobs
      codes.set(code, {
        clientId: value('client_id'),
        redirectUri: uri,
        challenge: value('code_challenge'),
        arn,
      })
      target.searchParams.set('code', code)
    }
    target.searchParams.set('state', value('state'))
    return redirect(target.href)
  }

  /** The page with the text to paste. */
  function confirmation({ query }: Call): Reply {
    const text = `state=${query.get('state') ?? ''}&code=${query.get('code') ?? ''}`
    return html(200, `<h1>Copy this</h1><pre>${Buffer.from(text).toString('base64')}</pre>`)
  }

  return {
    knobs,
    keys,
    given,
    routes: (world) =>
      new Map<string, (call: Call) => Outcome | Promise<Outcome>>([
        ['GET /v1/authorize', (call) => authorize(world, call)],
        ['GET /v1/sessions/confirmation', confirmation],
        ['POST /v1/token', (call) => token(world, call)],
      ]),
    login: (world, publicKey) =>
      tokensFor(world, { clientId: sameDevice, arn: knobs.arn, key: thumbprint(publicKey) }),
  }
}
