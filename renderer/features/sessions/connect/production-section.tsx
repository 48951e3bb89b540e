import type { StepItem } from '../../../../shared/domain/organisation/types.ts'
import { useSettings } from '../../../app/core-queries.ts'
import { Section } from '../../../ui/panel-section.tsx'
import { plural } from '../../../ui/plural.ts'
import { SelectField } from '../../../ui/select-field.tsx'
import { useStore } from '../../../ui/store.ts'
import { looksLikeProduction } from './account-rows.ts'
import { production, productionGroup, type Arrived } from './connect-state.ts'
import { groupFor, markedProfiles } from './use-production.ts'
import '../session-panel.css'

/** Production accounts: their profiles join a group whose profiles need confirmation before use. */
export function ProductionSection({
  accounts,
  items,
}: {
  readonly accounts: readonly Arrived[]
  readonly items: readonly StepItem[]
}) {
  const settings = useSettings()
  const marked = useStore(production)
  const chosen = useStore(productionGroup)
  const groups = (settings?.groups ?? []).filter((group) => group.production)
  const named = accounts.filter(({ id, name }) => looksLikeProduction(name) && !marked.has(id))
  const { name, isNew } = groupFor(settings)
  const count = markedProfiles(items, marked).length
  return (
    <Section title="Production" end={marked.size === 0 ? 'none marked' : plural(marked.size, 'account')}>
      {marked.size === 0 ? (
        <p className="paragraph">
          Mark accounts with the shield in their row, or P. Stackpass asks before their profiles are used.
        </p>
      ) : (
        <p className="paragraph">
          {plural(count, 'profile')} {count === 1 ? 'joins' : 'join'} the {isNew ? 'new group' : 'group'}{' '}
          <b className="medium">{name}</b>, in the settings of Stackpass. Who is in another group stays there.
        </p>
      )}
      {marked.size > 0 && groups.length > 1 && (
        <SelectField
          label="Group"
          value={chosen ?? name}
          options={groups.map((group) => ({ value: group.name, label: group.name }))}
          onChange={(next) => productionGroup.set(next)}
        />
      )}
      {named.length > 0 && (
        <button
          type="button"
          className="link"
          onClick={() => production.update((set) => new Set([...set, ...named.map(({ id }) => id)]))}
        >
          {named.length === 1
            ? `Mark ${named[0]?.name ?? ''}`
            : `Mark the ${named.length} whose names say production`}
        </button>
      )}
    </Section>
  )
}
