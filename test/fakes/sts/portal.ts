import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Keys that a role of the access portal gives. */
export interface PortalRole {
  readonly accountId: string
  readonly roleName: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Milliseconds since the epoch. */
  readonly expiration: number
}

export interface PortalOptions {
  readonly roles?: readonly PortalRole[]
  /** Access tokens that the portal accepts. */
  readonly accessTokens?: readonly string[]
  /** Refresh token to the access token it gives (SSO OIDC CreateToken). */
  readonly refreshTokens?: ReadonlyMap<string, string>
  readonly failure?: 'throttle' | 'html' | 'server'
  readonly latencyMs?: number
}

export interface PortalCall {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface PortalDouble {
  readonly url: string
  readonly received: readonly PortalCall[]
  close(): Promise<void>
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function send(response: ServerResponse, status: number, body: object, errorType?: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(errorType !== undefined && { 'x-amzn-errortype': errorType }),
  })
  response.end(JSON.stringify(body))
}

/** A loopback double of the access portal (GetRoleCredentials) and of SSO OIDC (CreateToken with a refresh token). */
export async function startPortalDouble(options: PortalOptions = {}): Promise<PortalDouble> {
  const accepted = new Set(options.accessTokens)
  const received: PortalCall[] = []

  function roleCredentials(call: PortalCall, response: ServerResponse): void {
    const token = call.headers['x-amz-sso_bearer_token']
    if (typeof token !== 'string' || !accepted.has(token)) {
      send(response, 401, { message: 'Session token not found or invalid' }, 'UnauthorizedException')
      return
    }
    const role = options.roles?.find(
      (one) => one.accountId === call.query.get('account_id') && one.roleName === call.query.get('role_name'),
    )
    if (!role) {
      send(response, 403, { message: 'No access' }, 'ForbiddenException')
      return
    }
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = role
    send(response, 200, { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } })
  }

  function createToken(call: PortalCall, response: ServerResponse): void {
    const input = JSON.parse(call.body) as Record<string, string>
    const given = options.refreshTokens?.get(input['refreshToken'] ?? '')
    if (input['grantType'] !== 'refresh_token' || given === undefined) {
      const body = { error: 'invalid_grant', error_description: 'Invalid refresh token provided' }
      send(response, 400, body, 'InvalidGrantException')
      return
    }
    accepted.add(given)
    const refreshToken = `${input['refreshToken']}-next`
    send(response, 200, { accessToken: given, expiresIn: 28_800, refreshToken, tokenType: 'Bearer' })
  }

  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const call = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
      }
      received.push(call)
      const answer = () => {
        if (options.failure === 'throttle') {
          send(response, 429, { message: 'Too many' }, 'TooManyRequestsException')
        } else if (options.failure === 'server') {
          send(response, 500, { message: 'Broken' }, 'InternalServerException')
        } else if (options.failure === 'html') {
          response.writeHead(200, { 'content-type': 'text/html' })
          response.end('<html>Please sign in</html>')
        } else if (call.method === 'GET' && call.path === '/federation/credentials') {
          roleCredentials(call, response)
        } else if (call.method === 'POST' && call.path === '/token') {
          createToken(call, response)
        } else {
          send(response, 404, { message: 'Not found' }, 'ResourceNotFoundException')
        }
      }
      setTimeout(answer, options.latencyMs ?? 0)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
