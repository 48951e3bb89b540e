import { createProfileHandlers } from '../features/profiles/handlers.ts'
import { createClipboardKeeper } from '../host/clipboard-keeper.ts'
import type { CorePorts } from '../host/ports.ts'
import { quickKnown, type QuickContext } from './quick-known.ts'

/** The handlers of `profiles.…` for the quick core. */
export function quickProfiles(
  context: QuickContext & { readonly ports: CorePorts; readonly now: () => Date },
) {
  return createProfileHandlers({
    ...context,
    ...quickKnown(context),
    clipboard: createClipboardKeeper(context.ports.clipboard),
  })
}
