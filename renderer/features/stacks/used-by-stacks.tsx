import { navigate } from '../../app/navigation.ts'
import { openOverlay } from '../../app/overlays.ts'
import { Section } from '../../ui/panel-section.tsx'
import { chooseStacksOverlay } from './choose-stacks-overlay.ts'
import { useKnownStacks, useStacksUsing } from './stack-queries.ts'
import { keyOf } from './stack-key.ts'
import './stacks.css'

/** In a profile's panel: the stacks that name it, and the button to set it for more stacks. */
export function UsedByStacks({ name }: { readonly name: string }) {
  const list = useKnownStacks()
  const using = useStacksUsing(name)
  if (list === undefined || list.projects.length === 0) return null
  const projects = new Map(list.projects.map((project) => [project.folder, project.name]))
  return (
    <Section
      title="Used by stacks"
      end={
        <button
          type="button"
          className="link section-link"
          onClick={() => openOverlay(chooseStacksOverlay, { profile: name })}
        >
          Set as stack profile…
        </button>
      }
    >
      {using !== undefined && using.length === 0 && <p className="text-3">No stack names this profile.</p>}
      <ul>
        {(using ?? []).map((stack) => (
          <li key={keyOf(stack)} className="line">
            <button
              type="button"
              className="link wrap-anywhere"
              onClick={() => navigate('stacks', keyOf(stack))}
            >
              {projects.get(stack.project) ?? stack.label} / {stack.stack}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
