import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { OwnFileFailure } from '../state/own-file-failure.ts'
import { createQueue, readPrivateJson, writePrivateJson } from '../state/private-json.ts'

/** Which refresh tokens AWS has refused: what is cached beside them looks as good as before. */
export interface RefusedRenewals {
  /** The file, so that it can be watched. */
  readonly file: string
  /** True for a refresh token that AWS renews no longer. */
  has(refreshToken: string): Promise<boolean>
  /** Notes one. What cannot be kept is only asked for again, and refused again. */
  note(refreshToken: string): Promise<void>
}

/** A token is gone from the cache long before so many others were refused. */
const most = 50

/** By a hash: the tokens are random, so it tells nothing about them. */
const nameOf = (refreshToken: string): string =>
  createHash('sha256').update(refreshToken).digest('hex').slice(0, 32)

/** In the state folder, beside the locks under which renewals are made. */
export function createRefusedRenewals({ locksDir }: { readonly locksDir: string }): RefusedRenewals {
  const file = join(dirname(locksDir), 'refused-renewals.json')
  const inTurn = createQueue()
  async function names(): Promise<readonly string[]> {
    const content = await readPrivateJson(file)
    const list =
      typeof content === 'object' && content !== null && 'refused' in content ? content.refused : []
    return Array.isArray(list) ? list.filter((name) => typeof name === 'string') : []
  }
  return {
    file,
    has: async (token) => (await names()).includes(nameOf(token)),
    note: (token) =>
      inTurn(async () => {
        const known = await names()
        const name = nameOf(token)
        if (known.includes(name)) return
        const refused = [...known, name].slice(-most)
        await writePrivateJson(file, { version: 1, refused }).catch((error: unknown) => {
          if (!(error instanceof OwnFileFailure)) throw error
        })
      }),
  }
}
