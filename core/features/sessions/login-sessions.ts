import { partitionOfRegion } from '../../../shared/domain/aws/partitions.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { loginCommand } from '../../../shared/domain/sessions/login-command.ts'
import { redactText } from '../../../shared/domain/secrets/redact.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { createSessionStates, statesPlace } from '../../credentials/session-states.ts'
import { forgetCachedFrom } from '../../credentials/forget-cached.ts'
import { findLogins, type FoundLogin, loginSessionOf } from '../../sessions/login/find-logins.ts'
import { forgetLogin } from '../../sessions/login/keep-login.ts'
import { loadLoginKeys } from '../../sessions/login/renew-login.ts'
import { loginCachePath, readLogin } from '../../sessions/login/login-cache.ts'
import { FileFailure } from '../../system/file-errors.ts'
import type { SignInFlow } from '../../sessions/sign-ins.ts'
import { browserComesBack } from './chosen-method.ts'
import type { IdentityCenterContext } from './identity-center.ts'
import type { KnownSession, SessionKind, SignInChoice } from './known-session.ts'
import { sessionEndpoint } from './session-endpoint.ts'

const timeoutMs = 10_000

/** Profiles with `login_session`, which `aws login` signs in, and new ones. */
export interface LoginSessions {
  readonly kind: SessionKind
  /** The flow of a profile that does not exist yet, or gives no credentials yet. */
  forNew(view: AwsView, name: string, choice: SignInChoice): Promise<Result<SignInFlow>>
}

const valueOf = (profile: MergedProfile | undefined, key: string): string | undefined =>
  profile?.value(key) || undefined

/** Settings beside `login_session` that would be used instead of it, as the AWS CLI refuses them. */
const takenFirst: Readonly<Partial<Record<MergedProfile['kind'], string>>> = {
  keys: 'keys',
  session: 'keys',
  role: 'role_arn',
  'web-identity': 'web_identity_token_file',
  sso: 'settings of IAM Identity Center',
  process: 'credential_process',
  login: 'login_session',
}

export function loginSessions(context: IdentityCenterContext): LoginSessions {
  const { ports, paths } = context
  const { env, homeDir } = ports
  const place = { env, home: homeDir }

  async function flow(
    view: AwsView,
    about: {
      readonly id: string
      readonly name: string
      readonly value?: string
      readonly partition?: string
      readonly profile: MergedProfile | undefined
    },
    { method, region }: SignInChoice,
  ): Promise<Result<SignInFlow>> {
    const { id, name, value, partition, profile } = about
    if (method === 'device')
      return fail('SignInRefused', `The sign-in to ${name} uses aws login, which has no code to compare.`, {
        reason: 'That service of AWS offers no device codes.',
        remedy: 'Use `stackpass login --remote`: you paste here the text that the page shows.',
      })
    const read = value === undefined ? undefined : await readLogin(loginCachePath(value, place))
    const before = read?.kind === 'login' ? read.login.signInRegion : undefined
    const chosen = region ?? before ?? (env['AWS_REGION'] || undefined) ?? valueOf(profile, 'region')
    if (chosen === undefined && partition !== undefined && partition !== 'aws')
      return fail('SignInRefused', `It is not known in which region to sign in to ${name}.`, {
        reason: `It is in the partition ${partition}, and names no region.`,
        remedy: 'Name one with --region, or set region of the profile.',
      })
    const where = chosen ?? 'us-east-1'
    const endpoint = sessionEndpoint({ service: 'signin', region: where, name, profile }, view, env)
    if (!endpoint.ok) return endpoint
    const { loginFlow, remoteLoginFlow } = await import('../../sessions/login/login-flow.ts')
    const isRemote = method === 'remote' || (method === undefined && !browserComesBack(ports))
    return ok(
      (isRemote ? remoteLoginFlow : loginFlow)({
        session: id,
        name,
        url: endpoint.value.url,
        region: endpoint.value.signingRegion,
        route: { env, caBundle: valueOf(profile, 'ca_bundle') },
        timeoutMs,
        locksDir: paths.locksDir,
        place,
        ...(value !== undefined && { expected: value }),
        openLink: ports.openLink ?? (() => Promise.resolve(false)),
      }),
    )
  }

  async function renew(
    view: AwsView,
    { id, value }: FoundLogin,
    profile: MergedProfile | undefined,
    region = 'us-east-1',
  ): Promise<void> {
    const urlOf = (where: string): string => {
      const endpoint = sessionEndpoint({ service: 'signin', region: where, name: id, profile }, view, env)
      if (!endpoint.ok) throw new FileFailure(endpoint.error)
      return endpoint.value.url
    }
    await loadLoginKeys(loginCachePath(value, place), {
      ...{ locksDir: paths.locksDir, urlOf, region, timeoutMs },
      route: { env, caBundle: valueOf(profile, 'ca_bundle') },
    }).catch((error: unknown) => {
      // Another process holds the lock, or the lock cannot be written: the next look tries again.
      if (!(error instanceof FileFailure)) throw error
    })
  }

  async function signOut(view: AwsView, found: FoundLogin): Promise<{ readonly untold?: string }> {
    await forgetLogin(found.value, place, paths.locksDir)
    const names = found.profiles.map(({ profile }) => profile.name)
    await forgetCachedFrom(names, view.profiles, paths)
    return { untold: 'AWS has no call that ends a login; keys in use expire within 15 minutes.' }
  }

  async function rowOf(view: AwsView, found: FoundLogin): Promise<KnownSession> {
    const { id, value, identity, profiles } = found
    const read = await readLogin(loginCachePath(value, place))
    const state = await createSessionStates(statesPlace(context)).login(value)
    const own = profiles.find(({ profile }) => loginSessionOf(profile) === value)?.profile
    const region = (read.kind === 'login' && read.login.signInRegion) || valueOf(own, 'region')
    const name = identity?.name ?? redactText(value)
    const partition = identity?.partition ?? (region ? partitionOfRegion(region).id : undefined)
    return {
      session: {
        id,
        kind: 'login',
        name,
        ...(identity && { user: identity.user }),
        ...(region && { region }),
        ...(partition && { partition }),
        state,
        method: browserComesBack(ports) ? 'browser' : 'remote',
        profiles: profiles.map(({ profile, account, role }) => ({
          name: profile.name,
          ...(account !== undefined && { account }),
          ...(role !== undefined && { role }),
          state,
        })),
      },
      flow: (choice) => {
        const named = profiles.find(({ profile }) => profile.name === choice.profile)?.profile
        const profile = named && loginSessionOf(named) === value ? named : own
        return flow(view, { id, name, value, ...(partition && { partition }), profile }, choice)
      },
      renew: () => renew(view, found, own, region || undefined),
      signOut: () => signOut(view, found),
    }
  }

  return {
    kind: (view) => Promise.all(findLogins(view).map((found) => rowOf(view, found))),
    async forNew(view, name, choice) {
      const profile = view.profiles.get(name)
      const first = profile && takenFirst[profile.kind]
      if (first !== undefined)
        return fail('ProfileExists', `${name} has ${first} already.`, {
          reason: 'A login beside it would have no effect, or would replace it.',
          remedy: profile?.kind === 'login' ? `Run \`${loginCommand(name)}\`.` : 'Choose a new name.',
        })
      return flow(view, { id: `login:new:${name}`, name, profile }, choice)
    },
  }
}
