import type { Settings } from '../../../shared/contract/models.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import { writeActiveState } from '../../state/active-state.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { isWsl } from '../../system/wsl.ts'

/**
 * After another home was chosen under WSL: no profile is active, since a name of one home means nothing in the other, and shells
 * with the hook use the files of the new one. Errors: StateUnwritable, DiskFull; the setting is saved by then.
 */
export async function leaveHome(
  context: { readonly ports: CorePorts; readonly paths: StackpassPaths; readonly events: EventHub },
  settings: Settings,
): Promise<Result<Settings>> {
  const { ports, paths, events } = context
  if (!isWsl(ports.env, ports.platform)) return ok(settings)
  const { windowsHome } = settings
  const state = { exportRegion: false, ...(windowsHome !== null && { windowsHome }) }
  const written = await writeActiveState(paths.activeStateFile, state)
  if (!written.ok) return written
  events.emit({ type: 'activeChanged' })
  return ok(settings)
}
