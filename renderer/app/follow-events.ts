import { notifyUntilClosed } from './notify.ts'
import type { QueryClient } from '@tanstack/react-query'
import type { HostLink } from '../../shared/contract/host-link.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'
import { heardSoFar } from './first-call.ts'
import { layerIsOpen } from './open-layers.ts'
import { navigate } from './navigation.ts'
import { openOverlay } from './overlays.ts'
import { markOutdated, setAnswer } from './method-query.ts'
import { tellEndedSignIns } from './sign-in.ts'
import { noticeEnd } from './notice-end.ts'
import { noteVerified } from './verify-progress.ts'

/** Carries out the host's requests and shows its notices. */
function act(event: CoreEvent): void {
  if (event.type === 'show') {
    // From the menu or the tray: keep open layers and what was typed into them.
    if (layerIsOpen()) return
    if (event.view === 'palette' || event.view === 'import') openOverlay(event.view)
    else if (event.view === 'agents') navigate('sessions', 'agents')
    else navigate(event.view)
  }
  if (event.type === 'expiryNotice') noticeEnd(event)
  if (event.type === 'pageReopened') {
    const said =
      event.why === 'dropped'
        ? 'The screen was locked or the computer slept, so the page was opened again without the secrets it held.'
        : 'The page ended unexpectedly and was opened again.'
    notifyUntilClosed(`${said} Anything typed and not saved is gone.`)
  }
}

/** Keeps the queries in step with core, and handles earlier events. Returns a function that stops this. */
export function followEvents(link: HostLink, client: QueryClient): () => void {
  const stop = link.onEvent((event) => {
    markOutdated(client, event.type)
    if (event.type === 'sessionsChanged') void tellEndedSignIns()
    if (event.type === 'verifyProgress') noteVerified(client, event)
    if (event.type === 'promptOpened') {
      setAnswer(client, 'prompts.list', {}, (known) => ({
        prompts: [
          ...(known?.prompts ?? []).filter(({ promptId }) => promptId !== event.prompt.promptId),
          event.prompt,
        ],
      }))
    }
    act(event)
  })
  heardSoFar().forEach(act)
  return stop
}
