import type { PlanView } from '../../../shared/contract/models.ts'
import type { MergedProfile, SharedFileKind } from '../../../shared/domain/aws/types.ts'
import type { EditOutcome } from '../../../shared/domain/edit/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { awsChanges } from '../../edits/aws-changes.ts'
import type { FileChange, Plan } from '../../files/types.ts'
import type { BridgeContext } from './bridge-context.ts'
import { putBack, rememberDefault } from './default-sections.ts'
import { readBridges, writeBridges, type Mirror, type SavedDefault } from './state.ts'

type Pair = Record<SharedFileKind, Uint8Array | undefined>

interface MirrorPlan {
  readonly plan: Plan
  /** Undefined: the mirror is off afterwards. */
  readonly mirror: Mirror | undefined
}

const kinds = ['config', 'credentials'] as const

/** True when the profile has keys of its own to copy. */
export function hasOwnKeys(profile: MergedProfile | undefined): boolean {
  const has = (key: string): boolean => (profile?.settings.get(key)?.value ?? '') !== ''
  return has('aws_access_key_id') && has('aws_secret_access_key')
}

const keep = (bytes: Uint8Array | undefined): EditOutcome => ({
  ok: true,
  bytes: bytes ?? new Uint8Array(),
  splices: [],
  warnings: [],
})

/** No fingerprint: the remembered default must be exactly what was written, so any change in between is refused. */
function restoreChange(
  context: BridgeContext,
  kind: SharedFileKind,
  saved: SavedDefault,
  empties: boolean,
): FileChange {
  return {
    path: context.aws.paths[kind],
    label: context.aws.labels[kind],
    kind: `aws-${kind}`,
    ...(empties ? { removes: true, edit: keep } : { edit: (bytes) => putBack(bytes, kind, saved) }),
  }
}

/** The changes that put the old default back, and the resulting bytes. */
function restore(
  context: BridgeContext,
  base: Pair,
  mirror: Mirror | undefined,
  isLast: boolean,
): Result<{ changes: FileChange[]; pair: Pair }> {
  const changes: FileChange[] = []
  const pair = { ...base }
  for (const kind of kinds) {
    const saved = mirror?.[kind]
    if (saved === undefined) continue
    const outcome = putBack(base[kind], kind, saved)
    if (!outcome.ok) return { ok: false, error: { ...outcome.error, path: context.aws.labels[kind] } }
    const empties = isLast && saved.created && outcome.bytes.length === 0 && base[kind] !== undefined
    changes.push(restoreChange(context, kind, saved, empties))
    pair[kind] = saved.created && outcome.bytes.length === 0 ? undefined : outcome.bytes
  }
  return ok({ changes, pair })
}

/** The changes that copy a profile into [default], and what to remember to undo that. */
function copy(
  context: BridgeContext,
  pair: Pair,
  profile: string,
): Result<{ changes: FileChange[]; mirror: Mirror }> {
  const made = awsChanges(context.aws, pair, [{ type: 'setActiveDefault', profile }])
  if (!made.ok) return made
  const mirror: Mirror = { of: profile }
  const changes: FileChange[] = []
  for (const change of made.value) {
    const kind = change.kind === 'aws-config' ? 'config' : 'credentials'
    const outcome = change.edit(pair[kind])
    if (!outcome.ok) return outcome
    mirror[kind] = rememberDefault(pair[kind], outcome, kind)
    changes.push({ path: change.path, label: change.label, kind: change.kind, edit: change.edit })
  }
  return ok({ changes, mirror })
}

/**
 * Plans a copy of `profile` into [default]; without one, plans to restore the old default while the mirror stays on; and
 * with `off`, plans its end. Errors: ProfileNotFound, SecretMissing for a profile without keys, DefaultChanged.
 */
export async function planMirrorOf(
  context: BridgeContext,
  wanted: { readonly profile?: string | undefined; readonly off?: boolean },
): Promise<Result<MirrorPlan>> {
  const { mirror } = await readBridges(context)
  const view = await context.aws.view()
  const { profile, off = false } = wanted
  if (profile !== undefined && !view.profiles.has(profile)) return profileMissing(profile, view)
  if (profile !== undefined && !hasOwnKeys(view.profiles.get(profile))) {
    return fail('SecretMissing', `${profile} has no keys of its own to copy into [default].`, {
      reason: 'Its credentials come from somewhere else when they are needed, such as a role or a login.',
      remedy: 'Use the pointer profile instead: it works for every kind of profile.',
    })
  }
  const isCopy = profile !== undefined && profile !== 'default'
  const base = { config: view.config.bytes, credentials: view.credentials.bytes }
  const restored = restore(context, base, mirror, !isCopy)
  if (!restored.ok) return restored
  const copied = isCopy ? copy(context, restored.value.pair, profile) : undefined
  if (copied?.ok === false) return copied
  const summary = profile !== undefined ? `Copied ${profile} into default` : 'Put the old default back'
  const changes = [...restored.value.changes, ...(copied?.value.changes ?? [])]
  const plan = await context.files.plan(summary, changes)
  if (!plan.ok) return plan
  return ok({ plan: plan.value, mirror: off ? undefined : (copied?.value.mirror ?? { of: profile }) })
}

/** Remembers what a mirror plan has done, once it is written. */
export async function rememberMirror(context: BridgeContext, mirror: Mirror | undefined): Promise<void> {
  await writeBridges(context, { ...(await readBridges(context)), mirror })
}

/** As planMirrorOf, kept for the user to look at; `edits.apply` writes it. */
export async function planMirror(
  context: BridgeContext,
  wanted: { readonly profile?: string | undefined; readonly off?: boolean },
): Promise<Result<PlanView>> {
  const planned = await planMirrorOf(context, wanted)
  if (!planned.ok) return planned
  const { plan, mirror } = planned.value
  return ok(context.plans.keep(plan, { afterwards: () => rememberMirror(context, mirror) }))
}
