import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Output, ParsedInput } from '../../../shared/contract/index.ts'
import { sessionLoginCommand } from '../../../shared/domain/sessions/login-command.ts'
import { isDualStackPortal } from '../../../shared/domain/sessions/start-url.ts'
import { type CodedError, fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import type { EditContext } from '../../edits/plan-operations.ts'
import { resolveEndpoint, type Endpoint, type Service } from '../../network/endpoint.ts'
import type { HttpOptions } from '../../network/http.ts'
import { textOf } from '../../../shared/domain/text/json-object.ts'
import { loadSsoToken } from '../../sessions/renew-token.ts'
import { checkNewSession } from '../../sessions/new-session.ts'
import { readSessionCache, sessionCachePath } from '../../sessions/token-cache.ts'
import { unreached } from '../../network/unreached.ts'
import type { AccountNames } from '../../state/account-names.ts'
import { createMadeProfiles } from '../../state/made-profiles.ts'
import { OwnFileFailure } from '../../state/own-file-failure.ts'
import { findOrganisation } from './find-organisation.ts'
import { knownProfiles } from './known-profiles.ts'
import { listOrganisation } from './list-organisation.ts'
import { createListingStore, isOf, type KeptListing } from './listing-store.ts'
import { createPace } from './pace.ts'
import { listedOf, planProfiles } from './plan-profiles.ts'
import { findSession, type OrganisationSession, plainStartUrl } from './session-of.ts'

/** What listing and planning read, and whom they tell. */
export interface OrganisationContext extends EditContext {
  readonly now: () => Date
  readonly accountNames: AccountNames
}

export interface OrganisationFeature {
  readonly handlers: HandlersOf<'organisations'>
  /** Stops every listing. */
  cancelAll(): void
}

type Listed = Output<'organisations.list'>
type Choice = ParsedInput<'organisations.list'>['session']

const timeoutMs = 10_000
/** How long a stopped listing can be continued, in milliseconds; after that, everything is asked again. */
const goesOnFor = 15 * 60_000

/** The session in the files, or the one that is not in them yet. */
function sessionOf(view: AwsView, choice: Choice): Result<OrganisationSession> {
  if ('session' in choice) return findSession(view, choice.session)
  const checked = checkNewSession(view, choice.newSession)
  return checked.ok ? ok({ ...checked.value, id: `sso:${checked.value.name}`, isNew: true }) : checked
}

export function createOrganisationFeature(context: OrganisationContext): OrganisationFeature {
  const { ports, paths, events, now } = context
  const listings = createListingStore(paths.cacheDir)
  const made = createMadeProfiles(paths.madeProfilesFile)
  const runs = new Map<string, AbortController>()
  const http: HttpOptions = { timeoutMs, route: { env: ports.env } }

  /** If it cannot be kept, only the time that it took is lost. */
  async function keep(write: Promise<void>): Promise<void> {
    try {
      await write
    } catch (error) {
      if (!(error instanceof OwnFileFailure)) throw error
      ports.onNotice?.(error.coded)
    }
  }

  function endpointOf(service: Service, { region, startUrl }: OrganisationSession): Result<Endpoint> {
    const found = resolveEndpoint({
      service,
      region,
      env: ports.env,
      prefersDualStack: service === 'sso-oidc' && isDualStackPortal(startUrl),
      setting: () => undefined,
      servicesSection: () => undefined,
    })
    if (found.ok) return ok(found.endpoint)
    return fail('ListingFailed', 'The access portal has no usable address.', {
      reason: found.reason,
      remedy: `Correct it: it comes from ${found.source}.`,
    })
  }

  /** Why the sign-in could not be renewed, where AWS was not reached. */
  function notRenewed(error: unknown, oidc: Endpoint | undefined): { readonly error: CodedError } {
    if (!(error instanceof Error)) throw error
    const lost = unreached(error, oidc?.url ?? '')
    return fail('ListingFailed', 'The sign-in could not be renewed.', {
      reason: lost ? `${lost.message} ${lost.reason}` : error.message,
      remedy: lost?.remedy ?? 'Try again later.',
    })
  }

  const signedOut = (
    session: OrganisationSession,
    reason: string,
    kept: KeptListing | undefined,
  ): Result<never> => {
    // The command cannot name older profiles or a new session.
    const howTo =
      session.name === undefined || session.isNew === true
        ? 'Sign in'
        : `Sign in (\`${sessionLoginCommand(session.name)}\`)`
    const accounts = kept?.accounts.filter(({ roles }) => roles !== undefined).length ?? 0
    return fail('SignedOut', `You are not signed in to ${session.name ?? session.startUrl}.`, {
      reason,
      remedy:
        accounts === 0
          ? `${howTo}, then list again.`
          : `${howTo}, then list again: what was found so far, ${accounts} of ${kept?.accounts.length} accounts, is kept.`,
      ...(kept && { details: { accounts } }),
    })
  }

  async function viewListing(listing: KeptListing, session: OrganisationSession): Promise<Listed> {
    const { complete, errors, at } = listing
    const [view, ours, template] = await Promise.all([
      context.aws.view(),
      made.read(),
      made.template(session.id),
    ])
    return {
      session: session.id,
      accounts: listing.accounts.map(({ id, name, email }) => ({
        id,
        name,
        ...(email !== undefined && { email }),
      })),
      roles: [...listedOf(listing).roles],
      complete,
      errors,
      at,
      profiles: knownProfiles(view, session, ours).map(({ made: by, ...rest }) => ({
        ...rest,
        ...(by && { made: { ...by } }),
      })),
      ...(template && { template: { ...template, trim: template.trim && [...template.trim] } }),
    }
  }

  async function list(
    session: OrganisationSession,
    runId: string,
    refresh: boolean,
    signal: AbortSignal,
  ): Promise<Result<Listed>> {
    const found = await listings.read(session.id)
    const before = found !== undefined && isOf(found, session) ? found : undefined
    if (before?.complete === true && !refresh) return ok(await viewListing(before, session))
    const portal = endpointOf('sso', session)
    if (!portal.ok) return portal
    const oidc = session.name === undefined ? undefined : endpointOf('sso-oidc', session)
    if (oidc?.ok === false) return oidc
    const path = sessionCachePath(ports.homeDir, session.name ?? session.startUrl)
    const place = { oidc: oidc?.value, http, locksDir: paths.locksDir }
    // What an earlier session of the same name left behind leads to another organisation.
    if (session.isNew === true) {
      const left = textOf(await readSessionCache(path), 'startUrl')
      if (left !== undefined && plainStartUrl(left) !== plainStartUrl(session.startUrl))
        return signedOut(session, 'Nobody has signed in yet.', before)
    }
    const token = await loadSsoToken(path, place).catch((error: unknown) => notRenewed(error, oidc?.value))
    if ('error' in token) return { ok: false, error: token.error }
    if ('missing' in token)
      return signedOut(
        session,
        token.missing === 'over' ? 'The session has ended.' : 'Nobody has signed in yet.',
        before,
      )
    const isFresh =
      before !== undefined && !before.complete && now().getTime() - Date.parse(before.at) < goesOnFor
    const known = new Map(
      isFresh ? before.accounts.flatMap(({ id, roles }) => (roles ? [[id, roles] as const] : [])) : [],
    )
    const result = await listOrganisation({
      portal: {
        url: portal.value.url,
        accessToken: token.token.accessToken,
        http,
        pace: createPace(),
        signal,
      },
      known,
      onProgress: (progress) => events.emit({ type: 'listingProgress', runId, ...progress }),
    })
    if (result.failure !== undefined && result.ended === 'signed-out')
      return signedOut(session, result.failure.message, before)
    if (result.failure !== undefined)
      return fail('ListingFailed', 'The accounts of the organisation could not be listed.', {
        reason: result.failure.message,
        remedy: result.failure.remedy ?? 'Try again later.',
      })
    const listing: KeptListing = {
      version: 1,
      session: session.id,
      startUrl: session.startUrl,
      accounts: result.accounts.map(({ roles, ...account }) => ({
        ...account,
        ...(roles && { roles: [...roles] }),
      })),
      errors: [...result.errors],
      complete: result.ended === 'done' && result.errors.length === 0,
      at: now().toISOString(),
    }
    // A listing that was stopped before the first answer is no news.
    if (listing.accounts.length > 0 || listing.complete) {
      await keep(listings.write(listing))
      await keep(context.accountNames.learn(listing.accounts, listing.at))
      events.emit({ type: 'accountsChanged' })
    }
    if (result.ended === 'signed-out')
      return signedOut(session, 'The session ended while its roles were listed.', listing)
    return ok(await viewListing(listing, session))
  }

  return {
    cancelAll() {
      for (const controller of runs.values()) controller.abort()
    },
    handlers: {
      'organisations.find': async ({ startUrl }) =>
        findOrganisation(await context.aws.view(), startUrl, http),

      'organisations.accountNames': async () => {
        const known = await context.accountNames.read()
        return ok({ accounts: [...known].map(([id, { name, at }]) => ({ id, name, at })) })
      },
      'organisations.list': async ({ runId, session, refresh }) => {
        if (runs.has(runId))
          return fail('BadInput', `A listing with the id "${runId}" is already running.`, {
            reason: 'Each listing needs an id of its own.',
            remedy: 'Use a new runId.',
          })
        const controller = new AbortController()
        runs.set(runId, controller)
        try {
          const found = sessionOf(await context.aws.view(), session)
          return found.ok ? await list(found.value, runId, refresh === true, controller.signal) : found
        } finally {
          runs.delete(runId)
        }
      },

      'organisations.cancel': ({ runId }) => {
        runs.get(runId)?.abort()
        return ok({})
      },

      'organisations.plan': (wanted) => planProfiles({ ...context, listings, made }, wanted),
    },
  }
}
