import { ArrowRight, Equal, Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { StepItem } from '../../../../shared/domain/organisation/types.ts'
import { CheckLine } from '../../../ui/choice-lines.tsx'
import { plural } from '../../../ui/plural.ts'
import { useStore } from '../../../ui/store.ts'
import { migrate, prune, type Connecting } from './connect-state.ts'
import { useGone } from './use-gone.ts'
import type { Preview } from './use-preview.ts'
import './names-panel.css'

/** `a, b and 3 more` */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}

function Line({
  icon,
  title,
  children,
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
}) {
  return (
    <li>
      {icon}
      <div>
        <p className="medium">{title}</p>
        {children}
      </div>
    </li>
  )
}

function renamedWords(renamed: readonly StepItem[]): string {
  const shown = renamed.slice(0, 3).map(({ from = '', name }) => `${from} is now ${name}`)
  const more = renamed.length > 3 ? ` ${renamed.length - 3} more.` : ''
  return `${shown.join('. ')}.${more} Profiles and stacks that refer to ${renamed.length === 1 ? 'it' : 'them'} follow.`
}

/** What is new, renamed, gone and kept, each with its consequences. */
export function KeepInStep({ now, preview }: { readonly now: Connecting; readonly preview: Preview }) {
  const removes = useStore(prune)
  const migrates = useStore(migrate)
  const gone = useGone(now, preview.items)
  const of = (...states: StepItem['state'][]) => preview.items.filter(({ state }) => states.includes(state))
  const added = of('new', 'taken').length
  const renamed = of('renamed')
  const kept = of('kept').length
  const left = of('left').length
  const legacy = preview.known.filter((profile) => profile.legacy === true)
  const isComplete = now.run === undefined && now.listed?.complete === true
  return (
    <>
      <ul className="connect-counts">
        <Line icon={<Plus className="tone-green" aria-hidden="true" />} title={`${added} new`}>
          {left > 0 && <p>{left} more are not chosen.</p>}
        </Line>
        {renamed.length > 0 && (
          <Line
            icon={<ArrowRight className="connect-renamed" aria-hidden="true" />}
            title={`${renamed.length} renamed`}
          >
            <p className="wrap-anywhere">{renamedWords(renamed)}</p>
          </Line>
        )}
        {gone.removable.length > 0 && (
          <Line
            icon={<Minus className="tone-red" aria-hidden="true" />}
            title={removes ? `${gone.removable.length} removed` : `${gone.removable.length} without a role`}
          >
            <p className="wrap-anywhere">
              {someOf(gone.removable.map(({ name }) => name))}: the role is gone, and nothing that is known
              here uses the {gone.removable.length === 1 ? 'profile' : 'profiles'}.
            </p>
            <CheckLine checked={removes} onChange={(next) => prune.set(next)}>
              Remove {gone.removable.length === 1 ? 'it' : 'them'} in this change
            </CheckLine>
          </Line>
        )}
        <Line
          icon={<Equal className="text-3" aria-hidden="true" />}
          title={`${kept + gone.staying.length} kept`}
        >
          <p>Your own names and settings stay.</p>
          {gone.staying.slice(0, 3).map(({ name, why }) => (
            <p key={name} className="wrap-anywhere">
              {name}: {why}
            </p>
          ))}
          {gone.staying.length > 3 && <p>{gone.staying.length - 3} more without a role stay.</p>}
        </Line>
      </ul>
      {!isComplete && kept > 0 && (
        <p className="meta text-3">Nothing is removed after a listing that is not complete.</p>
      )}
      {legacy.length > 0 && (
        <CheckLine
          checked={migrates}
          onChange={(next) => migrate.set(next)}
          about={`${someOf(legacy.map(({ name }) => name))}. Names and own settings stay.`}
        >
          Write {plural(legacy.length, 'older profile')} with sso_session = {now.name}
        </CheckLine>
      )}
    </>
  )
}
