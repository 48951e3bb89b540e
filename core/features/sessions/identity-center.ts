import type { Session } from '../../../shared/contract/models.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { partitionOfRegion } from '../../../shared/domain/aws/partitions.ts'
import { isDualStackPortal, readStartUrl } from '../../../shared/domain/sessions/start-url.ts'
import { redactText } from '../../../shared/domain/secrets/redact.ts'
import { type CodedError, fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsFiles, AwsView } from '../../aws/aws-files.ts'
import { createSessionStates, statesPlace } from '../../credentials/session-states.ts'
import { forgetCachedFrom } from '../../credentials/forget-cached.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { Endpoint, Service } from '../../network/endpoint.ts'
import { unreached } from '../../network/unreached.ts'
import { findPortal } from '../../sessions/find-portal.ts'
import { findSessions, type FoundSession } from '../../sessions/find-sessions.ts'
import { registrationsFolder } from '../../sessions/registrations.ts'
import { loadSsoToken } from '../../sessions/renew-token.ts'
import { signInFailure } from '../../sessions/sign-in-failure.ts'
import type { SignInFlow } from '../../sessions/sign-ins.ts'
import { sessionCachePath } from '../../sessions/token-cache.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { FileFailure } from '../../system/file-errors.ts'
import { browserComesBack, type RememberedMethods } from './chosen-method.ts'
import type { KnownSession, SessionKind, SignInChoice } from './known-session.ts'
import { sessionEndpoint } from './session-endpoint.ts'
import type { UnwrittenSessions } from './unwritten-sessions.ts'

export interface IdentityCenterContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly aws: AwsFiles
  readonly now: () => Date
}

const timeoutMs = 10_000

/** The profile whose settings decide how the requests of a session go out: the one that was named, otherwise the first one. */
const profileOf = (found: FoundSession, profile: string | undefined): MergedProfile | undefined =>
  (found.profiles.find((one) => one.profile.name === profile) ?? found.profiles[0])?.profile

interface Whole {
  readonly startUrl: string
  readonly region: string
}

/** Start URL and region, or what is missing. */
function wholeOf(found: FoundSession): Result<Whole> {
  const { startUrl, region, kind, name } = found
  const missing = startUrl === undefined ? 'sso_start_url' : region === undefined ? 'sso_region' : undefined
  if (startUrl !== undefined && region !== undefined) return ok({ startUrl, region })
  const where = kind === 'legacy' ? `The profiles of ${name} have` : `[sso-session ${name}] has`
  return fail('SignInRefused', `You cannot sign in to ${name}.`, {
    reason: `${where} no ${missing}.`,
    remedy: `Add ${missing} to it.`,
  })
}

