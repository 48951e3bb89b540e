import type { Output } from '../../shared/contract/index.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'
import type { PlanView } from '../../shared/contract/models.ts'
import { storeIds, storeLabel } from '../../shared/domain/vault/stores.ts'
import { ok } from '../../shared/result.ts'
import type { HandlersOf } from './fake-handlers.ts'
import { planFor } from './fake-plan.ts'

export type FakeVault = Output<'vault.status'>

/** A vault with a keyring of the system, one key in it and no other in a plain file. */
export const fakeVault: FakeVault = {
  held: [],
  plain: [],
  stores: storeIds.map((id) => ({ ...storeLabel(id, 'linux') })),
  suggested: 'system',
  fileSetUp: false,
  idleMinutes: 15,
}

/** The vault of the fake host: plans are shown, lock and unlock change what it says. */
export function vaultHandlers(
  state: { vault: FakeVault },
  keep: (plan: PlanView) => PlanView,
  emit: (event: CoreEvent) => void,
): HandlersOf<'vault'> {
  let count = 0
  const change = (next: FakeVault) => {
    state.vault = next
    emit({ type: 'vaultChanged' })
    return ok({})
  }
  return {
    'vault.status': () => ok(state.vault),
    'vault.plan': ({ action, profiles }) =>
      ok(
        keep(
          planFor(
            [],
            `vault-${++count}`,
            action === 'move'
              ? `Moved the key of ${profiles.join(', ')} into the vault`
              : `Removed the key of ${profiles.join(', ')} of the vault`,
          ),
        ),
      ),
    'vault.lock': () => change({ ...state.vault, locked: 'by-you' }),
    'vault.unlock': () => {
      const { locked: _, ...open } = state.vault
      return change(open)
    },
  }
}
