import { createHash } from 'node:crypto'
import { authorizeRoutes } from './authorize.ts'
import { type Call, type Reply, type Routes, fieldsOf, json } from './routes.ts'
import { type Registration, type World, giveTokens, random } from './world.ts'

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
const codeGrant = 'authorization_code'
const refreshGrant = 'refresh_token'

/** An error of the OIDC service: its OAuth code, its exception and its text. */
function refused(error: string, description: string, more: object = {}): Reply {
  const name = error
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
  const status = error === 'invalid_client' ? 401 : error === 'server_error' ? 500 : 400
  const type = `${name}Exception:http://internal.amazon.com/coral/com.amazonaws.ssooidc/`
  return json(status, { error, error_description: description, ...more }, { 'x-amzn-errortype': type })
}

const text = (fields: ReadonlyMap<string, unknown>, key: string): string => {
  const value = fields.get(key)
  return typeof value === 'string' ? value : ''
}

const texts = (fields: ReadonlyMap<string, unknown>, key: string): readonly string[] => {
  const value = fields.get(key)
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** RegisterClient, StartDeviceAuthorization, CreateToken with its three grants, and the page of `/authorize`. */
export function oidcRoutes(world: World): Routes {
  const { knobs } = world

  function register(call: Call): Reply {
    const fields = fieldsOf(call)
    if (text(fields, 'clientType') !== 'public' || text(fields, 'clientName') === '')
      return refused('invalid_client_metadata', 'Invalid client name or type')
    const grantTypes = texts(fields, 'grantTypes')
    const redirectUris = texts(fields, 'redirectUris')
    if (grantTypes.includes(codeGrant)) {
      if (grantTypes.includes(deviceGrant)) return refused('invalid_request', 'Conflicting grant types')
      if (text(fields, 'issuerUrl') !== world.startUrl) return refused('invalid_request', 'Unknown issuer')
      if (redirectUris.length === 0 || redirectUris.some((uri) => !/^http:\/\/127\.0\.0\.1\//.test(uri)))
        return refused('invalid_redirect_uri', 'Invalid redirect URI')
    }
    const registration: Registration = {
      clientId: random('client'),
      clientSecret: random('secret', 64),
      grantTypes: grantTypes.length === 0 ? [deviceGrant, refreshGrant] : grantTypes,
      redirectUris,
      scopes: texts(fields, 'scopes'),
      expiresAt: world.now() + knobs.registrationSeconds * 1000,
    }
    world.registrations.set(registration.clientId, registration)
    const { clientId, clientSecret, expiresAt } = registration
    return json(200, {
      clientId,
      clientSecret,
      clientIdIssuedAt: Math.floor(world.now() / 1000),
      clientSecretExpiresAt: Math.floor(expiresAt / 1000),
    })
  }

  /** The registration of the caller, or the refusal. */
  function clientOf(fields: ReadonlyMap<string, unknown>): Registration | Reply {
    const known = world.registrations.get(text(fields, 'clientId'))
    if (known === undefined || known.clientSecret !== text(fields, 'clientSecret'))
      return refused('invalid_client', 'Client not found or wrong secret')
    return known.expiresAt > world.now() ? known : refused('invalid_client', 'Client registration expired')
  }

  function startDevice(call: Call): Reply {
    const fields = fieldsOf(call)
    const client = clientOf(fields)
    if ('status' in client) return client
    if (!client.grantTypes.includes(deviceGrant))
      return refused('unauthorized_client', 'Not registered for device codes')
    const startUrl = text(fields, 'startUrl')
    if (startUrl !== world.startUrl) return refused('invalid_request', 'Unknown start URL')
    const deviceCode = random('device')
    const letters = random('', 12)
      .toUpperCase()
      .replace(/[^A-Z]/g, 'X')
    const userCode = `${letters.slice(0, 4)}-${letters.slice(4, 8)}`
    world.devices.set(deviceCode, {
      clientId: client.clientId,
      userCode,
      startUrl,
      expiresAt: world.now() + knobs.deviceSeconds * 1000,
      polls: 0,
      lastPollAt: 0,
      state: 'pending',
    })
    const verificationUri = `${world.address.url}/device`
    return json(200, {
      deviceCode,
      userCode,
      verificationUri,
      verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
      expiresIn: knobs.deviceSeconds,
      interval: knobs.deviceInterval,
    })
  }

  const given = (refreshToken?: string): Reply =>
    json(200, {
      ...giveTokens(world, refreshToken === undefined ? {} : { refresh: refreshToken }),
      tokenType: 'Bearer',
      expiresIn: knobs.accessSeconds,
    })

  function byCode(fields: ReadonlyMap<string, unknown>, client: Registration): Reply {
    const code = world.codes.get(text(fields, 'code'))
    world.codes.delete(text(fields, 'code'))
    const verifier = text(fields, 'codeVerifier')
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const isRight =
      code?.clientId === client.clientId &&
      code.redirectUri === text(fields, 'redirectUri') &&
      /^[\w.~-]{43,128}$/.test(verifier) &&
      code.challenge === challenge
    return isRight ? given() : refused('invalid_grant', 'Invalid authorization code')
  }

  function byDevice(fields: ReadonlyMap<string, unknown>, client: Registration): Reply {
    const device = world.devices.get(text(fields, 'deviceCode'))
    if (device?.clientId !== client.clientId || device.state === 'used')
      return refused('invalid_grant', 'Invalid device code')
    const now = world.now()
    if (device.expiresAt <= now) return refused('expired_token', 'Device code expired')
    device.polls += 1
    const isEarly = device.polls > 1 && now - device.lastPollAt < knobs.deviceInterval * 1000 * 0.9
    device.lastPollAt = now
    if (knobs.slowDowns > 0) {
      knobs.slowDowns -= 1
      return refused('slow_down', 'Polling too fast')
    }
    if (isEarly) return refused('slow_down', 'Polling too fast')
    if (knobs.deny || device.state === 'denied') return refused('access_denied', 'The user said no')
    if (knobs.deviceAtPoll !== undefined && device.polls >= knobs.deviceAtPoll) device.state = 'allowed'
    if (device.state !== 'allowed') return refused('authorization_pending', 'Not yet')
    device.state = 'used'
    return given()
  }

  function byRefreshToken(fields: ReadonlyMap<string, unknown>): Reply {
    const token = text(fields, 'refreshToken')
    if (knobs.sessionOver || world.refreshTokens.get(token) !== 'fresh')
      return refused('invalid_grant', 'Invalid refresh token provided')
    if (!knobs.rotates) {
      const { accessToken } = giveTokens(world, { refresh: token })
      return json(200, { accessToken, tokenType: 'Bearer', expiresIn: knobs.accessSeconds })
    }
    world.refreshTokens.set(token, 'used')
    return given()
  }

  function token(call: Call): Reply {
    const fields = fieldsOf(call)
    if (knobs.otherRegion)
      return refused('invalid_request', 'The token is of another Region', knobs.otherRegion)
    const client = clientOf(fields)
    if ('status' in client) return client
    const grant = text(fields, 'grantType')
    if (!client.grantTypes.includes(grant)) return refused('unauthorized_client', `Not allowed: ${grant}`)
    if (grant === codeGrant) return byCode(fields, client)
    if (grant === deviceGrant) return byDevice(fields, client)
    return byRefreshToken(fields)
  }

  return new Map([
    ...authorizeRoutes(world),
    ['POST /client/register', register],
    ['POST /device_authorization', startDevice],
    ['POST /token', token],
  ])
}