/** Sessions of IAM Identity Center, and portals of legacy profiles. */
export function identityCenter(
  context: IdentityCenterContext,
  remembered: RememberedMethods,
  unwritten: Pick<UnwrittenSessions, 'beside'>,
): SessionKind {
  const { ports, paths } = context
  const { env, homeDir } = ports

  const endpointOf =
    (service: Service, view: AwsView, found: FoundSession, profile: string | undefined) =>
    ({ startUrl, region }: Whole): Result<Endpoint> =>
      sessionEndpoint(
        {
          service,
          region,
          prefersDualStack: service === 'sso-oidc' && isDualStackPortal(startUrl),
          name: found.name,
          profile: profileOf(found, profile),
        },
        view,
        env,
      )

  const routeOf = (found: FoundSession, profile: string | undefined) => ({
    env,
    caBundle: profileOf(found, profile)?.settings.get('ca_bundle')?.value || undefined,
  })

  /** A start URL of the company's own must lead to AWS before anybody signs in with it. */
  async function checkStartUrl(
    found: FoundSession,
    whole: Whole,
    choice: SignInChoice,
  ): Promise<CodedError | undefined> {
    if (readStartUrl(whole.startUrl).kind === 'aws') return undefined
    try {
      const portal = await findPortal(whole.startUrl, { timeoutMs, route: routeOf(found, choice.profile) })
      return portal.ok ? undefined : portal.error
    } catch (error) {
      return signInFailure(error, { ...whole, name: found.name, url: whole.startUrl })
    }
  }

  async function flow(view: AwsView, found: FoundSession, choice: SignInChoice): Promise<Result<SignInFlow>> {
    const whole = wholeOf(found)
    if (!whole.ok) return whole
    const wrong = await checkStartUrl(found, whole.value, choice)
    if (wrong !== undefined) return { ok: false, error: wrong }
    const endpoint = endpointOf('sso-oidc', view, found, choice.profile)(whole.value)
    if (!endpoint.ok) return endpoint
    const request = {
      ...whole.value,
      session: found.id,
      name: found.name,
      scopes: found.scopes,
      endpoint: endpoint.value,
      route: routeOf(found, choice.profile),
      timeoutMs,
      cachePath: sessionCachePath(homeDir, found.cacheKey),
      locksDir: paths.locksDir,
      registrations: registrationsFolder(paths),
      openLink: ports.openLink ?? (() => Promise.resolve(false)),
    }
    const isChosen = choice.method === 'device' || choice.method === 'browser'
    if (isChosen && found.kind === 'identity-center')
      await remembered.remember(found.id, choice.method === 'device' ? 'device' : 'browser')
    const method = choice.method ?? (await methodOf(found))
    // A text to paste belongs to aws login; a code also serves people without a browser here.
    if (method !== 'browser' || found.kind === 'legacy') {
      const { deviceFlow } = await import('../../sessions/device-flow.ts')
      return ok(deviceFlow(request))
    }
    const { browserFlow } = await import('../../sessions/browser-flow.ts')
    return ok(browserFlow(request))
  }

  /** Legacy profiles are registered without scopes, which only a device code is known to take. */
  async function methodOf({ id, kind }: FoundSession): Promise<'browser' | 'device'> {
    if (kind === 'legacy' || !browserComesBack(ports)) return 'device'
    return (await remembered.device()).has(id) ? 'device' : 'browser'
  }

  async function renew(view: AwsView, found: FoundSession): Promise<void> {
    const whole = wholeOf(found)
    const oidc = whole.ok ? endpointOf('sso-oidc', view, found, undefined)(whole.value) : whole
    if (!oidc.ok) return
    await loadSsoToken(sessionCachePath(homeDir, found.cacheKey), {
      oidc: oidc.value,
      http: { timeoutMs, route: routeOf(found, undefined) },
      locksDir: paths.locksDir,
    }).catch((error: unknown) => {
      // Without an answer the next look tries again, and whatever uses the token reports it.
      const isNoAnswer = unreached(error, oidc.value.url) !== undefined || error instanceof FileFailure
      if (!isNoAnswer && (error as Error).name !== 'NotAws') throw error
    })
  }

  async function signOutOf(view: AwsView, found: FoundSession): Promise<{ readonly untold?: string }> {
    const { signOut } = await import('../../sessions/sign-out.ts')
    const whole = wholeOf(found)
    const at = (service: Service) =>
      whole.ok ? endpointOf(service, view, found, undefined)(whole.value) : whole
    const portal = at('sso')
    const oidc = at('sso-oidc')
    const place = {
      cachePath: sessionCachePath(homeDir, found.cacheKey),
      locksDir: paths.locksDir,
      http: { timeoutMs, route: routeOf(found, undefined) },
      oidc: oidc.ok && found.kind === 'identity-center' ? oidc.value : undefined,
    }
    const roles = {
      home: homeDir,
      cacheKey: found.cacheKey,
      legacy: found.kind === 'legacy',
      profiles: found.profiles,
    }
    const done = await signOut({ ...place, portal: portal.ok ? portal.value : undefined }, roles)
    const names = found.profiles.map(({ profile }) => profile.name)
    if (names.length > 0) await forgetCachedFrom(names, view.profiles, paths)
    return done
  }

  async function rowOf(view: AwsView, found: FoundSession): Promise<KnownSession> {
    const states = createSessionStates(statesPlace(context))
    const state = await states.sso(found.cacheKey, found.kind === 'legacy')
    const read = found.startUrl === undefined ? undefined : readStartUrl(found.startUrl)
    const named = read?.kind === 'aws' ? read.partition : undefined
    const partition = found.region === undefined ? named : partitionOfRegion(found.region).id
    const session: Session = {
      id: found.id,
      kind: found.kind,
      name: found.name,
      // From the file, which may hold anything; nobody sends it back.
      ...(found.startUrl !== undefined && { startUrl: redactText(found.startUrl) }),
      ...(found.region !== undefined && { region: found.region }),
      ...(partition !== undefined && { partition }),
      state,
      method: await methodOf(found),
      profiles: found.profiles.map(({ profile, account, role }) => ({
        name: profile.name,
        ...(account !== undefined && { account }),
        ...(role !== undefined && { role }),
        state,
      })),
    }
    return {
      session,
      flow: (choice) => flow(view, found, choice),
      ...(found.kind === 'identity-center' && { renew: () => renew(view, found) }),
      signOut: () => signOutOf(view, found),
    }
  }

  return async (view) => {
    const written = await Promise.all(findSessions(view).map((found) => rowOf(view, found)))
    const others = await Promise.all(unwritten.beside(view).map((found) => rowOf(view, found)))
    return [
      ...written,
      ...others.map((row) => ({ ...row, session: { ...row.session, unwritten: true as const } })),
    ]
  }
}
