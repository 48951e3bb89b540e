import type { EditWarning } from '../../../shared/domain/edit/types.ts'
import { knownRegion } from '../../../shared/domain/pulumi/identity/region.ts'
import { shownPath } from '../../system/shown-path.ts'
import type { Facts } from './facts.ts'
import { identityOf, type StackFiles } from './identity.ts'
import type { Planned } from './new-problems.ts'
import type { ChosenStack } from './resolve-stacks.ts'

/** Stack files that an edit would create. */
export function newFiles(edits: readonly { readonly chosen: ChosenStack }[], homeDir: string): EditWarning[] {
  return edits.flatMap(({ chosen: { stack, isNew } }) => {
    if (stack.content.exists) return []
    const doubt = isNew ? ' Check the name: it is not known here whether the backend has this stack.' : ''
    const message = `${shownPath(stack.path, homeDir)} does not exist yet and will be created.${doubt}`
    return [{ code: 'StackFileNew', message }]
  })
}

/** Deployed stacks that a plan moves to another region, by aws:region or by the profile that gives it. */
export function regionsLeft(planned: readonly Planned[], facts: Facts): EditWarning[] {
  const regionIn = (files: StackFiles): { known: string | undefined; named: string } => {
    const { region } = identityOf(files, facts).identity
    const set = region.find(({ source }) => source === 'config-region')
    return { known: knownRegion(region), named: JSON.stringify([set?.state, set?.value]) }
  }
  return planned.flatMap(({ name, chosen: { stack }, before, after }) => {
    if (stack.presence !== 'both' && stack.presence !== 'backend-only') return []
    const [old, next] = [regionIn(before), regionIn(after)]
    const areKnown = old.known !== undefined && next.known !== undefined
    if (areKnown ? old.known === next.known : old.known === next.known && old.named === next.named) return []
    const moves = areKnown
      ? `is deployed: its resources in ${old.known} stay there, and new ones are created in ${next.known}.`
      : 'is deployed, and its region may change: its resources in the old region stay there, and new ones are created in the new region.'
    return [{ code: 'RegionOfDeployedStack', message: `${name} ${moves}` }]
  })
}
