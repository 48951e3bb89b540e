import { declaredAccount } from './arn-account.ts'
import type { ProfileKind } from './profile-kinds.ts'

/** The account of a profile, and how it is known: from STS, from the files, or from a name in the access portal's form. */
export interface AccountKnown {
  readonly account: string
  readonly from: 'check' | 'files' | 'name'
}

/** `123456789012_AdministratorAccess` of the access portal, `AdministratorAccess-123456789012` of the AWS CLI. */
const portalNames = [/^(\d{12})_[\w+=,.@-]+$/, /^[\w+=,.@]+-(\d{12})$/]

/** The account in a name that the access portal or `aws configure sso` gives; a guess until a check says so. */
export function accountInName(name: string): string | undefined {
  for (const form of portalNames) {
    const found = form.exec(name)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * The account of a profile: from the last answer of STS, otherwise from its settings, otherwise, for plain keys, from its name.
 * `valueOf` gives its settings.
 */
export function accountOf(
  { name, kind }: { readonly name: string; readonly kind: ProfileKind },
  valueOf: (key: string) => string | undefined,
  checked: string | undefined,
): AccountKnown | undefined {
  if (checked !== undefined) return { account: checked, from: 'check' }
  const declared = declaredAccount(valueOf)
  if (declared !== undefined) return { account: declared, from: 'files' }
  const named = kind === 'keys' || kind === 'session' ? accountInName(name) : undefined
  return named === undefined ? undefined : { account: named, from: 'name' }
}
