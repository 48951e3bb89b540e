import { randomBytes } from 'node:crypto'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { expiryOf } from '../../../shared/domain/aws/expiry.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import type { HandOutWay } from '../../../shared/domain/handouts/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView, AwsFiles } from '../../aws/aws-files.ts'
import { leadsToItself, ownTarget, type ActiveName } from '../../aws/own-target.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import type { ProcessChecks } from '../../consent/process-permissions.ts'
import { createCredentialCache, type CachedCredentials } from '../../credentials/cache.ts'
import { credentialSources } from '../../credentials/credential-sources.ts'
import { profileFingerprint } from '../../credentials/fingerprint.ts'
import { unkept } from '../../credentials/unkept.ts'
import type { HandOuts } from '../../handouts/hand-outs.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { Prompts } from '../../host/prompts.ts'
import { takeLock } from '../../state/lock.ts'
import type { OwnFiles } from '../../state/own-files.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { errno } from '../../system/file-errors.ts'
import type { VaultKeys } from '../../vault/types.ts'
import { vaultReady } from '../../vault/vault-ready.ts'
import { isBeingResolved, withResolving } from './resolving.ts'

type Given = Output<'credentials.get'>

/** Cached credentials are renewed this long before they end. */
const renewBefore = 5 * 60_000
/** An MFA question may hold the lock; others wait this long for its answer. */
const waitForOther = 6 * 60_000

function instant(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString()
}

/** The region that the profile itself names; the region in which STS was asked may be a guess. */
function regionOf(view: AwsView, name: string): string | undefined {
  return view.profiles.get(name)?.settings.get('region')?.value
}

/** Keys in the files need no cache and no network. Errors: CredentialsUnavailable when they have ended. */
function ownKeys(profile: MergedProfile, now: Date): Result<Given> | undefined {
  if (profile.kind !== 'keys' && profile.kind !== 'session') return undefined
  const value = (key: string): string | undefined => profile.settings.get(key)?.value
  const [accessKeyId, secretAccessKey] = [value('aws_access_key_id'), value('aws_secret_access_key')]
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined
  const sessionToken = value('aws_session_token')
  // Resolving says what is wrong with temporary keys without their token.
  if (accessKeyId.startsWith('ASIA') && !sessionToken) return undefined
  const expiresAt = sessionToken ? expiryOf(profile) : undefined
  if (expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime()) {
    return fail('CredentialsUnavailable', `The keys of ${profile.name} ended at ${expiresAt}.`, {
      reason: 'They are temporary, and the profile has no way to renew them.',
      remedy: 'Paste new ones with `stackpass profiles import`.',
      details: { failure: 'Expired' },
    })
  }
  const region = value('region')
  return ok({
    profile: profile.name,
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiresAt,
    accountId: value('aws_account_id') || undefined,
    region,
    fromCache: false,
  })
}

function fromCache(entry: CachedCredentials, region: string | undefined): Given {
  const { profile, accessKeyId, secretAccessKey, sessionToken, accountId } = entry
  return {
    profile,
    accessKeyId,
    secretAccessKey,
    sessionToken,
    accountId,
    region,
    expiresAt: instant(entry.expiresAt),
    fromCache: true,
  }
}

/** What resolving needs; the quick start of the command line gives no more than this. */
export interface CredentialsContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly now: () => Date
  readonly aws: AwsFiles
  readonly prompts: Prompts
  readonly processes: ProcessChecks
  readonly vault: VaultKeys
  readonly handOuts: HandOuts
  /** How to read and write our own files, when not as usual. */
  readonly ownFiles?: OwnFiles
}

export interface Credentials {
  readonly handlers: HandlersOf<'credentials'>
  /** As `credentials.get`, but for other uses than the usual one. */
  get(
    input: { readonly name?: string | undefined; readonly fresh?: boolean | undefined },
    way: HandOutWay,
  ): Promise<Result<Given>>
}

