import type { CoreEvent } from '../../../shared/contract/events.ts'
import { listAccounts, listRoles, PortalError, type Portal, type PortalAccount } from './portal-calls.ts'

/** What was listed so far; accounts whose roles are not known have none. */
export interface Listing {
  readonly accounts: readonly (PortalAccount & { readonly roles?: readonly string[] | undefined })[]
  readonly errors: readonly { readonly accountId?: string; readonly message: string }[]
}

export interface ListingResult extends Listing {
  /** How it ended: everything was asked (even if some could not be listed), the user stopped it, or the session has ended. */
  readonly ended: 'done' | 'stopped' | 'signed-out'
  /** Why not even the accounts are known. */
  readonly failure?: PortalError
}

type ListingProgress = Extract<CoreEvent, { type: 'listingProgress' }>

export interface ListingOptions {
  readonly portal: Portal
  /** Roles from a recent listing, by account: not asked again. */
  readonly known: ReadonlyMap<string, readonly string[]>
  readonly onProgress: (progress: Omit<ListingProgress, 'type' | 'runId'>) => void
}

const atOnce = 8

/** Lists accounts, then the roles of each, eight at once and as fast as the pace allows. Keeps what it got, however it ends. */
export async function listOrganisation({
  portal,
  known,
  onProgress,
}: ListingOptions): Promise<ListingResult> {
  const { signal } = portal
  let accounts: readonly PortalAccount[]
  try {
    accounts = await listAccounts(portal)
  } catch (error) {
    if (signal.aborted) return { accounts: [], errors: [], ended: 'stopped' }
    if (!(error instanceof PortalError)) throw error
    return {
      accounts: [],
      errors: [],
      ended: error.kind === 'signed-out' ? 'signed-out' : 'done',
      failure: error,
    }
  }
  const roles = new Map<string, readonly string[]>()
  const errors: { accountId: string; message: string }[] = []
  let signedOut = false
  let count = 0
  const tell = (found: ListingProgress['found']): void =>
    onProgress({ accounts: accounts.length, done: roles.size + errors.length, roles: count, found })
  const before: { id: string; name: string; roles: readonly string[] }[] = []
  const waiting: PortalAccount[] = []
  for (const account of accounts) {
    const kept = known.get(account.id)
    if (kept === undefined) waiting.push(account)
    else {
      roles.set(account.id, kept)
      count += kept.length
      before.push({ id: account.id, name: account.name, roles: kept })
    }
  }
  tell(before)
  const over = new AbortController()
  const either = { ...portal, signal: AbortSignal.any([signal, over.signal]) }
  async function work(): Promise<void> {
    for (let account = waiting.shift(); account !== undefined; account = waiting.shift()) {
      try {
        const found = await listRoles(either, account.id)
        roles.set(account.id, found)
        count += found.length
        tell([{ id: account.id, name: account.name, roles: found }])
      } catch (error) {
        if (either.signal.aborted) return
        if (!(error instanceof PortalError)) throw error
        if (error.kind === 'signed-out') {
          signedOut = true
          over.abort()
          return
        }
        errors.push({ accountId: account.id, message: error.message })
        tell([])
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return {
    accounts: accounts.map((account) => ({ ...account, roles: roles.get(account.id) })),
    errors,
    ended: signedOut ? 'signed-out' : signal.aborted ? 'stopped' : 'done',
  }
}
