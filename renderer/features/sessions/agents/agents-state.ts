import type { LeaseDraft } from '../../../../shared/domain/leases/run-command.ts'
import { createStore } from '../../../ui/store.ts'

/** What the panel next to the leases shows. */
export const agentPanel = createStore<'start' | 'settings'>('start')
/** Whether the panel is open over the list, when there is no room next to it. */
export const agentPanelOpen = createStore(false)

/** The choices for a new lease, kept while the user is on other screens. */
export const leaseDraft = createStore<LeaseDraft>({
  profiles: [],
  rights: 'read-only',
  policy: '',
  time: '30m',
  program: '',
})
