import type { StackId } from '../../../shared/contract/models.ts'

/** One text for the folder of a project and the name of a stack; a name cannot hold a line end. */
export function keyOf({ project, stack }: StackId): string {
  return `${project}\n${stack}`
}

/** The other way round; undefined for a text that `keyOf` did not make. */
export function idOfKey(key: string): StackId | undefined {
  const at = key.lastIndexOf('\n')
  return at < 1 ? undefined : { project: key.slice(0, at), stack: key.slice(at + 1) }
}
