/** A value that an option may be set to. Numbers are finite. */
export type ConfigValue =
  string | number | boolean | null | readonly ConfigValue[] | { readonly [key: string]: ConfigValue }

export type ConfigList = readonly ConfigValue[]
export type ConfigMap = { readonly [key: string]: ConfigValue }

export function isList(value: ConfigValue): value is ConfigList {
  return Array.isArray(value)
}

export function isMapValue(value: ConfigValue): value is ConfigMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True for the shape that Pulumi reserves for ciphertext: a map whose only key is `secure`, with text. */
export function isSecureShape(value: ConfigValue): boolean {
  if (!isMapValue(value)) return false
  const keys = Object.keys(value)
  return keys.length === 1 && keys[0] === 'secure' && typeof value['secure'] === 'string'
}

/** True when the value or anything inside it has the reserved shape. */
export function holdsSecureShape(value: ConfigValue): boolean {
  if (isList(value)) return value.some(holdsSecureShape)
  if (!isMapValue(value)) return false
  return isSecureShape(value) || Object.values(value).some(holdsSecureShape)
}
