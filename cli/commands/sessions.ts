import type { Call } from '../../shared/contract/index.ts'
import type { Session } from '../../shared/contract/models.ts'
import { didYouMean } from '../../shared/domain/text/did-you-mean.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { signInAndWait } from '../input/sign-in.ts'
import { withCore } from '../open-core.ts'
import { finish, printError, printJson, printNote } from '../output/reply.ts'
import { mixText, sessionText } from '../output/session-text.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { type Column, writeTable } from '../terminal/table.ts'

export interface LoginOptions extends CommonOptions {
  readonly session?: string
  readonly device?: boolean
  readonly remote?: boolean
  readonly region?: string
}

export interface LogoutOptions extends CommonOptions {
  readonly session?: string
  readonly all?: boolean
}

const kinds: Readonly<Record<Session['kind'], string>> = {
  'identity-center': 'Identity Center',
  legacy: 'Identity Center',
  login: 'aws login',
  mfa: 'MFA',
}
const columns: readonly Column[] = [
  { title: 'SESSION' },
  // The end time matters most when space is tight.
  { title: 'STATE', whole: true },
  { title: 'PROFILES' },
  { title: 'REGION' },
  { title: 'KIND', leaves: 2 },
  { title: 'START URL', leaves: 1 },
]
const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** `sessions`: lists who is signed in to what, until when, and how many profiles depend on it. */
export function runSessions(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) => {
    const { terminal } = context
    return finish(context, options, await call('sessions.list', {}), ({ sessions }) => {
      if (sessions.length === 0) {
        terminal.out('No profile needs a sign-in.\n')
        return
      }
      const now = new Date()
      const rows = sessions.map((one) => {
        const state = sessionText(one.state, now)
        const text = { ...state, text: safeText(state.text) }
        const more = [
          String(one.profiles.length),
          safeText(one.region ?? ''),
          kinds[one.kind],
          safeText(one.startUrl ?? ''),
        ]
        return [safeText(one.name), text, ...more]
      })
      writeTable(columns, rows, terminal, (text) => terminal.out(text))
      for (const one of sessions) {
        const mix = mixText(one)
        if (mix !== undefined) printNote(context, mix)
      }
    })
  })
}

/** The session with this id, or with this name if only one has it. */
function named(sessions: readonly Session[], wanted: string): Result<Session> {
  const found = sessions.filter(({ id, name }) => id === wanted || name === wanted)
  if (found.length === 1) return ok(found[0]!)
  const several = found.length > 1
  return fail(
    'SessionNotFound',
    several ? `Several sessions are called "${wanted}".` : `There is no session "${wanted}".`,
    {
      reason: several
        ? 'Profiles in the older form each have a session of their own.'
        : 'No sso-session and no profile in the files has it.',
      remedy: several
        ? `Use one of ${found.map(({ id }) => id).join(', ')}.`
        : `${didYouMean(
            wanted,
            sessions.map(({ name }) => name),
          )}\`stackpass sessions\` shows them all.`,
    },
  )
}

async function activeProfile(call: Call): Promise<string | undefined> {
  const active = await call('active.get', {})
  return active.ok ? (active.value.profile ?? undefined) : undefined
}

/** Without a name: the session of the active profile, else the only one. */
async function usual(call: Call, sessions: readonly Session[]): Promise<Result<Session>> {
  const profile = await activeProfile(call)
  const ofActive = sessions.find(({ profiles }) => profiles.some(({ name }) => name === profile))
  if (ofActive !== undefined) return ok(ofActive)
  if (sessions.length === 1) return ok(sessions[0]!)
  if (sessions.length === 0) {
    return fail('SessionNotFound', 'No profile needs a sign-in.', {
      reason: 'No profile in the files uses a session or aws login.',
      remedy: '`stackpass sso connect START_URL` adds the profiles of an organisation.',
    })
  }
  return fail('SessionNotFound', `There are ${sessions.length} sessions.`, {
    reason: 'No active profile decides which one to use.',
    remedy: `Name a profile, or add --session with one of ${sessions.map(({ name }) => name).join(', ')}.`,
  })
}

