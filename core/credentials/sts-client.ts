import type * as StsModule from '@aws-sdk/client-sts'
import type {
  GetCallerIdentityCommand,
  GetCallerIdentityCommandOutput,
  STSClient,
  STSClientConfig,
} from '@aws-sdk/client-sts'
import { type Route, connectionFor } from '../network/agents.ts'
import type { Endpoint } from '../network/endpoint.ts'
import { sdkOptions, withoutVersionWarning } from '../network/sdk-options.ts'

type Sdk = typeof StsModule

let sdk: Promise<Sdk> | undefined

/** The SDK, loaded on first use: it costs more to load than most commands take. */
export function loadStsSdk(): Promise<Sdk> {
  sdk ??= import('@aws-sdk/client-sts')
  return sdk
}

/**
 * Steps of the SDK that are left out. Choosing a way to sign, and signing, happen per call in sts-calls.ts; there is no
 * logger, this is not a Lambda function, and the SDK's user agent would tell AWS about the machine.
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

/** Signs the command with this input object by `sign` on each attempt, whichever client sends it. */
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
 * Sends a GetCallerIdentity. Assembles the SDK's steps once for all commands of a run and not for each, which is what
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

/**
 * One client per endpoint, region, timeout (milliseconds) and route. Credentials come with each call (see sts-calls.ts);
 * the client itself has none.
 */
export async function stsClient(place: ClientPlace): Promise<STSClient> {
  const { endpoint, timeoutMs } = place
  const connection = await connectionFor(endpoint.url, place.route)
  const { STSClient: Client } = await loadStsSdk()
  const key = `${endpoint.signingRegion} ${timeoutMs} ${endpoint.url} ${connection.key}`
  const known = clients.get(key)
  if (known) return known
  const client = withoutVersionWarning(
    () => new Client(sdkOptions(endpoint, timeoutMs, connection) as STSClientConfig),
  )
  for (const name of unusedSteps) {
    if (!client.middlewareStack.remove(name)) throw new Error(`The SDK has no step ${name} any more`)
  }
  const where = { relation: 'after', toMiddleware: 'retryMiddleware', name: 'stackpassSend' }
  ;(client.middlewareStack as unknown as Stack).addRelativeTo(lastStep, where)
  if (clients.size >= mostClients) clients.delete([...clients.keys()][0]!)
  clients.set(key, client)
  return client
}
