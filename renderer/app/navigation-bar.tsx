import { Undo2 } from 'lucide-react'
import { Swatch } from '../ui/marks.tsx'
import { useStore } from '../ui/store.ts'
import { useHalfMinute } from './clock.ts'
import { allFeatures } from './feature-registry.ts'
import type { Feature } from './feature.ts'
import { ago } from './format-time.ts'
import { groupFilter, useGroupCounts } from './profile-groups.ts'
import { navigate } from './navigation.ts'
import { useLastChange } from './core-queries.ts'
import { undoChange } from './undo-change.ts'

function Entry({ feature, current }: { readonly feature: Feature; readonly current: boolean }) {
  const count = feature.nav?.useCount?.()
  if (feature.nav === undefined) return null
  const { icon: Icon, label } = feature.nav
  return (
    <button
      type="button"
      className="nav-entry"
      aria-current={current ? 'page' : undefined}
      onPointerEnter={() => feature.screen?.preload?.()}
      onFocus={() => feature.screen?.preload?.()}
      onClick={() => navigate(feature.id)}
    >
      <Icon aria-hidden="true" />
      <span className="nav-label">{label}</span>
      {count !== undefined && (
        <span className={count.bad === true ? 'count bad' : 'count'}>{count.value}</span>
      )}
    </button>
  )
}

function Groups() {
  const groups = useGroupCounts()
  const filter = useStore(groupFilter)
  if (groups.length === 0) return null
  return (
    <>
      <h2 className="nav-heading" id="nav-groups">
        Groups
      </h2>
      <div role="group" aria-labelledby="nav-groups">
        {groups.map((group) => (
          <button
            type="button"
            className="nav-entry group"
            key={group.name}
            aria-pressed={filter === group.name}
            onClick={() => {
              groupFilter.set(filter === group.name ? undefined : group.name)
              navigate('profiles')
            }}
          >
            <Swatch colour={group.colour} />
            <span className="nav-label">{group.name}</span>
            <span className="count">{group.count}</span>
          </button>
        ))}
      </div>
    </>
  )
}

function LastChange() {
  const last = useLastChange()
  const now = useHalfMinute()
  if (last === undefined || last.undone) return null
  return (
    <div className="nav-foot">
      <Undo2 aria-hidden="true" />
      <span>
        {last.summary}
        <br />
        {ago(Date.parse(last.at), now)}{' '}
        {last.canUndo && (
          <button type="button" className="link" onClick={() => void undoChange(last.id)}>
            Undo
          </button>
        )}
      </span>
    </div>
  )
}

/** The screens, the groups, and the last change with Undo. */
export function Navigation({ view }: { readonly view: string }) {
  return (
    <nav className="nav" aria-label="Main">
      {allFeatures().map((feature) => (
        <Entry key={feature.id} feature={feature} current={feature.id === view} />
      ))}
      <Groups />
      <LastChange />
    </nav>
  )
}
