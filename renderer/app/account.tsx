import type { ProfileList, ProfileSummary } from '../../shared/contract/models.ts'
import { classNames } from '../ui/class-names.ts'
import { AccountId } from '../ui/marks.tsx'
import './account.css'
import { useProfileList } from './core-queries.ts'
import { dayAndTime } from './format-time.ts'
import { useMethod } from './method-query.ts'

interface Called {
  readonly name: string
  /** ISO 8601. */
  readonly at: string | undefined
}

const known = new WeakMap<ProfileList, ReadonlyMap<string, Called>>()

/** The names that AWS has for the accounts of profiles, by account ID. One map for each list. */
function namesIn(list: ProfileList): ReadonlyMap<string, Called> {
  const made = known.get(list)
  if (made !== undefined) return made
  const names = new Map<string, Called>()
  for (const { account, accountName, accountNameAt } of list.profiles)
    if (account !== undefined && accountName !== undefined)
      names.set(account, { name: accountName, at: accountNameAt })
  known.set(list, names)
  return names
}

const titleOf = (name: string, at: string | undefined): string =>
  at === undefined ? name : `${name}, as AWS listed it ${dayAndTime(Date.parse(at))}`

/** The note on an account that only a profile's name suggests. */
const fromName = 'From the name of the profile. A check says whether it is so.'

/** An account with its name at AWS and its twelve digits; the tooltip says when we learned the name. */
export function NamedAccount({
  id,
  name,
  at,
  brief = false,
  guessed = false,
}: {
  readonly id: string
  readonly name: string | undefined
  /** When AWS reported it, ISO 8601. */
  readonly at: string | undefined
  /** Show only the digits in a narrow list. */
  readonly brief?: boolean
  /** Only the profile's name suggests this account. */
  readonly guessed?: boolean
}) {
  if (guessed)
    return (
      <span className="account-guessed" title={fromName}>
        <AccountId id={id} />
        <span className="account-guess">{brief ? '?' : ', from its name'}</span>
        {brief && <span className="visually-hidden">, from its name</span>}
      </span>
    )
  if (name === undefined) return <AccountId id={id} />
  return (
    <span className={classNames('account-named', brief && 'brief')} title={titleOf(name, at)}>
      <span className="account-alias">{name}</span>
      <AccountId id={id} />
    </span>
  )
}

/** An account's name. Its own alias, as a check found it, takes precedence over its name in the organisation. */
function useCalled(id: string, alias: string | undefined): Called | undefined {
  const list = useProfileList()
  const led = list === undefined ? undefined : namesIn(list).get(id)
  // Accounts without a profile have names too; loaded only when one of them is shown.
  const listed = useMethod(
    'organisations.accountNames',
    {},
    { enabled: list !== undefined && led === undefined && /^\d{12}$/.test(id) },
  )
  const called = led ?? listed.data?.accounts.find((account) => account.id === id)
  return alias === undefined || alias === called?.name ? called : { name: alias, at: undefined }
}

/** An account's name and when we learned it, for a tooltip. */
export function useAccountTitle(id: string, alias: string | undefined): string | undefined {
  const called = useCalled(id, alias)
  return called && titleOf(called.name, called.at)
}

/** The same for an account of which only the digits are known. */
export function Account({
  id,
  alias,
  brief = false,
}: {
  readonly id: string
  readonly alias?: string | undefined
  readonly brief?: boolean
}) {
  const called = useCalled(id, alias)
  return <NamedAccount id={id} name={called?.name} at={called?.at} brief={brief} />
}

/** The account of a profile, and whether only its name suggests it. */
export function ProfileAccount({
  profile: { account, accountName, accountNameAt, accountFromName },
  brief = false,
}: {
  readonly profile: ProfileSummary
  readonly brief?: boolean
}) {
  if (account === undefined) return null
  const guessed = accountFromName === true
  return <NamedAccount id={account} name={accountName} at={accountNameAt} brief={brief} guessed={guessed} />
}
