import type { ConfigEntry } from '../read/config.ts'
import type { ProjectFile } from '../read/project-file.ts'
import type { StackFile } from '../read/stack-file.ts'
import type { ReadValue } from '../read/values.ts'
import { isList } from '../value.ts'

/** Which file a config value comes from. */
export type ConfigOrigin = 'stack' | 'project'

export interface EffectiveEntry extends ConfigEntry {
  readonly origin: ConfigOrigin
  /** It is in the inline definition of an environment, not in `config`. */
  readonly inEnvironment?: true
}

/**
 * The config of a stack as far as files tell: a key of the stack file hides the whole value of the project
 * (pulumi `config.go`). Between the two comes what the stack file's own definition of an environment sets; what imported
 * environments set is not known offline.
 */
export function effectiveConfig(
  stack: Pick<StackFile, 'config' | 'environment'> | undefined,
  project: Pick<ProjectFile, 'config'> | undefined,
): ReadonlyMap<string, EffectiveEntry> {
  const entries = new Map<string, EffectiveEntry>()
  for (const entry of project?.config ?? []) entries.set(entry.logical, { ...entry, origin: 'project' })
  for (const [logical, { line, value }] of stack?.environment.config ?? []) {
    if (value === undefined) continue
    entries.set(logical, {
      key: logical,
      logical,
      line,
      value,
      inherited: false,
      origin: 'stack',
      inEnvironment: true,
    })
  }
  for (const entry of stack?.config ?? []) entries.set(entry.logical, { ...entry, origin: 'stack' })
  return entries
}

/** The text of a value; undefined for secrets, lists, maps and missing values. */
export function textOf(value: ReadValue | undefined): string | undefined {
  return value?.kind === 'text' && value.text !== '' ? value.text : undefined
}

/** The entries of a list of texts, as the provider gets them; a list kept as JSON text counts too. */
export function textsOf(value: ReadValue | undefined): readonly string[] {
  if (value?.kind === 'list') return value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))
  if (value?.kind === 'text' && value.json !== undefined && isList(value.json)) return value.json.map(String)
  return []
}

/** True when the value reads as true to the provider. */
export function isOn(value: ReadValue | undefined): boolean {
  return value?.kind === 'text' && value.text === 'true'
}
