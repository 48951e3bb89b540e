import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Settings } from '../../../shared/contract/models.ts'
import { ok } from '../../../shared/result.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { SettingsService } from '../../state/settings.ts'

export function createSettingsHandlers(context: {
  readonly settings: SettingsService
  readonly events: EventHub
}): HandlersOf<'settings'> {
  return {
    'settings.get': async () => ok(await context.settings.get()),
    'settings.set': async (patch) => {
      const saved = await context.settings.set(patch as Partial<Settings>)
      if (saved.ok) context.events.emit({ type: 'settingsChanged' })
      return saved
    },
  }
}
