import type { LeaseDraft } from '../../../../shared/domain/leases/run-command.ts'
import { createStore } from '../../../ui/store.ts'

/** What the panel beside the leases shows. */
export const agentPanel = createStore<'start' | 'settings'>('start')
/** The panel is open over the list, where there is no room beside it. */
export const agentPanelOpen = createStore(false)

/** What was chosen for a new lease, kept while other screens are shown. */
export const leaseDraft = createStore<LeaseDraft>({
  profiles: [],
  rights: 'read-only',
  policy: '',
  time: '30m',
  program: '',
})
