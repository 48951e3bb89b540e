/** A map that computes a value on demand: a caller that wants one of thousands does not pay for all. */
export class OnDemand<V> implements ReadonlyMap<string, V> {
  readonly #one: (name: string) => V | undefined
  readonly #every: () => ReadonlyMap<string, V>
  readonly #some = new Map<string, V | undefined>()
  #all: ReadonlyMap<string, V> | undefined

  /** `every` gives the same values as `one`, in their order; it is called for iteration. */
  constructor(one: (name: string) => V | undefined, every: () => ReadonlyMap<string, V>) {
    this.#one = one
    this.#every = every
  }

  #whole(): ReadonlyMap<string, V> {
    return (this.#all ??= this.#every())
  }

  get(name: string): V | undefined {
    if (this.#all !== undefined) return this.#all.get(name)
    const known = this.#some.get(name)
    if (known !== undefined || this.#some.has(name)) return known
    const value = this.#one(name)
    this.#some.set(name, value)
    return value
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  get size(): number {
    return this.#whole().size
  }

  forEach(visit: (value: V, name: string, map: ReadonlyMap<string, V>) => void): void {
    this.#whole().forEach(visit)
  }

  entries(): MapIterator<[string, V]> {
    return this.#whole().entries()
  }

  keys(): MapIterator<string> {
    return this.#whole().keys()
  }

  values(): MapIterator<V> {
    return this.#whole().values()
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries()
  }
}

/** The names as a map on demand: leaves out those without a value. */
export function onDemand<V>(
  names: () => Iterable<string>,
  one: (name: string) => V | undefined,
): ReadonlyMap<string, V> {
  return new OnDemand(one, () => {
    const all = new Map<string, V>()
    for (const name of names()) {
      const value = one(name)
      if (value !== undefined) all.set(name, value)
    }
    return all
  })
}

/** Two maps as one, on demand: the names of the first come first, and `join` decides about each name. */
export function joinedOnDemand<A, B, V>(
  first: ReadonlyMap<string, A>,
  second: ReadonlyMap<string, B>,
  join: (first: A | undefined, second: B | undefined, name: string) => V | undefined,
): ReadonlyMap<string, V> {
  return onDemand(
    () => new Set([...first.keys(), ...second.keys()]),
    (name) => join(first.get(name), second.get(name), name),
  )
}
