import { quotePosix } from '../transfer/export/quoting.ts'
import { parseOptionPath } from './option-path.ts'
import type { OptionType } from './options/types.ts'
import { optionNamed } from './options/table.ts'

/** What the Pulumi CLI should do with a place in the config of a stack. */
function configCommand(what: string, path: string, stack: string | undefined): string {
  const parsed = parseOptionPath(path)
  // Without the flag the CLI takes a path for the name of a key.
  const isKey = parsed.ok && parsed.value.rest.length === 0
  return [
    `pulumi config ${what}`,
    ...(isKey ? [] : ['--path']),
    ...(stack === undefined ? [] : ['--stack', quotePosix(stack) ?? stack]),
    quotePosix(path) ?? path,
  ].join(' ')
}

/** The command by which the Pulumi CLI asks for a secret, encrypts it and stores it at this place. */
export const setSecretCommand = (path: string, stack?: string): string =>
  configCommand('set --secret', path, stack)

/** The command by which the Pulumi CLI removes the value at this place. */
export const removeCommand = (path: string, stack?: string): string => configCommand('rm', path, stack)

const containers: ReadonlySet<OptionType> = new Set(['text-list', 'text-map', 'object', 'object-list'])

/** What the provider accepts for an option whose encrypted value is one text: a list or a map is that text as JSON. */
export function jsonKindAt(path: string): 'list' | 'map' | undefined {
  const parsed = parseOptionPath(path)
  if (!parsed.ok || parsed.value.rest.length > 0) return undefined
  const type = optionNamed(parsed.value.key)?.type
  if (type === undefined || !containers.has(type)) return undefined
  return type === 'object' || type === 'text-map' ? 'map' : 'list'
}
