/** A pure function of an object, such as the bytes of a file, that is computed once for each object while that exists. */
export function remember<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before.value
    const value = make(key)
    known.set(key, { value })
    return value
  }
}

/** As `remember`, for two objects together, such as the bytes of both shared files. */
export function rememberPair<A extends object, B extends object, V>(
  make: (first: A, second: B) => V,
): (first: A, second: B) => V {
  const known = remember((first: A) => remember((second: B) => make(first, second)))
  return (first, second) => known(first)(second)
}
