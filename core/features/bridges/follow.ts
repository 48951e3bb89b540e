import type { ActiveState, Operation } from '../../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { Plan } from '../../files/types.ts'
import { asResult } from '../../system/read-user-file.ts'
import type { BridgeContext } from './bridge-context.ts'
import { createRunVector, guiEnvironment } from './gui-environment.ts'
import { hasOwnKeys, planMirrorOf, rememberMirror } from './mirror.ts'
import { findPointer, planOf } from './pointer.ts'
import { readBridges } from './state.ts'

/** Sets or removes AWS_PROFILE for GUI programs. Errors: NotSupportedHere. */
export async function runGuiVectors(
  context: BridgeContext,
  profile: string | undefined,
): Promise<Result<Record<never, never>>> {
  const gui = guiEnvironment(context.ports.platform)
  const vectors = profile === undefined ? gui.unset() : gui.set(profile)
  try {
    const run = context.ports.runVector ?? createRunVector(context.ports)
    for (const vector of vectors) await run(vector)
    return ok({})
  } catch (error) {
    return fail('NotSupportedHere', 'The environment of GUI programs could not be changed.', {
      reason: `${gui.mechanism}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      remedy: 'Programs that you start from a shell are not affected.',
    })
  }
}

/** Writes a plan that the user agreed to when switching the bridge on. */
async function write(context: BridgeContext, plan: Plan): Promise<Result<unknown>> {
  if (plan.files.length === 0) return ok(undefined)
  const applied = await context.files.apply(plan)
  if (applied.ok) {
    context.events.emit({ type: 'filesChanged' })
    context.events.emit({ type: 'historyChanged' })
  }
  return applied
}

async function followPointer(
  context: BridgeContext,
  state: ActiveState,
  name: string,
): Promise<Result<unknown>> {
  const view = await context.aws.view()
  const pointer = findPointer(view, name)
  if (pointer === undefined || state.profile === undefined) return ok(undefined)
  const before = view.profiles.get(pointer)?.settings.get('region')?.value
  if (before === state.region) return ok(undefined)
  const operation: Operation =
    state.region === undefined
      ? { type: 'unset', profile: pointer, key: 'region' }
      : { type: 'set', profile: pointer, key: 'region', value: state.region }
  const plan = await planOf(context, `Set the region of ${pointer}`, [operation])
  return plan.ok ? write(context, plan.value) : plan
}

async function followMirror(context: BridgeContext, state: ActiveState): Promise<Result<unknown>> {
  const view = await context.aws.view()
  const { profile } = state
  // A profile without keys must not leave the previous profile's keys in [default].
  const source = profile !== undefined && hasOwnKeys(view.profiles.get(profile)) ? profile : undefined
  const planned = await planMirrorOf(context, { profile: source })
  if (!planned.ok) return planned
  const written = await write(context, planned.value.plan)
  if (written.ok) await rememberMirror(context, planned.value.mirror)
  return written
}

/** Updates every bridge that is on to the profile that is active now. Reports failures, and carries on with the others. */
export async function followActive(context: BridgeContext, state: ActiveState): Promise<void> {
  const followed = await asResult('', async () => ok(await followAll(context, state)))
  if (!followed.ok) context.ports.onNotice?.(followed.error)
}

async function followAll(context: BridgeContext, state: ActiveState): Promise<void> {
  const bridges = await readBridges(context)
  const results: Result<unknown>[] = []
  if (bridges.pointer !== undefined) results.push(await followPointer(context, state, bridges.pointer))
  if (bridges.mirror !== undefined) results.push(await followMirror(context, state))
  if (bridges.gui === true) results.push(await runGuiVectors(context, state.profile))
  for (const result of results) if (!result.ok) context.ports.onNotice?.(result.error)
}
