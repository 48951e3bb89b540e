import { useSnapshot } from '../../app/core-queries.ts'
import { useMethod } from '../../app/method-query.ts'
import { navigate } from '../../app/navigation.ts'
import { useSessionList } from '../../app/session-queries.ts'
import { FilterTabs } from '../../ui/filter-tabs.tsx'

export const agentsPlace = 'agents'

/** The tabs: sign-ins, and what agents were given. */
export function SessionTabs({ value }: { readonly value: 'sign-ins' | 'agents' }) {
  const shown = useSnapshot() !== undefined
  const sessions = useSessionList()?.sessions.length
  const leases = useMethod('leases.list', {}, { enabled: shown }).data?.leases
  const running = leases?.filter(({ ended }) => ended === undefined).length
  return (
    <div className="session-tabs">
      <FilterTabs
        label="Sessions"
        tabs={[
          { value: 'sign-ins', label: 'Sign-ins', ...(sessions !== undefined && { count: sessions }) },
          {
            value: 'agents',
            label: 'Agents',
            ...(running !== undefined && running > 0 && { count: running }),
          },
        ]}
        value={value}
        onChange={(next) => navigate('sessions', next === 'agents' ? agentsPlace : undefined)}
      />
    </div>
  )
}
