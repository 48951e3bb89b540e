import { createProfileHandlers } from '../features/profiles/handlers.ts'
import type { HandOuts } from '../handouts/hand-outs.ts'
import { createClipboardKeeper } from '../host/clipboard-keeper.ts'
import type { CorePorts } from '../host/ports.ts'
import { quickKnown, type QuickContext } from './quick-known.ts'

/** The handlers of `profiles.…` for the quick core. */
export function quickProfiles(
  context: QuickContext & {
    readonly ports: CorePorts
    readonly now: () => Date
    readonly handOuts: HandOuts
  },
) {
  return createProfileHandlers({
    ...context,
    ...quickKnown(context),
    clipboard: createClipboardKeeper(context.ports.clipboard),
  })
}
