import type { PathSegment } from '../option-path.ts'
import type { ConfigValue } from '../value.ts'
import { changeModel, wantedModel, type Model } from './model.ts'

/** One thing that an edit should do to the meaning of the file, checked against what it did to the text. */
export type Intent =
  | { readonly kind: 'set'; readonly path: readonly PathSegment[]; readonly value: ConfigValue }
  | { readonly kind: 'remove'; readonly path: readonly PathSegment[] }
  | { readonly kind: 'rename'; readonly path: readonly PathSegment[]; readonly to: string }
  | { readonly kind: 'wrap'; readonly path: readonly PathSegment[] }

/** The model of the file after the intent. */
export function applyIntent(model: Model, intent: Intent): Model {
  const { path } = intent
  switch (intent.kind) {
    case 'set':
      return changeModel(model, path, () => wantedModel(intent.value, path.length === 2))!
    case 'remove':
      return parentExists(model, path) ? changeModel(model, path, () => undefined)! : model
    case 'wrap':
      return changeModel(model, path, (old) => ({ kind: 'list', items: old ? [old] : [] }))!
    case 'rename': {
      let moved: Model | undefined
      const without = changeModel(model, path, (old) => {
        moved = old
        return undefined
      })!
      return changeModel(without, [...path.slice(0, -1), intent.to], () => moved)!
    }
  }
}

function parentExists(model: Model, path: readonly PathSegment[]): boolean {
  let at: Model | undefined = model
  for (const segment of path) {
    if (at?.kind === 'map' && typeof segment === 'string') at = at.entries.get(segment)
    else if (at?.kind === 'list' && typeof segment === 'number') at = at.items[segment]
    else return false
  }
  return at !== undefined
}
