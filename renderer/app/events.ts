import { notify } from './toasts.ts'
import type { QueryClient } from '@tanstack/react-query'
import type { Bridge } from '../../shared/contract/bridge.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'
import { heardSoFar } from './first-call.ts'
import { layerIsOpen } from './layers.ts'
import { navigate } from './navigation.ts'
import { openOverlay } from './overlays.ts'
import { keys } from './query-keys.ts'
import { noteVerified } from './verify-progress.ts'

/** Queries whose data an event makes old, by the first part of their key. */
const outdated: Partial<Record<CoreEvent['type'], readonly string[]>> = {
  filesChanged: ['profiles.list', 'profiles.show', 'bridges.status'],
  settingsChanged: ['settings.get', 'profiles.list', 'profiles.show'],
  historyChanged: ['history.list', 'history.show', 'shells.list', 'bridges.status'],
  verifiedChanged: ['profiles.list', 'profiles.show'],
  activeChanged: ['active.get', 'bridges.status'],
  stacksChanged: ['stacks.list', 'stacks.show'],
  consentChanged: ['consent.list'],
  promptOpened: ['prompts.list'],
  promptClosed: ['prompts.list'],
}

/** Has everything asked again that an event of this type makes old. */
export function markOutdated(client: QueryClient, type: CoreEvent['type']): void {
  for (const method of outdated[type] ?? []) void client.invalidateQueries({ queryKey: [method] })
}

/** Does what the host asks for, and says what it tells. */
function act(event: CoreEvent): void {
  if (event.type === 'show') {
    // From the menu or the tray: what is open, and what was typed into it, stays.
    if (layerIsOpen()) return
    if (event.view === 'palette' || event.view === 'import') openOverlay(event.view)
    else navigate(event.view)
  }
  if (event.type === 'expiryNotice') {
    const left = event.minutes === 1 ? '1 minute' : `${event.minutes} minutes`
    notify(`${event.profile} ends in ${left}. Renew it to keep working.`, undefined, 'plain')
  }
  if (event.type === 'pageReopened') {
    const said = 'The page ended unexpectedly and was opened again. What was typed and not saved is gone.'
    notify(said, undefined, 'plain')
  }
}

/** Keeps the queries in step with core, and acts on what was told before. Returns the function that stops it. */
export function followEvents(bridge: Bridge, client: QueryClient): () => void {
  const stop = bridge.onEvent((event) => {
    markOutdated(client, event.type)
    if (event.type === 'verifyProgress') noteVerified(client, event)
    if (event.type === 'promptOpened') {
      client.setQueryData<{ prompts: unknown[] }>(keys.prompts, (old) => ({
        prompts: [...(old?.prompts ?? []), event.prompt],
      }))
    }
    act(event)
  })
  heardSoFar().forEach(act)
  return stop
}
