import { ok } from '../../../shared/result.ts'
import type { Settings } from '../../../shared/contract/models.ts'
import type { CoreContext } from '../../context.ts'
import type { HandlersOf } from '../../handlers.ts'

export function createSettingsHandlers(context: CoreContext): HandlersOf<'settings'> {
  return {
    'settings.get': async () => ok(await context.settings.get()),
    'settings.set': async (patch) => {
      const saved = await context.settings.set(patch as Partial<Settings>)
      if (saved.ok) context.events.emit({ type: 'settingsChanged' })
      return saved
    },
  }
}
