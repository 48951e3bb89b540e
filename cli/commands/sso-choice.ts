import type { Input, Output, Reply } from '../../shared/contract/index.ts'
import { fail, ok } from '../../shared/result.ts'

type Listed = Output<'organisations.list'>
type Choice = NonNullable<Input<'organisations.plan'>['choose']>

/** Tests whether a text matches; `*` stands for anything, and case is ignored. */
function matcher(wanted: string): (text: string) => boolean {
  const parts = wanted.toLowerCase().split('*')
  return (text) => {
    const whole = text.toLowerCase()
    const [first = '', ...more] = parts
    if (more.length === 0) return whole === first
    const last = more.pop() ?? ''
    if (!whole.startsWith(first) || !whole.endsWith(last) || whole.length < first.length + last.length)
      return false
    const end = whole.length - last.length
    let at = first.length
    for (const part of more) {
      const found = whole.indexOf(part, at)
      if (found < 0 || found + part.length > end) return false
      at = found + part.length
    }
    return true
  }
}

/** The texts of `known` that match; an error for a pattern that matches none. */
function meant(
  wanted: readonly string[],
  known: readonly (readonly string[])[],
  what: string,
): Reply<Set<string>> {
  const chosen = new Set<string>()
  for (const text of wanted) {
    const fits = matcher(text)
    const found = known.filter((names) => names.some(fits))
    if (found.length === 0)
      return fail('BadInput', `AWS does not list a ${what} called "${text}".`, {
        reason: 'Only what AWS lists for this sign-in can become a profile.',
        remedy: `Give the ${what} as AWS spells it; * matches anything.`,
      })
    for (const [key] of found) if (key !== undefined) chosen.add(key)
  }
  return ok(chosen)
}

/** The accounts and roles that the options choose; undefined for all. Errors: BadInput. */
export function choose(
  { accounts, roles }: Listed,
  options: { readonly accounts?: readonly string[]; readonly roles?: readonly string[] },
): Reply<Choice | undefined> {
  if (options.accounts === undefined && options.roles === undefined) return ok(undefined)
  const chosenAccounts = meant(
    options.accounts ?? ['*'],
    accounts.map(({ id, name }) => [id, name]),
    'account',
  )
  if (!chosenAccounts.ok) return chosenAccounts
  const names = [...new Set(roles.map(({ roleName }) => roleName))]
  const chosenRoles = meant(
    options.roles ?? ['*'],
    names.map((name) => [name]),
    'role',
  )
  if (!chosenRoles.ok) return chosenRoles
  return ok(
    roles.filter(
      ({ accountId, roleName }) => chosenAccounts.value.has(accountId) && chosenRoles.value.has(roleName),
    ),
  )
}
