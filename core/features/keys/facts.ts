import { join } from 'node:path'
import { readPrivateJson, writePrivateJson } from '../../state/private-json.ts'
import type { LastUse, ListedKey } from './iam-client.ts'

/** What IAM last said about a key. */
export interface KeyFacts {
  readonly accessKeyId: string
  /** When IAM was asked; ISO 8601. */
  readonly at: string
  readonly arn?: string
  readonly createdAt?: string
  readonly active?: boolean
  readonly lastUsed?: LastUse
  /** Keys of the same user, this one among them. */
  readonly keysOfUser?: readonly ListedKey[]
  /** Why nothing is known. */
  readonly failure?: string
}

export interface FactsStore {
  read(): Promise<ReadonlyMap<string, KeyFacts>>
  /** Keeps what was found, and forgets keys that are no longer in any profile. */
  keep(found: readonly KeyFacts[], known: ReadonlySet<string>): Promise<void>
}

const isFacts = (value: unknown): value is KeyFacts =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<KeyFacts>).accessKeyId === 'string' &&
  typeof (value as Partial<KeyFacts>).at === 'string'

/** Answers of IAM, in a file of ours. It holds no secret. */
export function createFactsStore(folder: string): FactsStore {
  const file = join(folder, 'facts.json')
  async function read(): Promise<ReadonlyMap<string, KeyFacts>> {
    const found = await readPrivateJson(file)
    return new Map((Array.isArray(found) ? found : []).filter(isFacts).map((one) => [one.accessKeyId, one]))
  }
  return {
    read,
    async keep(found, known) {
      const facts = new Map(await read())
      for (const one of found) facts.set(one.accessKeyId, one)
      await writePrivateJson(
        file,
        [...facts.values()].filter(({ accessKeyId }) => known.has(accessKeyId)),
      )
    },
  }
}
