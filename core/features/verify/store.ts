import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { VerifyResult } from '../../../shared/contract/models.ts'
import { verifyResultSchema } from '../../../shared/contract/verify.ts'
import type { CredentialContext } from '../../credentials/types.ts'
import { profileFingerprint } from '../../credentials/fingerprint.ts'
import { createQueue, readPrivateJson, writePrivateJson } from '../../state/private-json.ts'

const storeSchema = z.object({
  version: z.literal(2),
  salt: z.string(),
  results: z.array(z.object({ fingerprint: z.string(), result: verifyResultSchema })),
})

type Stored = z.infer<typeof storeSchema>
type Files = Pick<CredentialContext, 'profiles' | 'ssoSessions' | 'services'>

/** A result is about one tool; those of other tools are kept beside it. */
const keyOf = ({ profile, as }: VerifyResult): string => JSON.stringify([profile, as])

export interface VerifyStore {
  /** The kept results, one for each profile and tool, that still match the profiles in the files. */
  results(files: Files): Promise<VerifyResult[]>
  /** Keeps results of a run; `files` as they were when it began. Cancelled results are not kept. */
  keep(results: readonly VerifyResult[], files: Files): Promise<void>
}

const empty = (): Stored => ({ version: 2, salt: randomBytes(16).toString('hex'), results: [] })

/** Results of verifications with their time, in the file at `path`; no secrets in it. Never writes on reading. */
export function createVerifyStore(path: string): VerifyStore {
  const inTurn = createQueue()

  /** A file that cannot be read counts as empty: the next verification replaces it. */
  const load = async (): Promise<Stored> => {
    const parsed = storeSchema.safeParse(await readPrivateJson(path))
    return parsed.success ? parsed.data : empty()
  }

  return {
    async results(files) {
      const { salt, results } = await load()
      return results
        .filter(({ fingerprint, result }) => profileFingerprint(result.profile, files, salt) === fingerprint)
        .map(({ result }) => result)
    },
    keep: (results, files) =>
      inTurn(async () => {
        const stored = await load()
        const kept = new Map(stored.results.map((entry) => [keyOf(entry.result), entry]))
        let changed = false
        for (const result of results) {
          if (result.status === 'cancelled') continue
          const fingerprint = profileFingerprint(result.profile, files, stored.salt)
          if (fingerprint === undefined) continue
          kept.set(keyOf(result), { fingerprint, result })
          changed = true
        }
        for (const [key, { result }] of kept) if (!files.profiles.has(result.profile)) kept.delete(key)
        if (changed) await writePrivateJson(path, { ...stored, results: [...kept.values()] })
      }),
  }
}