export function createCredentials(context: CredentialsContext, activeName: ActiveName): Credentials {
  const cache = createCredentialCache(context.paths, context.ownFiles)

  async function cached(name: string, view: AwsView): Promise<Given | undefined> {
    const entry = await cache.read(name)
    if (entry === undefined || entry.expiresAt - renewBefore <= context.now().getTime()) return undefined
    const fingerprint = profileFingerprint(name, credentialSources(context, view), entry.salt)
    return fingerprint === entry.fingerprint ? fromCache(entry, regionOf(view, name)) : undefined
  }

  /** Credentials that could not be cached are still good; only the next caller has to ask again. */
  async function keep(entry: CachedCredentials, turn: string): Promise<void> {
    try {
      await cache.write(entry, turn)
    } catch (error) {
      if (errno(error) === '') throw error
      context.ports.onNotice?.(unkept(`the credentials of ${entry.profile}`, error, context.paths))
    }
  }

  async function resolve(name: string, view: AwsView): Promise<Result<Given>> {
    const { resolveCredentials } = await import('../../credentials/resolve.ts')
    const sources = credentialSources(context, view)
    const env = withResolving(context.ports.env, name)
    const turn = await cache.turn()
    const resolved = await resolveCredentials(name, { ...sources, env, allowMetadata: true })
    if (!resolved.ok) return resolved
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId } = resolved.value
    const salt = randomBytes(16).toString('hex')
    const fingerprint = profileFingerprint(name, sources, salt)
    if (expiresAt !== undefined && fingerprint !== undefined) {
      const entry = {
        version: 1,
        profile: name,
        salt,
        fingerprint,
        accessKeyId,
        secretAccessKey,
        expiresAt,
        ...(sessionToken !== undefined && { sessionToken }),
        ...(accountId !== undefined && { accountId }),
      } as const
      await keep(entry, turn)
    }
    return ok({
      profile: name,
      accessKeyId,
      secretAccessKey,
      sessionToken,
      accountId,
      region: regionOf(view, name),
      expiresAt: instant(expiresAt),
      fromCache: false,
    })
  }

  /** Many callers at once make one request: the first holds the lock, the others find its answer in the cache. */
  async function resolveOnce(name: string, view: AwsView, fresh: boolean): Promise<Result<Given>> {
    const lock = await takeLock({
      locksDir: context.paths.locksDir,
      key: cache.fileOf(name),
      label: `the credentials of ${name}`,
      timeout: waitForOther,
    })
    try {
      const found = fresh ? undefined : await cached(name, view)
      return found === undefined ? await resolve(name, view) : ok(found)
    } finally {
      await lock.release()
    }
  }

  /** No cache holds what does not end: the vault is asked each time. */
  async function fromVault(profile: MergedProfile): Promise<Result<Given>> {
    const key = await context.vault.keyOf(profile.name)
    if (!key.ok) return key
    const accountId = profile.settings.get('aws_account_id')?.value || undefined
    const region = profile.settings.get('region')?.value
    return ok({ profile: profile.name, ...key.value, accountId, region, fromCache: false })
  }

  async function find(profile: MergedProfile, view: AwsView, fresh: boolean): Promise<Result<Given>> {
    const keys = ownKeys(profile, context.now())
    if (keys !== undefined) return keys
    if (isVaultHeld(profile)) return fromVault(profile)
    const { name } = profile
    const found = fresh ? undefined : await cached(name, view)
    return found === undefined ? resolveOnce(name, view, fresh) : ok(found)
  }

  /** What was made before the vault was locked is still good. */
  async function vaultAnswers(name: string, view: AwsView, fresh: boolean): Promise<Result<undefined>> {
    const ready = await vaultReady(name, view.profiles, context.vault)
    return ready.ok || fresh || (await cached(name, view)) === undefined ? ready : ok(undefined)
  }

  const get: Credentials['get'] = async ({ name, fresh = false }, usual) => {
    const view = await context.aws.view()
    const target = await ownTarget(name, view, activeName)
    if (!target.ok) return target
    const wanted = target.value
    const profile = view.profiles.get(wanted)
    if (profile === undefined) return profileMissing(wanted, view)
    const inVault = isVaultHeld(profile)
    const needsNobody = inVault || ownKeys(profile, context.now()) !== undefined
    if (!needsNobody && isBeingResolved(context.ports.env, wanted)) return leadsToItself(wanted)
    const mayAnswer = needsNobody && !inVault ? ok(undefined) : await vaultAnswers(wanted, view, fresh)
    if (!mayAnswer.ok) return mayAnswer
    const way =
      usual !== 'credentials' ? usual : name === undefined ? 'pointer' : name === wanted ? usual : 'twin'
    return context.handOuts.give(
      { profile, way, inVault, ...(name !== undefined && name !== wanted && { asked: name }) },
      () => find(profile, view, fresh),
      ({ accountId, fromCache }) => ({ account: accountId, cached: fromCache }),
    )
  }

  return {
    get,
    handlers: {
      'credentials.get': (input) => get(input, context.handOuts.usualWay),
      'credentials.forget': async ({ name }) => {
        await cache.forget(name === undefined ? undefined : [name])
        return ok({})
      },
    },
  }
}
