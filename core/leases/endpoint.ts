import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CodedError } from '../../shared/result.ts'
import { isToken, type Broker, type BrokerOptions } from './broker.ts'
import type { LeasedCredentials } from './protocol.ts'

const path = '/credentials'
/** The SDKs accept plain HTTP only from this machine. */
const host = '127.0.0.1'

export interface Endpoint extends Broker {
  /** What AWS_CONTAINER_CREDENTIALS_FULL_URI is set to. */
  readonly url: string
}

interface EndpointOptions extends Pick<BrokerOptions, 'tokenHash' | 'give' | 'onForged' | 'onBug'> {
  readonly profile: string
  /** How long credentials without an end are valid: the SDKs want a time. */
  readonly endsAt: string
}

function tell(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

/** In the form of a container's metadata service, which the SDKs show. */
const refused = ({ code, message, reason }: CodedError): object => ({
  code,
  message: reason === undefined ? message : `${message} ${reason}`,
})

const asContainersGet = (given: LeasedCredentials, endsAt: string): object => ({
  AccessKeyId: given.accessKeyId,
  SecretAccessKey: given.secretAccessKey,
  Token: given.sessionToken,
  Expiration: (given.expiresAt ?? endsAt).replace(/\.\d{3}Z$/, 'Z'),
  ...(given.accountId !== undefined && { AccountId: given.accountId }),
})

/**
 * Serves one profile of a lease as a container gets it (AWS_CONTAINER_CREDENTIALS_FULL_URI). Answers only callers with the token
 * that use the address of this machine: a page that a browser was led here from has neither.
 */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  let own = ''

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.host !== own || request.headers.origin !== undefined)
      return tell(response, 403, {
        code: 'NotAllowed',
        message: 'This address is for programs of this machine.',
      })
    if (request.method !== 'GET' || request.url !== path)
      return tell(response, 404, { code: 'NotFound', message: `Only GET ${path} is available.` })
    if (!isToken(request.headers.authorization ?? '', options.tokenHash)) {
      await options.onForged(options.profile)
      return tell(response, 401, { code: 'HandOutRefused', message: 'This is not the token of the lease.' })
    }
    const given = await options.give(options.profile)
    if (given.ok) tell(response, 200, asContainersGet(given.value, options.endsAt))
    else tell(response, 403, refused(given.error))
  }

  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    request.resume()
    answer(request, response).catch((error: unknown) => {
      options.onBug(error)
      tell(response, 500, { code: 'Internal', message: 'The lease could not answer.' })
    })
  })
  server.maxConnections = 64
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, () => resolve())
  })
  server.on('error', options.onBug)
  own = `${host}:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${own}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
