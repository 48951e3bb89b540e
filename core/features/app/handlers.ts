import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { ActiveState, ProfileList } from '../../../shared/contract/models.ts'
import { ok } from '../../../shared/result.ts'
import type { History } from '../../history/types.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { Prompts } from '../../host/prompts.ts'
import type { SettingsService } from '../../state/settings.ts'

/** What the snapshot shows besides its sources. */
export interface AppContext {
  readonly ports: CorePorts
  readonly now: () => Date
  readonly settings: SettingsService
  readonly history: History
  readonly prompts: Prompts
}

/** What the snapshot takes from other features; they are handed in because features do not import each other. */
export interface SnapshotSources {
  listProfiles(): Promise<ProfileList>
  activeState(): Promise<ActiveState>
}

export function createAppHandlers(context: AppContext, sources: SnapshotSources): HandlersOf<'app'> {
  return {
    'app.snapshot': async () => {
      const [list, settings, active, recent] = await Promise.all([
        sources.listProfiles(),
        context.settings.get(),
        sources.activeState(),
        context.history.list({ limit: 1 }),
      ])
      return ok({
        version: context.ports.version,
        platform: context.ports.platform,
        host: context.ports.host,
        now: context.now().toISOString(),
        list,
        settings,
        active,
        lastChange: recent[0],
        prompts: context.prompts.list(),
      })
    },
  }
}
