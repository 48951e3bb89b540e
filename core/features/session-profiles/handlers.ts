import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Operation, PlanView } from '../../../shared/contract/models.ts'
import { expiryOf } from '../../../shared/domain/aws/expiry.ts'
import { sessionEndKey, sessionMarker, sessionOf } from '../../../shared/domain/aws/session-profile.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { credentialSources, type SourcesContext } from '../../credentials/credential-sources.ts'
import type { ResolvedCredentials } from '../../credentials/types.ts'
import { planOperations, type EditContext } from '../../edits/plan-operations.ts'
import type { HandOuts } from '../../handouts/hand-outs.ts'
import type { History } from '../../history/types.ts'

/** What session profiles are made from and written with. */
export type SessionProfileContext = EditContext &
  SourcesContext & { readonly history: History; readonly now: () => Date; readonly handOuts: HandOuts }

const instant = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString())

/** The label in the history; it finds earlier sessions of the same profile. */
const summaryOf = (profile: string, of: string) => `Session of ${of} in ${profile}`

function notOurs(name: string): Result<never> {
  return fail('ProfileExists', `Stackpass did not make ${name} for a session.`, {
    reason: 'Stackpass never replaces or removes such a profile here.',
    remedy: 'Choose another name with --as.',
  })
}

/** The profiles with a session that a name means or collides with: ours, nobody's, or somebody's. */
function madeFor(view: AwsView, name: string): Result<string | undefined> {
  const found = view.profiles.get(name)
  const of = sessionOf(found)
  return found !== undefined && of === undefined ? notOurs(name) : ok(of)
}

/** Profiles made by `stackpass session`: a session of another profile, as plain keys, for tools that read files only. */
export function createSessionProfileHandlers(context: SessionProfileContext): HandlersOf<'sessionProfiles'> {
  async function sessionKeys(view: AwsView, of: string): Promise<Result<ResolvedCredentials>> {
    const { resolveSession } = await import('../../credentials/resolve.ts')
    const profile = view.profiles.get(of)
    if (profile === undefined) return profileMissing(of, view)
    const found = await context.handOuts.give(
      { profile, way: 'session' },
      () => resolveSession(of, { ...credentialSources(context, view), allowMetadata: true }),
      ({ accountId }) => ({ account: accountId, cached: false }),
    )
    if (!found.ok || found.value.sessionToken !== undefined) return found
    return fail(
      'CredentialsUnavailable',
      `${of} holds keys that do not expire, and names no MFA device to open a session with.`,
      {
        reason: 'Credentials in such a profile must expire by themselves.',
        remedy: `Set mfa_serial of ${of}, or use the profile as it is: every tool that reads files finds its keys.`,
      },
    )
  }

  /**
   * Earlier sessions are useless and hold secrets: their entries of the history are removed, with the copies that only these
   * need.
   */
  async function forgetEarlier(profile: string, of: string, kept: ReadonlySet<string>): Promise<void> {
    const summary = summaryOf(profile, of)
    const entries = await context.history.list({ limit: 500 })
    const ids = entries
      .filter((entry) => entry.summary === summary && !kept.has(entry.id))
      .map(({ id }) => id)
    if (ids.length === 0) return
    await context.history.purge.run(await context.history.purge.plan({ ids }))
  }

  async function plan(
    view: AwsView,
    of: string,
    profile: string,
  ): Promise<Result<PlanView & { expiresAt?: string }>> {
    const keys = await sessionKeys(view, of)
    if (!keys.ok) return keys
    const { accessKeyId, secretAccessKey, sessionToken = '', expiresAt } = keys.value
    const region = view.profiles.get(of)?.value('region')
    const end = instant(expiresAt)?.replace(/\.\d{3}Z$/, 'Z')
    const entries = [
      { key: 'aws_access_key_id', value: accessKeyId },
      { key: 'aws_secret_access_key', value: secretAccessKey },
      { key: 'aws_session_token', value: sessionToken },
      ...(end === undefined ? [] : [{ key: sessionEndKey, value: end }]),
      { key: sessionMarker, value: of },
      ...(region ? [{ key: 'region', value: region }] : []),
    ]
    const operation: Operation = view.profiles.has(profile)
      ? { type: 'setMany', profile, entries, ...(end === undefined && { unset: [sessionEndKey] }) }
      : { type: 'addProfile', name: profile, entries }
    const made = await planOperations(context, [operation], summaryOf(profile, of))
    if (!made.ok) return made
    const before = new Set((await context.history.list({ limit: 1 })).map(({ id }) => id))
    context.plans.whenApplied(made.value.planId, async () => {
      const [newest] = await context.history.list({ limit: 1 })
      const kept = newest === undefined || before.has(newest.id) ? [] : [newest.id]
      await forgetEarlier(profile, of, new Set(kept))
    })
    return ok({ ...made.value, ...(end !== undefined && { expiresAt: end }) })
  }

  const isOver = (end: string | undefined) => end !== undefined && Date.parse(end) <= context.now().getTime()

  return {
    'sessionProfiles.list': async () => {
      const { profiles } = await context.aws.view()
      const found = [...profiles.values()].flatMap((profile) => {
        const of = sessionOf(profile)
        if (of === undefined) return []
        const end = expiryOf(profile)
        const renewable = profiles.has(of)
        return [{ profile: profile.name, of, expiresAt: end, over: isOver(end), renewable }]
      })
      return ok({ profiles: found })
    },
    'sessionProfiles.plan': async ({ of: given, as }) => {
      const view = await context.aws.view()
      // The session of a session profile is one of the profile that it was made from.
      const of = as === undefined ? (sessionOf(view.profiles.get(given)) ?? given) : given
      const profile = as ?? (of === given ? `${given}-session` : given)
      if (!view.profiles.has(of)) return profileMissing(of, view)
      const made = madeFor(view, profile)
      if (!made.ok) return made
      const planned = await plan(view, of, profile)
      if (!planned.ok) return planned
      const { expiresAt, ...rest } = planned.value
      return ok({ plan: rest, profile, expiresAt })
    },
    'sessionProfiles.planRemove': async ({ profiles: given }) => {
      const view = await context.aws.view()
      const over = [...view.profiles.values()].filter(
        (one) => sessionOf(one) !== undefined && isOver(expiryOf(one)),
      )
      const names = given ?? over.map(({ name }) => name)
      if (names.length === 0)
        return fail('NothingToChange', 'No profile holds a session that has ended.', {
          reason: 'This removes profiles made by `stackpass session` once their session has ended.',
          remedy: 'Nothing needs to be done.',
        })
      const ofs = new Map<string, string>()
      for (const name of names) {
        if (!view.profiles.has(name)) return profileMissing(name, view)
        const of = sessionOf(view.profiles.get(name))
        if (of === undefined) return notOurs(name)
        ofs.set(name, of)
      }
      const operations = names.map((name): Operation => ({ type: 'deleteProfile', name }))
      const summary =
        names.length === 1 ? `Removed the session ${names[0]}` : `Removed ${names.length} sessions`
      const planned = await planOperations(context, operations, summary)
      if (!planned.ok) return planned
      context.plans.whenApplied(planned.value.planId, async () => {
        for (const [name, of] of ofs) await forgetEarlier(name, of, new Set())
      })
      return planned
    },
  }
}
