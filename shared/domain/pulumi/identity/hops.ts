import { accountInArn } from '../../aws/arn-account.ts'
import type { ReadValue } from '../read/values.ts'
import { isList, isMapValue, type ConfigValue } from '../value.ts'
import type { EffectiveEntry } from './effective-config.ts'
import type { RoleHop } from './types.ts'

/** The roles that follow the first credentials. Static keys leave the web identity out. */
export function roleHops(
  config: ReadonlyMap<string, EffectiveEntry>,
  staticKeys: boolean,
): readonly RoleHop[] {
  const hops: RoleHop[] = []
  const web = config.get('aws:assumeRoleWithWebIdentity')?.value
  if (web && !staticKeys) for (const roleArn of roleArns(web)) hops.push(hop(roleArn, 'web-identity'))
  const chain = config.get('aws:assumeRoles')?.value ?? config.get('aws:assumeRole')?.value
  if (chain) for (const roleArn of roleArns(chain)) hops.push(hop(roleArn, 'role'))
  return hops
}

function hop(roleArn: string | undefined, kind: RoleHop['kind']): RoleHop {
  const accountId = roleArn === undefined ? undefined : accountInArn(roleArn)
  return { roleArn, kind, accountId }
}

function roleArns(value: ReadValue): readonly (string | undefined)[] {
  if (value.kind === 'list') return value.items.flatMap(roleArns)
  if (value.kind === 'map') {
    const arn = value.entries.get('roleArn')
    return [arn?.kind === 'text' ? arn.text : undefined]
  }
  if (value.kind === 'text') return value.json === undefined ? [] : jsonArns(value.json)
  return [undefined]
}

function jsonArns(value: ConfigValue): readonly (string | undefined)[] {
  if (isList(value)) return value.flatMap(jsonArns)
  const arn = isMapValue(value) ? value['roleArn'] : undefined
  return [typeof arn === 'string' ? arn : undefined]
}
