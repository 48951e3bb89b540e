import { FileFailure } from '../system/file-errors.ts'
import { CredentialError, refuse, throwIfCancelled } from './failure.ts'
import { type MfaDevice, type MfaSession, keyedName, newDevice } from './mfa-store.ts'
import { mostFromSession, roleParts, sessionParts } from './mfa-names.ts'
import { type MfaNeed, MfaTurn, orAborted, refusedFor } from './mfa-turn.ts'
import { remember } from './run-memory.ts'
import { type CallOptions, type RoleRequest, assumeRole, getSessionToken } from './sts-calls.ts'
import type { CredentialContext, Credentials } from './types.ts'

/** Keys of a user that has an MFA device. */
export interface MfaKeys extends MfaNeed {
  readonly source: Credentials
  readonly call: CallOptions
}

/** A role that a profile assumes with an MFA device. */
export interface MfaHop extends MfaKeys {
  readonly role: RoleRequest
}

/** A session that ends within this time is asked for again, where a person is there: when the notice of its end comes. */
const renewBefore = 10 * 60_000
/** A role refused with a session older than this may want a younger one (`aws:MultiFactorAuthAge`). */
const youngFor = 60 * 60_000

const isDenied = (error: unknown) =>
  error instanceof Error &&
  error.name.startsWith('AccessDenied') &&
  !/MultiFactorAuth\w* failed/.test(error.message)

interface Wanted {
  /** What makes it another session: the key, or the key with a role. */
  readonly parts: readonly string[]
  readonly purpose: string
  /** Sessions that began before do not count. Milliseconds since 1970. */
  readonly since?: number
  readonly open: (code: string, turn: MfaTurn) => Promise<Credentials>
}

const lasts = (session: MfaSession | undefined, ms: number) =>
  session !== undefined && session.expiresAt - Date.now() > ms

/** The kept session, or one that a code opens now. One process at a time asks; the others find its answer. */
async function obtain(hop: MfaKeys, wanted: Wanted, context: CredentialContext): Promise<MfaSession> {
  const { mfa } = context
  const find = (device: MfaDevice | undefined) => {
    const of = device && keyedName(device.salt, ...wanted.parts)
    const found = device?.sessions.find((one) => one.of === of)
    return found && found.startedAt >= (wanted.since ?? 0) ? found : undefined
  }
  const kept = find(await mfa.read(hop.serial))
  if (kept && lasts(kept, renewBefore)) return kept
  const began = Date.now()
  const lock = await takeTurn(hop, context)
  try {
    const turn = new MfaTurn((await mfa.read(hop.serial)) ?? newDevice(hop.serial), hop, context)
    const current = find(turn.device)
    if (current && lasts(current, renewBefore)) return current
    try {
      // Callers that waited for this question share its result, and are not asked the same again.
      if ((turn.device.leftAt ?? 0) > began) {
        return refuse(
          'MfaCancelled',
          `No MFA code was given for ${hop.profile}.`,
          `The question about ${hop.serial} was cancelled a moment ago.`,
          'Start again to be asked again.',
        )
      }
      const given = await turn.withCode(wanted.purpose, (code) => wanted.open(code, turn))
      const { accessKeyId, secretAccessKey, sessionToken = '', expiresAt = Date.now(), accountId } = given
      const session: MfaSession = {
        of: keyedName(turn.device.salt, ...wanted.parts),
        startedAt: Date.now(),
        expiresAt,
        accessKeyId,
        secretAccessKey,
        sessionToken,
        ...(accountId !== undefined && { accountId }),
      }
      const others = turn.device.sessions.filter(({ of }) => of !== session.of)
      await turn.keep({ sessions: [...others, session] })
      return session
    } catch (error) {
      // The early request for a new session failed: the old one serves until its end.
      if (error instanceof CredentialError && lasts(current, 0)) return current!
      throw error
    }
  } finally {
    await lock.release()
  }
}

