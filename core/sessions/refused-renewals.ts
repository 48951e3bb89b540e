import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { OwnFileFailure } from '../state/own-file-failure.ts'
import { createQueue, readPrivateJson, writePrivateJson } from '../state/private-json.ts'

/** Which refresh tokens AWS has refused: the tokens cached beside them look as valid as before. */
export interface RefusedRenewals {
  /** The file, so that it can be watched. */
  readonly file: string
  /** True for a refresh token that AWS no longer renews. */
  has(refreshToken: string): Promise<boolean>
  /** Notes one. If it cannot be stored, AWS is only asked again, and refuses again. */
  note(refreshToken: string): Promise<void>
}

/** A token has left the cache long before this many others are refused. */
const most = 50

/** By a hash: the tokens are random, so it reveals nothing about them. */
const nameOf = (refreshToken: string): string =>
  createHash('sha256').update(refreshToken).digest('hex').slice(0, 32)

/** In the state folder, beside the locks for renewals. */
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
