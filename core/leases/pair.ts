import { carryOut, planOperation } from '../../shared/domain/aws/edit.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import type { KeyValue, MergedProfile } from '../../shared/domain/aws/types.ts'
import { ok, type Result } from '../../shared/result.ts'

/** Which settings a leased profile keeps: where its requests go and how answers look; nothing that leads to keys. */
const keptSettings = [
  'region',
  'output',
  'services',
  'endpoint_url',
  'ignore_configured_endpoint_urls',
  'ca_bundle',
  'sts_regional_endpoints',
  'use_fips_endpoint',
  'use_dualstack_endpoint',
  'defaults_mode',
  'retry_mode',
  'max_attempts',
  'cli_pager',
] as const

export interface PairProfile {
  readonly profile: MergedProfile
  /** The credential_process. */
  readonly command: string
}

function entriesOf({ profile, command }: PairProfile): KeyValue[] {
  const kept = keptSettings.flatMap((key) => {
    const value = profile.value(key)
    return value === undefined || value === '' ? [] : [{ key, value }]
  })
  return [{ key: 'credential_process', value: command }, ...kept]
}

/** `sts.endpoint_url` and the like, nested again. */
function servicesText(name: string, settings: ReadonlyMap<string, string>): string {
  const nested = new Map<string, string[]>()
  for (const [key, value] of settings) {
    const [service = '', setting] = key.split('.', 2)
    if (setting === undefined) continue
    nested.set(service, [...(nested.get(service) ?? []), `  ${setting} = ${value}`])
  }
  const lines = [...nested].flatMap(([service, own]) => [`${service} =`, ...own])
  return `\n[services ${name}]\n${lines.join('\n')}\n`
}

/**
 * The config file of a lease: only the leased profiles and the services that they name. `asDefault`: also writes the first
 * as `default`. Errors: those of names and values that no file can hold.
 */
export function configOfLease(
  profiles: readonly PairProfile[],
  services: ReadonlyMap<string, ReadonlyMap<string, string>>,
  asDefault: boolean,
): Result<string> {
  let bytes: Uint8Array = new Uint8Array()
  const add = (name: string, entries: readonly KeyValue[]): Result<undefined> => {
    const document = parseSharedFile(bytes, 'config')
    const edited = carryOut(document, planOperation(document, { type: 'addProfile', name, entries }))
    if (!edited.ok) return edited
    bytes = edited.bytes
    return ok(undefined)
  }
  const names = new Set<string>()
  for (const one of profiles) {
    names.add(one.profile.name)
    const added = add(one.profile.name, entriesOf(one))
    if (!added.ok) return added
  }
  const [first] = profiles
  if (asDefault && first !== undefined && !names.has('default')) {
    const added = add('default', entriesOf(first))
    if (!added.ok) return added
  }
  const named = new Set(profiles.map(({ profile }) => profile.value('services')))
  const text = [...services].filter(([name]) => named.has(name)).map(([name, own]) => servicesText(name, own))
  return ok(
    `# A lease of Stackpass. It ends by itself.\n${Buffer.from(bytes).toString('utf8')}${text.join('')}`,
  )
}
