/** The JSON object of a text as a Map, `undefined` when it holds none. */
export function jsonObject(body: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return new Map(Object.entries(parsed))
    }
    return undefined
  } catch {
    return undefined
  }
}

/** The value of a key when it is a non-empty string. */
export function textOf(object: ReadonlyMap<string, unknown> | undefined, key: string): string | undefined {
  const value = object?.get(key)
  return typeof value === 'string' && value !== '' ? value : undefined
}
