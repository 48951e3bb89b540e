import * as z from 'zod'
import { instant, nothing, profileName } from './common.ts'
import { command } from './method.ts'

export const credentialMethods = {
  'credentials.get': command(
    'Credentials for a profile, resolved as verify resolves it, cached until shortly before they end; without a name, of the active profile',
    z.strictObject({ name: profileName.optional(), fresh: z.boolean().optional() }),
    z.object({
      profile: z.string(),
      accessKeyId: z.string(),
      secretAccessKey: z.string(),
      sessionToken: z.string().optional(),
      expiresAt: instant.optional(),
      /** If known: an SDK sends requests to the endpoints of this account. */
      accountId: z.string().optional(),
      region: z.string().optional(),
      fromCache: z.boolean(),
    }),
  ),
  'credentials.forget': command(
    'Drop cached credentials of one profile, or of all',
    z.strictObject({ name: profileName.optional() }),
    nothing,
  ),
}
