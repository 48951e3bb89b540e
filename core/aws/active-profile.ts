import type { Operation } from '../../shared/contract/models.ts'
import type { CoreContext } from '../context.ts'
import { readActiveState, writeActiveState } from '../features/active/state.ts'

const isProfile = (operation: Operation): boolean =>
  !('section' in operation) || operation.section === undefined || operation.section === 'profile'

/** What to say beforehand when operations take the active profile away. */
export async function activeGoes(
  { paths }: Pick<CoreContext, 'paths'>,
  operations: readonly Operation[],
): Promise<{ code: string; message: string }[]> {
  const deleted = operations
    .filter(isProfile)
    .flatMap((one) => (one.type === 'deleteProfile' ? [one.name] : []))
  if (deleted.length === 0) return []
  const profile = (await readActiveState(paths.activeStateFile))?.profile
  if (profile === undefined || !deleted.includes(profile)) return []
  const message = `${profile} is the active profile. Open shells keep its name until another one is made active.`
  return [{ code: 'ActiveProfile', message }]
}

/** After a rename was written, the active profile stays active under its new name. */
export async function renameActive(
  { paths, ports, events }: Pick<CoreContext, 'paths' | 'ports' | 'events'>,
  operations: readonly Operation[],
): Promise<void> {
  for (const operation of operations.filter(isProfile)) {
    if (operation.type !== 'renameProfile') continue
    const state = await readActiveState(paths.activeStateFile)
    if (state?.profile !== operation.from) continue
    const written = await writeActiveState(paths.activeStateFile, { ...state, profile: operation.to })
    if (written.ok) events.emit({ type: 'activeChanged' })
    else ports.onNotice?.(written.error)
  }
}
