import type { StackId } from '../../../shared/contract/models.ts'

/** One text from a project's folder and a stack's name; a name cannot contain a line break. */
export function keyOf({ project, stack }: StackId): string {
  return `${project}\n${stack}`
}

/** The inverse of `keyOf`; undefined for a text that `keyOf` did not make. */
export function idOfKey(key: string): StackId | undefined {
  const at = key.lastIndexOf('\n')
  return at < 1 ? undefined : { project: key.slice(0, at), stack: key.slice(at + 1) }
}
