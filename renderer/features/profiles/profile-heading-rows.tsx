import { ChevronDown, ChevronRight, Ellipsis } from 'lucide-react'
import { Account } from '../../app/account.tsx'
import { toggled } from '../../list/list-state.ts'
import { Swatch } from '../../ui/marks.tsx'
import { closedAccounts, fullAccounts } from './profile-list-state.ts'
import type { Row } from './profile-rows.ts'

export function SectionRow({ label }: { readonly label: string }) {
  return (
    <div role="gridcell" className="section-row">
      {label}
    </div>
  )
}

/** The heading of an account: expands and collapses it. */
export function AccountRow({
  row,
  colour,
}: {
  readonly row: Row & { type: 'account' }
  readonly colour: string | undefined
}) {
  const Arrow = row.open ? ChevronDown : ChevronRight
  return (
    <div role="gridcell" className="account-row">
      <button
        type="button"
        tabIndex={-1}
        aria-expanded={row.open}
        onClick={() => closedAccounts.update((set) => toggled(set, row.account))}
      >
        <Arrow aria-hidden="true" />
        <Swatch colour={colour} />
        <b>
          <Account id={row.account} />
        </b>
        {row.group !== undefined && <span className="text-3">{row.group}</span>}
        <span className="grow" />
        <span className="text-3">{row.shown === row.total ? row.total : `${row.shown} of ${row.total}`}</span>
      </button>
    </div>
  )
}

/** Shows the rest of an account's matches. */
export function MoreRow({ account, hidden }: { readonly account: string; readonly hidden: number }) {
  return (
    <div role="gridcell" className="more-row">
      <Ellipsis aria-hidden="true" />
      <button
        type="button"
        tabIndex={-1}
        className="link"
        onClick={() => fullAccounts.update((set) => new Set([...set, account]))}
      >
        Show {hidden} more in {account}
      </button>
    </div>
  )
}
