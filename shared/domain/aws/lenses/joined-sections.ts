import { joinedOnDemand } from '../on-demand.ts'

type Sections<V> = ReadonlyMap<string, ReadonlyMap<string, V>>

/** The sections of both files, the second wins key by key. */
export function joinedSections<V>(first: Sections<V>, second: Sections<V>): Sections<V> {
  return joinedOnDemand(first, second, (one, other) =>
    one && other ? new Map([...one, ...other]) : (other ?? one),
  )
}
