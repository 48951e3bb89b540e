import { Check, Minus, ShieldAlert } from 'lucide-react'
import { memo } from 'react'
import { AccountId } from '../../../ui/marks.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { MiddleTruncate } from '../../../ui/middle-truncate.tsx'
import type { Cell, Mark } from './account-rows.ts'
import type { Arrived } from './connect-state.ts'

const checked = { all: true, some: 'mixed', none: false } as const

/** A box with its mark. The grid has the focus; the box represents the cell for screen readers. */
export function Box({
  mark,
  label,
  off = false,
}: {
  readonly mark: Mark
  readonly label: string
  readonly off?: boolean
}) {
  return (
    <span
      role="checkbox"
      tabIndex={-1}
      aria-checked={checked[mark]}
      aria-disabled={off || undefined}
      aria-label={label}
      className={classNames('checkbox', off && 'off')}
      {...(mark === 'all' ? { 'data-checked': '' } : mark === 'some' ? { 'data-indeterminate': '' } : {})}
    >
      {mark === 'all' && <Check aria-hidden="true" />}
      {mark === 'some' && <Minus aria-hidden="true" />}
    </span>
  )
}

/** The account of a row, and whether its profiles are production. */
export const AccountCell = memo(function AccountCell({
  account,
  mark,
  isProduction,
  toggleProduction,
}: {
  readonly account: Arrived
  readonly mark: Mark
  readonly isProduction: boolean
  readonly toggleProduction: (id: string) => void
}) {
  const { id, name } = account
  const label = isProduction ? `${name} is production` : `Mark ${name} as production`
  return (
    <>
      <Box mark={mark} label={`All roles in ${name === '' ? id : name}`} off={account.roles.length === 0} />
      <span className="connect-account medium">
        <MiddleTruncate text={name === '' ? 'no name' : name} />
      </span>
      <span className="text-3 connect-digits">
        <AccountId id={id} />
      </span>
      <button
        type="button"
        tabIndex={-1}
        aria-pressed={isProduction}
        aria-label={label}
        data-tip={label}
        data-tip-keys="P"
        className={classNames('connect-production', isProduction && 'on')}
        onClick={(event) => {
          event.stopPropagation()
          toggleProduction(id)
        }}
      >
        <ShieldAlert aria-hidden="true" />
      </button>
    </>
  )
})

const stateWords: Readonly<Record<Cell['state'], string>> = {
  new: 'a new profile',
  taken: 'a new profile, with an ending',
  renamed: 'is renamed',
  kept: 'is there already and stays',
  left: 'gets no profile',
}

/** One role of an account: the profile that it gets or has. */
export const RoleCell = memo(function RoleCell({
  cell,
  on,
  account,
  role,
}: {
  readonly cell: Cell | undefined
  readonly on: boolean
  readonly account: string
  readonly role: string
}) {
  // An invalid template gives no names.
  const name = cell?.name ?? role
  const words = cell === undefined ? 'no name' : stateWords[cell.state]
  const title = [`${name} ${words}.`, cell?.why, cell?.more ? `${cell.more} more profiles of this role.` : '']
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
  return (
    <>
      <Box
        mark={on || cell?.state === 'kept' ? 'all' : 'none'}
        label={`${name}, ${role} in ${account}, ${words}`}
        off={cell?.state === 'kept'}
      />
      <span
        title={title}
        className={classNames(
          'connect-name',
          cell?.state === 'taken' && 'tone-amber',
          cell?.state === 'renamed' && 'connect-renamed',
          (cell === undefined || cell.state === 'kept' || cell.state === 'left') && 'text-3',
        )}
      >
        <MiddleTruncate text={name} />
      </span>
    </>
  )
})
