import { ownFiles } from './own-files.ts'
import { createQueue } from './private-json.ts'

/** AWS's name for an account, and when AWS said so. */
export interface AccountName {
  readonly name: string
  /** ISO 8601. */
  readonly at: string
}

/** The names of accounts by their twelve digits, as listings of organisations gave them. */
export interface AccountNames {
  read(): Promise<ReadonlyMap<string, AccountName>>
  /** Rejects with OwnFileFailure. */
  learn(accounts: readonly { readonly id: string; readonly name: string }[], at: string): Promise<void>
}

/** Checked by hand: the quick list must not load the schemas. */
function isEntry(value: unknown): value is [string, string, string] {
  return Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === 'string')
}

/** Reading never writes; a missing or damaged file names no account. */
export function createAccountNames(file: string, files = ownFiles): AccountNames {
  const inTurn = createQueue()

  async function read(): Promise<Map<string, AccountName>> {
    try {
      const content = JSON.parse(await files.read(file)) as { version?: unknown; accounts?: unknown } | null
      if (content?.version !== 1 || !Array.isArray(content.accounts)) return new Map()
      return new Map(content.accounts.filter(isEntry).map(([id, name, at]) => [id, { name, at }]))
    } catch {
      // Only the names beside the digits depend on it, and the next listing writes it again.
      return new Map()
    }
  }

  return {
    read,
    learn: (accounts, at) =>
      inTurn(async () => {
        const known = await read()
        for (const { id, name } of accounts) if (name !== '') known.set(id, { name, at })
        const entries = [...known].map(([id, entry]) => [id, entry.name, entry.at])
        await files.write(file, JSON.stringify({ version: 1, accounts: entries }))
      }),
  }
}
