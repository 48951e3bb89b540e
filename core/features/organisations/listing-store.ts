import { join } from 'node:path'
import * as z from 'zod'
import { readPrivateJson, writePrivateJson } from '../../state/private-json.ts'
import type { OrganisationSession } from './session-of.ts'
import { hashedName } from '../../state/hashed-name.ts'

const listingSchema = z.object({
  version: z.literal(1),
  session: z.string(),
  startUrl: z.string(),
  accounts: z.array(
    z.object({
      id: z.string().regex(/^\d{12}$/),
      name: z.string(),
      email: z.string().optional(),
      roles: z.array(z.string().min(1)).optional(),
    }),
  ),
  errors: z.array(z.object({ accountId: z.string().optional(), message: z.string() })),
  complete: z.boolean(),
  /** ISO 8601. */
  at: z.string(),
})

/** What AWS said about an organisation, and when. */
export type KeptListing = z.infer<typeof listingSchema>

export interface ListingStore {
  read(session: string): Promise<KeptListing | undefined>
  /** Rejects with OwnFileFailure. */
  write(listing: KeptListing): Promise<void>
}

/** One 0600 file for each session, in our cache folder; it may be deleted at any time. */
export function createListingStore(cacheDir: string): ListingStore {
  const fileOf = (session: string): string => join(cacheDir, 'organisations', `${hashedName(session)}.json`)
  return {
    async read(session) {
      const parsed = listingSchema.safeParse(await readPrivateJson(fileOf(session)))
      return parsed.success && parsed.data.session === session ? parsed.data : undefined
    },
    write: (listing) => writePrivateJson(fileOf(listing.session), listing),
  }
}

/** Whether a listing is of this session and of the portal that it leads to now. */
export const isOf = (listing: KeptListing, session: OrganisationSession): boolean =>
  listing.startUrl === session.startUrl