/** Waits for the turn of this process, but no longer than until the run is cancelled. */
async function takeTurn(hop: MfaKeys, { mfa, signal }: CredentialContext) {
  const taking = mfa.lock(hop.serial)
  try {
    return await orAborted(taking, signal)
  } catch (error) {
    if (signal?.aborted) {
      taking.then(
        (lock) => lock.release(),
        () => undefined,
      )
      throwIfCancelled(signal)
    }
    if (!(error instanceof FileFailure)) throw error
    const { message, reason = '', remedy = '' } = error.coded
    return refuse('MfaNeeded', `${hop.profile} needs an MFA code.`, `${message} ${reason}`.trim(), remedy)
  }
}

/** The role itself with a code, for the whole time requested. */
function roleWithCode(hop: MfaHop, context: CredentialContext): Promise<Credentials> {
  const { source, role, serial, call } = hop
  return obtain(
    hop,
    {
      parts: roleParts(source, call.endpoint, role),
      purpose: `the role ${role.RoleArn}`,
      open: (code) => assumeRole(source, { ...role, SerialNumber: serial, TokenCode: code }, call),
    },
    context,
  )
}

/**
 * The session that a code opens for this device and these keys (GetSessionToken): it serves every profile and every tool until
 * it ends. `undefined` where AWS gives none for these keys.
 */
async function deviceSession(
  hop: MfaKeys,
  context: CredentialContext,
  purpose: string,
  since?: number,
): Promise<MfaSession | undefined> {
  const { source, serial, call } = hop
  const parts = sessionParts(source, call.endpoint)
  const device = await context.mfa.read(serial)
  const isRefused = (one: MfaDevice) =>
    one.refused.some(({ of, at }) => of === keyedName(one.salt, ...parts) && Date.now() - at < refusedFor)
  if (device && isRefused(device)) return undefined
  const open = async (code: string, turn: MfaTurn) => {
    try {
      return await getSessionToken(source, { serial, code }, call)
    } catch (error) {
      if (isDenied(error)) {
        const of = keyedName(turn.device.salt, ...parts)
        await turn.keep({ refused: [...turn.device.refused, { of, at: Date.now() }] })
      }
      throw error
    }
  }
  try {
    return await obtain(hop, { parts, purpose, open, ...(since !== undefined && { since }) }, context)
  } catch (error) {
    if (isDenied(error)) return undefined
    throw error
  }
}

/**
 * The credentials of a role that wants an MFA code. One code opens a session that serves all roles of the device until it ends;
 * where that cannot work (other temporary keys, more than an hour, AWS gives none) the code goes with the role itself.
 */
export async function assumeWithMfa(hop: MfaHop, context: CredentialContext): Promise<Credentials> {
  const { source, role, call } = hop
  const isLong = (role.DurationSeconds ?? 0) > mostFromSession
  if (source.sessionToken !== undefined || isLong) return roleWithCode(hop, context)
  const shared = (key: string, since?: number) =>
    remember(context.memory, `mfa ${key} ${hop.serial} ${source.accessKeyId} ${call.endpoint.source}`, () =>
      deviceSession(hop, context, `the role ${role.RoleArn}`, since),
    )
  const session = await shared('session')
  if (session === undefined) return roleWithCode(hop, context)
  try {
    return await assumeRole(session, role, call)
  } catch (error) {
    if (!isDenied(error) || Date.now() - session.startedAt < youngFor || !context.askMfa) throw error
    const younger = await shared('younger', session.startedAt + 1)
    return younger === undefined ? roleWithCode(hop, context) : assumeRole(younger, role, call)
  }
}

/** The session of these keys itself, for callers that take it as it is. */
export async function openSession(keys: MfaKeys, context: CredentialContext): Promise<Credentials> {
  const session = await deviceSession(keys, context, `a session of ${keys.profile}`)
  if (session !== undefined) return session
  return refuse(
    'AccessDenied',
    `AWS gives no session for the keys of ${keys.profile}.`,
    'A policy denies sts:GetSessionToken.',
    'Ask who manages the account.',
  )
}
