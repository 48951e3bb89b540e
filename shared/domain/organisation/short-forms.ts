/** One word for each of AWS's predefined permission sets. */
const roleWords: ReadonlyMap<string, string> = new Map([
  ['AdministratorAccess', 'admin'],
  ['Billing', 'billing'],
  ['DatabaseAdministrator', 'dba'],
  ['DataScientist', 'data'],
  ['NetworkAdministrator', 'network'],
  ['PowerUserAccess', 'power'],
  ['ReadOnlyAccess', 'read'],
  ['SecurityAudit', 'audit'],
  ['SupportUser', 'support'],
  ['SystemAdministrator', 'system'],
  ['ViewOnlyAccess', 'view'],
])

/**
 * `{role:short}`: one word for the permission sets that AWS defines (AdministratorAccess: `admin`, PowerUserAccess: `power`,
 * ReadOnlyAccess: `read`); others lose `AWS` at their beginning and `Access`, `Role` or `PermissionSet` at their end.
 */
export function shortRole(name: string): string {
  const whole = name.replace(/^AWS(?=.)/, '')
  return roleWords.get(whole) ?? (whole.replace(/(?<=.)[-_]?(?:Access|Role|PermissionSet)$/, '') || name)
}

const directions: ReadonlyMap<string, string> = new Map([
  ['north', 'n'],
  ['south', 's'],
  ['east', 'e'],
  ['west', 'w'],
  ['central', 'c'],
  ['northeast', 'ne'],
  ['northwest', 'nw'],
  ['southeast', 'se'],
  ['southwest', 'sw'],
  ['gov', 'g'],
])

/** `{region:short}`: `euw1` for eu-west-1, `apne2` for ap-northeast-2, `usge1` for us-gov-east-1. */
export function shortRegion(region: string): string {
  const words = region.split('-')
  return words.map((word, index) => (index === 0 ? word : (directions.get(word) ?? word))).join('')
}
