import type { Session, Settings } from '../../../shared/contract/models.ts'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Input, Reply } from '../../../shared/contract/index.ts'
import type { ReaderName } from '../../../shared/domain/aws/readers/types.ts'
import {
  loginCommand,
  newLoginCommand,
  sessionLoginCommand,
} from '../../../shared/domain/sessions/login-command.ts'
import { type CodedError, fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsFiles, AwsView } from '../../aws/aws-files.ts'
import { problemsOf } from '../../aws/problems.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { accessStates } from '../../credentials/access-states.ts'
import { profileGroups } from '../../credentials/profile-groups.ts'
import { statesPlace } from '../../credentials/session-states.ts'
import type { VerifiedResults } from '../../credentials/verified-results.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import { createSignIns, type SignInFlow } from '../../sessions/sign-ins.ts'
import { checkNewSession } from '../../sessions/new-session.ts'
import { sessionCacheFolder } from '../../sessions/token-cache.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { shownPath } from '../../system/shown-path.ts'
import { createRememberedMethods } from './chosen-method.ts'
import { identityCenter } from './identity-center.ts'
import { keepRenewed } from './keep-renewed.ts'
import type { KnownSession } from './known-session.ts'
import { loginSessions } from './login-sessions.ts'
import { mfaSessions } from './mfa-sessions.ts'
import { mixesOf } from './mixes.ts'
import { createUnwrittenSessions } from './unwritten-sessions.ts'
import { watchSessions } from './watch-sessions.ts'

export interface SessionContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly aws: AwsFiles
  readonly settings: { get(): Promise<Pick<Settings, 'groups' | 'profileGroups' | 'statusReader'>> }
  readonly verified: VerifiedResults
  /** The profile in use. */
  readonly activeName: () => Promise<string | undefined>
  readonly events: EventHub
  readonly now: () => Date
}

export interface SessionFeature {
  readonly handlers: HandlersOf<'sessions'>
  close(): Promise<void>
}

type Target = Pick<Input<'sessions.signIn'>, 'session' | 'profile'>

const isOut = ({ kind }: Session['state']): boolean => kind === 'signIn' || kind === 'needsCode'

const needsPerson = ({
  profile,
  newProfile,
  session,
}: Pick<Input<'sessions.signIn'>, 'profile' | 'newProfile' | 'session'>): CodedError =>
  fail('SignInNeedsPerson', 'Only a person can sign in.', {
    reason: 'The request came without a terminal or a window, where nobody sees what they sign in to.',
    remedy:
      newProfile !== undefined
        ? `Run \`${newLoginCommand(newProfile)}\` in a terminal.`
        : profile !== undefined
          ? `Run \`${loginCommand(profile)}\` in a terminal.`
          : session?.startsWith('sso:') === true
            ? `Run \`${sessionLoginCommand(session.slice('sso:'.length))}\` in a terminal.`
            : 'Run `stackpass login` in a terminal.',
  }).error

