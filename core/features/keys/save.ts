import type { KeysContext } from './context.ts'
import type { Rotation } from './records.ts'

/** Writes down how far a rotation has got, before anything else is done. */
export async function save({ rotations, events }: KeysContext, rotation: Rotation): Promise<Rotation> {
  await rotations.write(rotation)
  events.emit({ type: 'keysChanged' })
  return rotation
}

/** Nothing is left to do about a rotation. */
export async function forget({ rotations, events }: KeysContext, { oldId }: Rotation): Promise<void> {
  await rotations.remove(oldId)
  events.emit({ type: 'keysChanged' })
}
