import type { Caller, CallerProcess } from './types.ts'

/** The program that wants credentials: the nearest that is more than a shell with one command. */
export function programOf({ tree }: Caller): CallerProcess | undefined {
  return tree.find(({ part }) => part !== 'wrapper') ?? tree[0]
}

/** True where a person typed the command: into a shell of a terminal, with nothing between that shell and the ground. */
export function isTyped({ tree, known }: Caller): boolean {
  if (!known || tree[0]?.part !== 'shell' || tree[0].terminal === undefined) return false
  return tree.every(({ part }) => part === 'shell' || part === 'ground')
}

/**
 * The outermost program below the shell in which a person types, or below the ground: what "this run" is. Where the system
 * shows neither, it is only the program itself.
 */
export function runOf(caller: Caller): CallerProcess | undefined {
  const { tree } = caller
  const end = tree.findIndex(({ part }) => part === 'shell' || part === 'ground')
  return end > 0 ? tree[end - 1] : programOf(caller)
}

/** The key for a rule about a program; undefined where the system does not tell which program it is. */
export function identityOf(program: CallerProcess | undefined): string | undefined {
  if (program?.executable === undefined) return undefined
  return JSON.stringify([program.executable, program.script ?? ''])
}

/** The names from the outermost program to the nearest. */
export function namesOf({ tree }: Caller): string[] {
  return tree.map(({ name }) => name).reverse()
}
