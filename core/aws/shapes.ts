import { createShapes, type Shape } from '../../shared/domain/aws/alike.ts'
import type { AwsView } from './aws-files.ts'

/** The maximum age of the shapes of a view, which tell ended keys from others. Milliseconds. */
const shapesHold = 60_000

type ShapeOf = (name: string) => Shape | undefined

const known = new WeakMap<AwsView, { readonly at: number; readonly shapeOf: ShapeOf }>()

/** The shapes of the profiles in both files: computed once for all callers that look at all profiles. */
export function shapesOf(view: AwsView): ShapeOf {
  const at = view.now().getTime()
  const before = known.get(view)
  if (before !== undefined && at - before.at <= shapesHold) return before.shapeOf
  const shapeOf = createShapes(view.config.document, view.credentials.document, at)
  known.set(view, { at, shapeOf })
  return shapeOf
}
