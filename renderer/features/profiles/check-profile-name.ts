const plainName = /^[A-Za-z0-9_\-/.%@:+]+$/
const refused = new Set(['DEFAULT', '__proto__'])

/** What is wrong with a new profile name; it must be readable by every SDK. */
export function checkNewName(name: string, taken: readonly string[]): string | undefined {
  const trimmed = name.trim()
  if (trimmed === '') return 'Give it a name.'
  if (taken.includes(trimmed)) return `${trimmed} exists already. Choose another name.`
  if (refused.has(trimmed)) return `${trimmed} has a meaning of its own for some SDKs. Choose another name.`
  if (!plainName.test(trimmed))
    return 'Use letters, digits and _ - / . % @ : + only. Some SDKs cannot read others.'
  return undefined
}
