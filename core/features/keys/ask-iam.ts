import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { classifyCallError } from '../../credentials/classify.ts'
import { CredentialError, type CredentialFailure } from '../../credentials/failure.ts'
import { openSession } from '../../credentials/mfa.ts'
import { proveKeys } from '../../credentials/prove-keys.ts'
import { chooseRegion, endpointFor, routeOf, setting } from '../../credentials/settings.ts'
import type { CallerIdentity, CredentialContext, Credentials } from '../../credentials/types.ts'
import type { VaultKey } from '../../vault/types.ts'
import { iamCalls, type IamCalls } from './iam-client.ts'

/** AWS does not know a new key everywhere at once, or one that was switched on again: how often to ask, with pauses between. */
const tries = 30
const pauseMs = 2_000

const timeoutMs = 10_000

/** Who asks: as which profile, with what. */
export interface Asker {
  readonly profile: MergedProfile
  /** The MFA device of the user, where a profile names it. */
  readonly serial?: string | undefined
  readonly sources: CredentialContext
  /** The session that a code of the device opened: it serves the old key and the new one. */
  readonly session: { current?: Credentials }
  readonly wait: (ms: number) => Promise<void>
}

/** IAM as one key of a user reaches it. */
export interface Iam {
  /**
   * Errors: CredentialsUnavailable. `details.failure` names the failure; `details.refused` is true where AWS refused, so that
   * nothing was done.
   */
  ask<T>(purpose: string, run: (calls: IamCalls) => Promise<T>): Promise<Result<T>>
}

/** A failure as a value. `refused`: AWS refused. */
function failed(
  { code, message, reason, remedy, detail }: CredentialFailure,
  refused: boolean,
): Result<never> {
  return fail('CredentialsUnavailable', message, {
    reason,
    remedy,
    details: { failure: code, refused, ...(detail !== undefined && { detail }) },
  })
}

const named = (error: unknown): string => (error instanceof Error ? error.name : '')
const isDenied = (error: unknown): boolean => named(error).startsWith('AccessDenied')
const isUnknownKey = (error: unknown): boolean =>
  /^(InvalidClientTokenId|InvalidAccessKeyId)/.test(named(error))
const isRefused = (error: unknown): boolean => {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0
  return status >= 400 && status < 500
}

/**
 * Asks with the key itself. Where a policy requires a code of the MFA device, asks for it once and uses a session of it from
 * then on.
 */
export function iamOf(asker: Asker, key: VaultKey, userName: string): Iam {
  const { profile, serial, sources, wait, session } = asker
  const route = routeOf(profile, sources)

  async function withSession(): Promise<Credentials> {
    const { region } = chooseRegion(profile, sources)
    return openSession(
      {
        profile: profile.name,
        serial: serial!,
        process: setting(profile, 'mfa_process'),
        source: key,
        call: { endpoint: endpointFor('sts', profile, region, sources), timeoutMs, route },
      },
      sources,
    )
  }

  return {
    async ask(purpose, run) {
      let url = ''
      let region = ''
      try {
        ;({ region } = chooseRegion(profile, sources))
        const endpoint = endpointFor('iam', profile, region, sources)
        url = endpoint.origin
        for (let left = tries; ; left -= 1)
          try {
            return ok(await run(iamCalls({ endpoint, route, timeoutMs }, session.current ?? key, userName)))
          } catch (error) {
            if (isDenied(error) && session.current === undefined && serial !== undefined)
              session.current = await withSession()
            else if (isUnknownKey(error) && left > 0) await wait(pauseMs)
            else throw error
          }
      } catch (error) {
        const subject = { profile: profile.name, purpose, url, region, accessKeyId: key.accessKeyId }
        return failed(classifyCallError(error, subject), isRefused(error) || error instanceof CredentialError)
      }
    },
  }
}

/** Whose key this is. `patient`: AWS may not know it yet. Errors: CredentialsUnavailable. */
export async function prove(
  { profile, sources, wait }: Asker,
  key: VaultKey,
  patient = false,
): Promise<Result<CallerIdentity>> {
  for (let left = tries; ; left -= 1) {
    const proved = await proveKeys(profile, key, sources)
    const mayCome = !proved.ok && proved.error.details?.['failure'] === 'KeyUnknown'
    if (!mayCome || !patient || left === 0) return proved
    await wait(pauseMs)
  }
}