/** The sign-ins to make: each session once, with the profile that named it. */
async function targets(
  call: Call,
  names: readonly string[],
  wanted: string | undefined,
): Promise<Result<readonly { readonly session?: string; readonly profile?: string }[]>> {
  const list = await call('sessions.list', {})
  if (!list.ok) return list
  const { sessions } = list.value
  if (names.length === 0) {
    const one = wanted === undefined ? await usual(call, sessions) : named(sessions, wanted)
    return one.ok ? ok([{ session: one.value.id }]) : one
  }
  const seen = new Set<string>()
  return ok(
    names.flatMap((profile) => {
      const id = sessions.find(({ profiles }) => profiles.some(({ name }) => name === profile))?.id ?? profile
      if (seen.has(id)) return []
      seen.add(id)
      return [{ profile }]
    }),
  )
}

/** The sign-in method from the options. */
export function methodOf({ device, remote }: LoginOptions): 'device' | 'remote' | undefined {
  if (device === true) return 'device'
  return remote === true ? 'remote' : undefined
}

/** `login [PROFILE…] [--session S] [--device|--remote]`: signs in, once for each session. */
export function runLogin(
  context: CliContext,
  names: readonly string[],
  options: LoginOptions,
): Promise<number> {
  if (names.length > 0 && options.session !== undefined)
    return Promise.resolve(usageError(context, 'Give profiles, or --session.'))
  if (options.device === true && options.remote === true)
    return Promise.resolve(usageError(context, 'Give --device or --remote, not both.'))
  return withCore(context, async (call) => {
    const isOpen = names.length === 0 && options.session === undefined && options.json !== true
    const picked = isOpen
      ? await (await import('../picker/pick-session.ts')).pickSession(context, call)
      : undefined
    if (typeof picked === 'number') return picked
    const chosen = await targets(call, names, picked ?? options.session)
    if (!chosen.ok) return finish(context, options, chosen, () => undefined)
    const method = methodOf(options)
    const { region } = options
    const how = { ...(method && { method }), ...(region !== undefined && { region }) }
    let code: number = exitCodes.done
    for (const target of chosen.value) {
      const ended = await signInAndWait(context, call, { ...target, ...how })
      if (ended === undefined) return exitCodes.interrupted
      const refused = finish(context, options, ended, () => undefined)
      if (refused !== exitCodes.done) code = refused
      else if (ended.ok && options.json !== true) await tellSignedIn(context, call, ended.value.session)
    }
    return code
  })
}

async function tellSignedIn(context: CliContext, call: Call, id: string): Promise<void> {
  const list = await call('sessions.list', {})
  const session = list.ok ? list.value.sessions.find((one) => one.id === id) : undefined
  if (session === undefined) return
  const { text } = sessionText(session.state, new Date())
  const { name, profiles } = session
  context.terminal.out(
    `${safeText(name)}: ${safeText(text)}. ${plural(profiles.length, 'profile')} can be used.\n`,
  )
}

/** `logout [--session S|--all]`: signs out at AWS, and removes the token from the cache that all tools share. */
export function runLogout(context: CliContext, options: LogoutOptions): Promise<number> {
  if (options.all === true && options.session !== undefined)
    return Promise.resolve(usageError(context, 'Give --session, or --all.'))
  return withCore(context, async (call) => {
    const { terminal } = context
    const list = await call('sessions.list', {})
    if (!list.ok) return finish(context, options, list, () => undefined)
    const { sessions } = list.value
    const signedIn = sessions.filter(({ state }) => state.kind === 'works')
    const one =
      options.all === true
        ? undefined
        : options.session === undefined
          ? await usual(call, signedIn)
          : named(sessions, options.session)
    if (one?.ok === false) return finish(context, options, one, () => undefined)
    const reply = await call(
      'sessions.signOut',
      one === undefined ? { all: true } : { session: one.value.id },
    )
    if (options.json === true) printJson(context, reply)
    if (!reply.ok) {
      printError(context, reply.error)
      return exitCodes.refused
    }
    const nameOf = (id: string): string => safeText(sessions.find((session) => session.id === id)?.name ?? id)
    const { signedOut, untold } = reply.value
    for (const { session, why } of untold)
      printNote(
        context,
        `AWS could not be told to end ${nameOf(session)}; its token expires by itself. ${why}`,
      )
    if (options.json !== true)
      terminal.out(
        signedOut.length === 0
          ? 'Nobody was signed in.\n'
          : `Signed out of ${signedOut.map(nameOf).join(', ')}.\n`,
      )
    return exitCodes.done
  })
}
