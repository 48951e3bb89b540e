import type * as StsModule from '@aws-sdk/client-sts'
import type {
  GetCallerIdentityCommand,
  GetCallerIdentityCommandOutput,
  STSClient,
  STSClientConfig,
} from '@aws-sdk/client-sts'
import { type Connection, type Route, connectionFor } from '../network/agents.ts'
import type { Endpoint } from '../network/endpoint.ts'
import { retryOnce } from './retry-once.ts'

type Sdk = typeof StsModule

let sdk: Promise<Sdk> | undefined

/** The SDK, loaded on first use: it costs more to load than most commands take. */
export function loadStsSdk(): Promise<Sdk> {
  sdk ??= import('@aws-sdk/client-sts')
  return sdk
}

/**
 * Steps of the SDK that are left out. Choosing a way to sign, and signing, happen per call in sts-calls.ts; there is no
 * logger, this is no Lambda function, and the SDK's user agent would tell AWS about the machine.
 */
const unusedSteps = [
  'httpAuthSchemeMiddleware',
  'httpSigningMiddleware',
  'loggerMiddleware',
  'recursionDetectionMiddleware',
  'getUserAgentMiddleware',
]

interface Step {
  readonly input: object
  readonly request: { readonly headers: Record<string, string> }
}

type Next = (step: Step) => Promise<unknown>
type Sign = (request: Step['request']) => Promise<unknown>

interface Stack {
  addRelativeTo(middleware: (next: Next) => Next, options: object): void
}

/** How the command with this input is signed; its retries too. */
const signs = new WeakMap<object, Sign>()

/** Has the command with this input object signed by `sign` on each attempt, by whatever client it is sent. */
export function signBeforeSending(input: object, sign: Sign): void {
  signs.set(input, sign)
}

/** The last step before a command is sent. */
const lastStep = (next: Next) => async (step: Step) => {
  step.request.headers['user-agent'] = 'stackpass'
  const sign = signs.get(step.input)
  return next(sign ? { ...step, request: (await sign(step.request)) as Step['request'] } : step)
}

interface SendOptions {
  readonly requestTimeout: number
  readonly abortSignal?: AbortSignal
}

interface Assembled extends SendOptions {
  readonly handler: (command: GetCallerIdentityCommand) => Promise<{ output: GetCallerIdentityCommandOutput }>
}

const assembled = new WeakMap<STSClient, Assembled>()

/**
 * Sends a GetCallerIdentity. The SDK's steps are assembled once for all commands of a run and not for each, which is what
 * its own `cacheMiddleware` does for calls without options.
 */
export async function sendAgain(
  client: STSClient,
  command: GetCallerIdentityCommand,
  options: SendOptions,
): Promise<GetCallerIdentityCommandOutput> {
  let known = assembled.get(client)
  if (known?.abortSignal !== options.abortSignal || known?.requestTimeout !== options.requestTimeout) {
    const { middlewareStack, config } = client
    known = { ...options, handler: command.resolveMiddleware(middlewareStack, config, options) }
    assembled.set(client, known)
  }
  return (await known.handler(command)).output
}

/** Where a client sends to, and how. */
export interface ClientPlace {
  readonly endpoint: Endpoint
  readonly timeoutMs: number
  readonly route: Route
}

const clients = new Map<string, STSClient>()
const mostClients = 32

const noCredentials = (): Promise<never> =>
  Promise.reject(new Error('Every STS call brings its own credentials'))

/**
 * One client per endpoint, region, timeout (milliseconds) and route. Each setting that the SDK would otherwise look up is given here: a setting that is
 * left out makes it parse the user's config file with its own reader, which a section such as `[constructor]` turns
 * against the process. Credentials come with each call (see sts-calls.ts); the client itself has none. Clock correction
 * is off, because the client is shared and a skewed clock is to be reported.
 */
export async function stsClient(place: ClientPlace): Promise<STSClient> {
  const { endpoint, timeoutMs } = place
  const connection = await connectionFor(endpoint.url, place.route)
  const { STSClient: Client } = await loadStsSdk()
  const key = `${endpoint.signingRegion} ${timeoutMs} ${endpoint.url} ${connection.key}`
  const known = clients.get(key)
  if (known) return known
  const client = withoutVersionWarning(() => new Client(clientOptions(endpoint, timeoutMs, connection)))
  for (const name of unusedSteps) {
    if (!client.middlewareStack.remove(name)) throw new Error(`The SDK has no step ${name} any more`)
  }
  const where = { relation: 'after', toMiddleware: 'retryMiddleware', name: 'stackpassSend' }
  ;(client.middlewareStack as unknown as Stack).addRelativeTo(lastStep, where)
  if (clients.size >= mostClients) clients.delete([...clients.keys()][0]!)
  clients.set(key, client)
  return client
}

function clientOptions(endpoint: Endpoint, timeoutMs: number, { agent }: Connection): STSClientConfig {
  const options = {
    region: endpoint.signingRegion,
    endpoint: endpoint.url,
    credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
    credentialDefaultProvider: () => noCredentials,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    ignoreConfiguredEndpointUrls: true,
    defaultsMode: 'standard',
    retryMode: 'standard',
    maxAttempts: 2,
    retryStrategy: retryOnce,
    authSchemePreference: [],
    sigv4aSigningRegionSet: [],
    userAgentAppId: 'stackpass',
    disableClockSkewCorrection: true,
    // The request timeout, which comes with each call, ends with the headers; this one covers a body that stalls.
    requestHandler: {
      httpAgent: agent,
      httpsAgent: agent,
      throwOnRequestTimeout: true,
      socketTimeout: timeoutMs,
    },
  }
  return options as STSClientConfig
}

const warningVariable = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'

/** The SDK prints a note about future Node versions on the first client; it is no news to the user of a profile. */
function withoutVersionWarning<T>(make: () => T): T {
  const before = process.env[warningVariable]
  process.env[warningVariable] = 'true'
  try {
    return make()
  } finally {
    if (before === undefined) delete process.env[warningVariable]
    else process.env[warningVariable] = before
  }
}