/** The sign-ins that profiles use. */
export function createSessionFeature(
  context: SessionContext,
  onBug: (error: unknown) => Reply<never>,
): SessionFeature {
  const { ports, paths, aws, settings, events, now } = context
  const signIns = createSignIns(events, now, onBug)
  const unwritten = createUnwrittenSessions()
  const logins = loginSessions(context)
  const kinds = [
    identityCenter(context, createRememberedMethods(paths), unwritten),
    logins.kind,
    mfaSessions(context),
  ]
  const watching = ports.watch === true ? watchSessions(context) : undefined

  const known = async (view: AwsView): Promise<readonly KnownSession[]> =>
    (await Promise.all(kinds.map((find) => find(view)))).flat()

  const renewing =
    ports.watch === true ? keepRenewed({ aws, active: context.activeName, known, onBug }) : undefined

  /** The session that is named, directly or by one of its profiles. */
  async function targetOf({ session, profile }: Target, view: AwsView): Promise<Result<KnownSession>> {
    const all = await known(view)
    if (session !== undefined) {
      const found = all.find((one) => one.session.id === session)
      if (found !== undefined) return ok(found)
      return fail('SessionNotFound', `There is no session "${session}".`, {
        reason: 'No sso-session and no profile in the files has it.',
        remedy: '`stackpass sessions` shows them all.',
      })
    }
    if (profile === undefined)
      return fail('BadInput', 'Name a session or a profile.', {
        reason: 'One of them is needed to know what to sign in to.',
        remedy: '`stackpass sessions` shows them.',
      })
    if (!view.profiles.has(profile)) return profileMissing(profile, view)
    const found = all.find((one) => one.session.profiles.some(({ name }) => name === profile))
    if (found !== undefined) return ok(found)
    return fail('SessionNotFound', `${profile} needs no sign-in.`, {
      reason: 'Neither the profile nor the source of its credentials uses a session.',
      remedy: '`stackpass sessions` shows the profiles that do.',
    })
  }

  async function accessOf(view: AwsView, reader: ReaderName, names: readonly string[]) {
    const checks = await context.verified.current(reader)
    const known = { tool: reader, checks, problems: problemsOf(view) }
    return accessStates(view, statesPlace(context), known, names)
  }

  const start = (flow: Result<SignInFlow>) => (flow.ok ? signIns.start(flow.value) : flow)

  const handlers: HandlersOf<'sessions'> = {
    'sessions.list': async () => {
      const view = await aws.view()
      const [all, groups] = await Promise.all([known(view), settings.get()])
      const waiting = new Set(
        signIns.list().flatMap(({ session, state }) => (state.kind === 'waiting' ? [session] : [])),
      )
      // A session that nobody has signed in to yet is only an intention.
      const shown = all.filter(
        ({ session: { id, unwritten: isNew, state } }) =>
          isNew !== true || state.kind !== 'signIn' || waiting.has(id),
      )
      const names = shown.flatMap(({ session: { profiles } }) => profiles.map(({ name }) => name))
      const access = await accessOf(view, groups.statusReader, [...new Set(names)])
      const groupOf = await profileGroups(view, groups, context)
      const sessions = shown.map(({ session: found }) => {
        const profiles = found.profiles.map((one) => ({ ...one, state: access.get(one.name) ?? one.state }))
        const session = { ...found, profiles }
        const mixes = mixesOf(session.profiles, groups, groupOf)
        return mixes === undefined ? session : { ...session, mixes }
      })
      const cacheFolder = shownPath(sessionCacheFolder(ports.homeDir), ports.homeDir)
      return ok({ sessions, signIns: signIns.list(), cacheFolder })
    },
    'sessions.signIn': async (input) => {
      const view = await aws.view()
      const { method, region, profile, newProfile, newSession } = input
      const isNew = newSession && checkNewSession(view, newSession)
      if (isNew?.ok === false) return isNew
      const named = isNew ? { session: unwritten.add(isNew.value).id } : input
      const target = newProfile === undefined ? await targetOf(named, view) : undefined
      if (target?.ok === false) return target
      if (!(ports.hasPerson ?? ports.host !== 'cli')) return { ok: false, error: needsPerson(input) }
      const choice = { method, region, profile }
      if (newProfile !== undefined) return start(await logins.forNew(view, newProfile, choice))
      const { session, flow } = target!.value
      if (flow === undefined)
        return fail('SignInRefused', `${session.name} has no sign-in of its own.`, {
          reason: 'Stackpass asks for a code when one of its profiles is used.',
          ...(profile !== undefined && { remedy: `\`stackpass verify\` with ${profile} asks for it now.` }),
        })
      return start(await flow(choice))
    },
    'sessions.wait': ({ signInId }) => signIns.wait(signInId),
    'sessions.paste': ({ signInId, text }) => signIns.paste(signInId, text),
    'sessions.cancel': ({ signInId }) => signIns.cancel(signInId),
    'sessions.signOut': async ({ all: every, ...target }) => {
      const view = await aws.view()
      const one = every === true ? undefined : await targetOf(target, view)
      if (one?.ok === false) return one
      const chosen = one === undefined ? await known(view) : [one.value]
      const signedOut: string[] = []
      const untold: { session: string; why: string }[] = []
      for (const { session, signOut } of chosen) {
        if (every === true && isOut(session.state)) continue
        const done = await signOut()
        signedOut.push(session.id)
        if (done.untold !== undefined) untold.push({ session: session.id, why: done.untold })
      }
      events.emit({ type: 'sessionsChanged' })
      return ok({ signedOut, untold })
    },
  }
  return {
    handlers,
    async close() {
      await signIns.close()
      await watching?.close()
      await renewing?.close()
    },
  }
}
