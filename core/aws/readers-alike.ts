import type { ProfileReaders } from '../../shared/contract/models.ts'
import type { ReaderPlace } from './ask-readers.ts'
import type { AwsView } from './aws-files.ts'
import { readersInBrief } from './readers-in-brief.ts'
import { shapesOf } from './shapes.ts'

/** A path that a reader would expand: it leads that reader to another file than the others. */
const isTakenAsItStands = ({ path, state }: AwsView['config']): boolean =>
  state !== 'unreadable' && !/[$~]/.test(path)

/** Shapes, if all readers read both files of the view. */
function shapesIn(view: AwsView): ReturnType<typeof shapesOf> {
  return [view.config, view.credentials].every(isTakenAsItStands) ? shapesOf(view) : () => undefined
}

/**
 * For each profile, the one that is asked in its place: all profiles of one shape get the same answers. What is said about them
 * must not depend on names and values.
 */
export function askedInPlaceOf(names: readonly string[], view: AwsView): readonly string[] {
  const shapeOf = shapesIn(view)
  const firstOf = new Map<string, string>()
  return names.map((name) => {
    const shape = shapeOf(name)?.shape
    if (shape === undefined) return name
    const first = firstOf.get(shape)
    if (first === undefined) firstOf.set(shape, name)
    return first ?? name
  })
}

/** The names of the profiles whose answers pass a test, in their order. */
export async function namesWhere(
  names: readonly string[],
  place: ReaderPlace,
  test: (answers: ProfileReaders) => boolean,
): Promise<string[]> {
  const askedFor = askedInPlaceOf(names, place.view)
  const asked = await readersInBrief([...new Set(askedFor)], place)
  return names.filter((_, index) => test(asked.get(askedFor[index]!)!))
}
