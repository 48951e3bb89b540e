import type { Result } from '../../../shared/result.ts'
import { nameMaker } from '../../../shared/domain/organisation/template.ts'
import type { NameTemplate } from '../../../shared/domain/organisation/types.ts'

/** The value, or a failure that shows the error. */
export function must<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(`${result.error.code}: ${result.error.message} ${result.error.reason ?? ''}`)
  return result.value
}

/** The name that a template gives for AdministratorAccess in an account of that name. */
export function nameOf(
  template: NameTemplate,
  accountName: string,
  roleName = 'AdministratorAccess',
): string {
  const fields = { accountId: '111122223333', accountName, roleName, region: 'eu-west-1', session: 'acme' }
  return must(nameMaker(template)).name(fields)
}
