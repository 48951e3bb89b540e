import { createHash } from 'node:crypto'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { AllowedProgram } from '../../../shared/contract/models.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { createConsentAsker } from '../../consent/ask-for-consent.ts'
import { fingerprintOf, type ProcessPermissions } from '../../consent/process-permissions.ts'
import { programSettings } from '../../../shared/domain/aws/keys.ts'
import { shownCommand, shownText } from '../../../shared/domain/text/shown-command.ts'
import { textHash } from '../../consent/command-hash.ts'
import type { AllowedProcess } from '../../consent/types.ts'
import { forgetCachedFrom } from '../../credentials/forget-cached.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { StackpassPaths } from '../../state/paths.ts'

export interface ConsentFeature {
  readonly handlers: HandlersOf<'consent'>
  /** Withdraws the open question. */
  close(): void
}

type Profiles = ReadonlyMap<string, MergedProfile>

interface ProfileProgram {
  readonly profile: string
  readonly command: string
}

/** The commands that a profile names: for credentials, and for MFA codes. */
const commandsOf = (profile: MergedProfile | undefined): string[] =>
  programSettings.flatMap((key) => profile?.settings.get(key)?.value || [])

/**
 * The programs of this profile and of its source profiles, nearest first: a role's may print codes while its source has one for
 * keys.
 */
function programsOf(name: string, profiles: Profiles): Result<ProfileProgram[]> {
  const seen = new Set<string>()
  const programs: ProfileProgram[] = []
  for (let next: string | undefined = name; next !== undefined && !seen.has(next);) {
    seen.add(next)
    const found: MergedProfile | undefined = profiles.get(next)
    const profile = next
    programs.push(...commandsOf(found).map((command) => ({ profile, command })))
    next = found?.settings.get('source_profile')?.value || undefined
  }
  if (programs.length > 0) return ok(programs)
  return fail('ProcessMissing', `${name} does not get its credentials from a program.`, {
    reason: 'Neither it nor a source profile of it has a credential_process or an mfa_process.',
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
    const command = commandsOf(profiles.get(entry.profile)).find((one) => textHash(one) === entry.textHash)
    const change = command === undefined ? undefined : await permissions.changeOf(entry, command)
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
      state: command === undefined ? 'unused' : change === undefined ? 'same' : 'changed',
      ...(change !== undefined && { change: shownText(change) }),
    }
  }

  /** The programs of a profile that were never allowed; our own program needs no permission. */
  async function waitingOf(profile: MergedProfile) {
    const waiting = []
    for (const command of commandsOf(profile)) {
      const permission = await permissions.check(command, profile.name)
      if (permission.kind === 'refused' && permission.code === 'ProcessNotAllowed')
        waiting.push({ profile: profile.name, command: shownCommand(command), textHash: textHash(command) })
    }
    return waiting
  }

  /** What to ask about: the first program that is not allowed; where all are, the first. */
  async function candidateOf(programs: readonly ProfileProgram[]) {
    let first: Awaited<ReturnType<typeof permissions.candidate>> | undefined
    for (const { profile, command } of programs) {
      const candidate = await permissions.candidate(command, profile)
      if (!candidate.ok || !candidate.value.isAllowed) return candidate
      first ??= candidate
    }
    return first!
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
          waiting: waiting.flat(),
        })
      },
      'consent.request': async ({ profile: name }) => {
        const view = await context.aws.view()
        if (!view.profiles.has(name)) return profileMissing(name, view)
        const programs = programsOf(name, view.profiles)
        if (!programs.ok) return programs
        const candidate = await candidateOf(programs.value)
        if (!candidate.ok) return candidate
        const { profile, command } = candidate.value
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
          return fail('BadInput', 'Give exactly one of id, profile and all.', {
            reason: 'Exactly one of them selects the permissions.',
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
        // What the program printed before must not outlive the permission.
        const { profiles } = await context.aws.view()
        const from = typeof gone.value === 'number' ? 'all' : gone.value.map((entry) => entry.profile)
        const named = profile === undefined || from === 'all' ? from : [...from, profile]
        const forgotten = await forgetCachedFrom(named, profiles, context.paths)
        return forgotten.ok ? ok({ revoked }) : forgotten
      },
    },
  }
}
