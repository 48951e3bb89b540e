import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import { createQueue, readPrivateJson, writePrivateJson } from '../../state/private-json.ts'

const listSchema = z.object({
  version: z.literal(1),
  allowed: z.array(z.object({ profile: z.string(), sha256: z.string() })),
})

export interface ProcessAllowList {
  /** True only for exactly this command of exactly this profile. */
  isAllowed(command: string, profile: string): Promise<boolean>
  allow(command: string, profile: string): Promise<void>
  /** Takes back every permission of a profile. */
  revoke(profile: string): Promise<void>
}

const hash = (command: string, profile: string) =>
  createHash('sha256')
    .update(JSON.stringify([profile, command]))
    .digest('hex')

/** The credential_process commands that the user has allowed, as hashes in `allowed-commands.json` of the state folder. */
export function createProcessAllowList(stateDir: string): ProcessAllowList {
  const path = join(stateDir, 'allowed-commands.json')
  const inTurn = createQueue()

  /** What cannot be read allows nothing. */
  const load = async () => {
    const parsed = listSchema.safeParse(await readPrivateJson(path))
    return parsed.success ? parsed.data.allowed : []
  }

  return {
    async isAllowed(command, profile) {
      const sha256 = hash(command, profile)
      return (await load()).some((one) => one.profile === profile && one.sha256 === sha256)
    },
    allow: (command, profile) =>
      inTurn(async () => {
        const sha256 = hash(command, profile)
        const others = (await load()).filter((one) => one.sha256 !== sha256)
        await writePrivateJson(path, { version: 1, allowed: [...others, { profile, sha256 }] })
      }),
    revoke: (profile) =>
      inTurn(async () => {
        const allowed = (await load()).filter((one) => one.profile !== profile)
        await writePrivateJson(path, { version: 1, allowed })
      }),
  }
}
