import { createHash } from 'node:crypto'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { AllowedProgram } from '../../../shared/contract/models.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { createConsentAsker } from '../../consent/ask-for-consent.ts'
import { fingerprintOf, type ProcessPermissions } from '../../consent/process-permissions.ts'
import { shownCommand, shownText, textHash } from '../../consent/shown-command.ts'
import type { AllowedProcess } from '../../consent/types.ts'
import { forgetCachedFrom } from '../../credentials/forget-cached.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { StackpassPaths } from '../../state/paths.ts'

export interface ConsentFeature {
  readonly handlers: HandlersOf<'consent'>
  /** Takes back the question that is open. */
  close(): void
}

type Profiles = ReadonlyMap<string, MergedProfile>

const commandOf = (profile: MergedProfile | undefined): string | undefined =>
  profile?.settings.get('credential_process')?.value || undefined

/** The profile whose program gives the credentials: this one, or the first of its source profiles that has one. */
function ownerOf(name: string, profiles: Profiles): Result<{ profile: string; command: string }> {
  const seen = new Set<string>()
  for (let next: string | undefined = name; next !== undefined && !seen.has(next);) {
    seen.add(next)
    const found: MergedProfile | undefined = profiles.get(next)
    const command = commandOf(found)
    if (command !== undefined) return ok({ profile: next, command })
    next = found?.settings.get('source_profile')?.value || undefined
  }
  return fail('ProcessMissing', `${name} does not get its credentials from a program.`, {
    reason: 'Neither it nor a source profile of it has a credential_process.',
    remedy: 'There is nothing to allow.',
  })
}

const idOf = ({ profile, textHash: hash, folder }: AllowedProcess): string =>
  createHash('sha256')
    .update(JSON.stringify([profile, hash, folder ?? '']))
    .digest('hex')
    .slice(0, 16)

/** What may run, what waits, and the question itself, which only a person at the host can answer. */
export function createConsentFeature(
  context: {
    readonly ports: CorePorts
    readonly paths: StackpassPaths
    readonly now: () => Date
    readonly events: EventHub
    readonly aws: { view(): Promise<{ readonly profiles: Profiles } & Parameters<typeof profileMissing>[1]> }
  },
  permissions: ProcessPermissions,
): ConsentFeature {
  const asker = createConsentAsker(context.ports, context.now, permissions)
  const changed = (): void => context.events.emit({ type: 'consentChanged' })

  async function viewOf(entry: AllowedProcess, profiles: Profiles): Promise<AllowedProgram> {
    const command = commandOf(profiles.get(entry.profile))
    const isUsed = command !== undefined && textHash(command) === entry.textHash
    const change = isUsed ? await permissions.changeOf(entry, command) : undefined
    return {
      id: idOf(entry),
      profile: entry.profile,
      command: entry.shown,
      textHash: entry.textHash,
      files: entry.pins.map(({ role, path, by }) => ({ role, path: shownText(path), by })),
      folder: entry.folder === undefined ? undefined : shownText(entry.folder),
      unknown: [...entry.unknown],
      allowedAt: entry.at,
      where: entry.where,
      state: !isUsed ? 'unused' : change === undefined ? 'same' : 'changed',
      ...(change !== undefined && { change: shownText(change) }),
    }
  }

  /** A profile whose program was never allowed; our own needs no permission. */
  async function waitingOf(profile: MergedProfile) {
    const command = commandOf(profile)
    if (command === undefined) return undefined
    const permission = await permissions.check(command, profile.name)
    if (permission.kind === 'allowed' || permission.code !== 'ProcessNotAllowed') return undefined
    return { profile: profile.name, command: shownCommand(command), textHash: textHash(command) }
  }

  return {
    close: () => asker.cancel(),
    handlers: {
      'consent.list': async () => {
        const list = await permissions.list.read()
        if (!list.ok) return list
        const { profiles } = await context.aws.view()
        const { allowed } = list.value
        const waiting = await Promise.all([...profiles.values()].map(waitingOf))
        return ok({
          allowed: await Promise.all(allowed.map((entry) => viewOf(entry, profiles))),
          waiting: waiting.filter((one) => one !== undefined),
        })
      },
      'consent.request': async ({ profile: name }) => {
        const view = await context.aws.view()
        if (!view.profiles.has(name)) return profileMissing(name, view)
        const owner = ownerOf(name, view.profiles)
        if (!owner.ok) return owner
        const { profile, command } = owner.value
        const candidate = await permissions.candidate(command, profile)
        if (!candidate.ok) return candidate
        const before = candidate.value.isAllowed
        const decision = before ? ok('allowed' as const) : await asker.ask(candidate.value)
        if (!decision.ok) return decision
        if (decision.value !== 'allowed') return ok({ decision: decision.value, profile, before })
        if (!before) changed()
        const fingerprint = fingerprintOf(profile, command, candidate.value.resolved)
        return ok({ decision: 'allowed', profile, before, fingerprint })
      },
      'consent.cancel': () => {
        asker.cancel()
        return ok({})
      },
      'consent.revoke': async ({ id, profile, all }) => {
        if ([id, profile, all].filter((one) => one !== undefined).length !== 1) {
          return fail('BadInput', 'Give one of id, profile and all.', {
            remedy: '`stackpass call consent.revoke --schema` shows what is expected.',
          })
        }
        const gone = all
          ? await permissions.list.clear()
          : await permissions.list.remove((entry) =>
              id === undefined ? entry.profile === profile : idOf(entry) === id,
            )
        if (!gone.ok) return gone
        const revoked = typeof gone.value === 'number' ? gone.value : gone.value.length
        changed()
        // What the program gave before must not outlive the permission.
        const { profiles } = await context.aws.view()
        const from = typeof gone.value === 'number' ? 'all' : gone.value.map((entry) => entry.profile)
        const named = profile === undefined || from === 'all' ? from : [...from, profile]
        const forgotten = await forgetCachedFrom(named, profiles, context.paths)
        return forgotten.ok ? ok({ revoked }) : forgotten
      },
    },
  }
}
