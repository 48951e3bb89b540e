import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Settings } from '../../../shared/contract/models.ts'
import { ok } from '../../../shared/result.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import type { SettingsService } from '../../state/settings.ts'
import { confirmAskingLess, confirmLessProduction } from './asks-less.ts'
import { findHomes } from './find-homes.ts'
import { leaveHome } from './leave-home.ts'

/** What says which profiles are production. */
const hangsOn = ['groups', 'profileGroups', 'statusReader'] as const

export function createSettingsHandlers(context: {
  readonly settings: SettingsService
  readonly events: EventHub
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly aws: Pick<AwsFiles, 'view'>
}): HandlersOf<'settings'> {
  return {
    'settings.get': async () => ok(await context.settings.get()),
    'settings.homes': async () => ok(await findHomes(context.ports, context.settings)),
    'settings.set': async (patch) => {
      if (patch.askBeforeHandOut !== undefined) {
        const { askBeforeHandOut } = await context.settings.get()
        const confirmed = await confirmAskingLess(context.ports, askBeforeHandOut, patch.askBeforeHandOut)
        if (!confirmed.ok) return confirmed
      }
      if (hangsOn.some((key) => patch[key] !== undefined)) {
        const now = await context.settings.get()
        const confirmed = await confirmLessProduction(context, now, { ...now, ...patch } as Settings)
        if (!confirmed.ok) return confirmed
      }
      const before = patch.windowsHome === undefined ? undefined : (await context.settings.get()).windowsHome
      const saved = await context.settings.set(patch as Partial<Settings>)
      if (!saved.ok) return saved
      context.events.emit({ type: 'settingsChanged' })
      return before !== undefined && saved.value.windowsHome !== before
        ? leaveHome(context, saved.value)
        : saved
    },
  }
}
