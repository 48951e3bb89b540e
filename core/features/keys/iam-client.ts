import type * as IamModule from '@aws-sdk/client-iam'
import type { IAMClient, IAMClientConfig } from '@aws-sdk/client-iam'
import type { Credentials } from '../../credentials/types.ts'
import { connectionFor, type Route } from '../../network/agents.ts'
import type { Endpoint } from '../../network/endpoint.ts'
import { sdkOptions, withoutVersionWarning } from '../../network/sdk-options.ts'

/** Where IAM is asked, and how. */
export interface IamPlace {
  readonly endpoint: Endpoint
  readonly route: Route
  readonly timeoutMs: number
}

/** A key of a user as IAM lists it. */
export interface ListedKey {
  readonly accessKeyId: string
  readonly active: boolean
  /** ISO 8601. */
  readonly createdAt?: string
  readonly lastUsed?: LastUse
}

export interface LastUse {
  /** ISO 8601. */
  readonly at: string
  readonly service: string
  readonly region: string
}

/** The questions to IAM about the keys of one user. Each throws what the SDK throws. */
export interface IamCalls {
  list(): Promise<ListedKey[]>
  lastUsed(accessKeyId: string): Promise<LastUse | undefined>
  /** Sent once: a lost answer may mean a key that nobody knows. */
  create(): Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string }>
  /** Switching off a missing key counts as done. */
  setActive(accessKeyId: string, active: boolean): Promise<void>
  /** Deleting a missing key counts as done. */
  remove(accessKeyId: string): Promise<void>
}

type Sdk = typeof IamModule

const notAws = (message: string) => Object.assign(new Error(message), { name: 'NotAws' })

/** One try, where a second would repeat the action. */
const once = {
  acquireInitialRetryToken: () =>
    Promise.resolve({ getRetryCount: () => 0, getRetryDelay: () => 0, getRetryCost: () => 0 }),
  refreshRetryTokenForRetry: () => Promise.reject(new Error('It is not tried again')),
  recordSuccess: () => undefined,
}

async function open(place: IamPlace, credentials: Credentials, retries: boolean) {
  const sdk: Sdk = await import('@aws-sdk/client-iam')
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const options = {
    ...sdkOptions(place.endpoint, place.timeoutMs, await connectionFor(place.endpoint.url, place.route)),
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    ...(!retries && { maxAttempts: 1, retryStrategy: once }),
  }
  const client: IAMClient = withoutVersionWarning(() => new sdk.IAMClient(options as IAMClientConfig))
  // It would tell AWS about the machine.
  if (!client.middlewareStack.remove('getUserAgentMiddleware'))
    throw new Error('The SDK has no step getUserAgentMiddleware any more')
  return { sdk, client, http: { requestTimeout: place.timeoutMs } }
}

/** Undefined where IAM knows no such key. */
async function ifThere<T>(sent: Promise<T>): Promise<T | undefined> {
  try {
    return await sent
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('NoSuchEntity')) return undefined
    throw error
  }
}

/** Calls IAM with these credentials about one user. The SDK reads nothing of the user's files (docs/adr/0005). */
export function iamCalls(place: IamPlace, credentials: Credentials, UserName: string): IamCalls {
  return {
    async list() {
      const { sdk, client, http } = await open(place, credentials, true)
      const { AccessKeyMetadata } = await client.send(new sdk.ListAccessKeysCommand({ UserName }), http)
      if (AccessKeyMetadata === undefined) throw notAws('The answer lists no keys')
      return AccessKeyMetadata.flatMap(({ AccessKeyId, Status, CreateDate }) =>
        AccessKeyId === undefined
          ? []
          : [
              {
                accessKeyId: AccessKeyId,
                active: Status === 'Active',
                ...(CreateDate !== undefined && { createdAt: CreateDate.toISOString() }),
              },
            ],
      )
    },
    async lastUsed(AccessKeyId) {
      const { sdk, client, http } = await open(place, credentials, true)
      const answer = await ifThere(client.send(new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId }), http))
      const { AccessKeyLastUsed } = answer ?? {}
      const { LastUsedDate, ServiceName = 'N/A', Region = 'N/A' } = AccessKeyLastUsed ?? {}
      return LastUsedDate && { at: LastUsedDate.toISOString(), service: ServiceName, region: Region }
    },
    async create() {
      const { sdk, client, http } = await open(place, credentials, false)
      const { AccessKey } = await client.send(new sdk.CreateAccessKeyCommand({ UserName }), http)
      if (!AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey) throw notAws('The answer holds no key')
      return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey }
    },
    async setActive(AccessKeyId, active) {
      const { sdk, client, http } = await open(place, credentials, true)
      const Status = active ? 'Active' : 'Inactive'
      const sent = client.send(new sdk.UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }), http)
      await (active ? sent : ifThere(sent))
    },
    async remove(AccessKeyId) {
      const { sdk, client, http } = await open(place, credentials, true)
      await ifThere(client.send(new sdk.DeleteAccessKeyCommand({ UserName, AccessKeyId }), http))
    },
  }
}
