import * as z from 'zod'
import { instant, profileName } from './common.ts'
import { command } from './method.ts'
import { stackIdSchema } from './stack-schemas.ts'

export const consoleMethods = {
  'console.open': command(
    'Open the AWS console as a profile, or as the profile that a stack runs with; the link never appears in an argument vector or a log',
    z.strictObject({
      profile: profileName.optional(),
      /** Instead of a profile: the account that this stack would run in. */
      stack: stackIdSchema.optional(),
      /** A service of the console, such as `s3`; or the rest of its address in `path`. */
      service: z.string().max(100).optional(),
      /** A page of the console of the same partition. */
      url: z.string().max(2_048).optional(),
      region: z.string().max(40).optional(),
      /** `link` answers with the address, which holds a live session, for `--print`; `copy` clears it like a secret. */
      action: z.enum(['open', 'copy', 'link']),
      /** The user has agreed: production, or GetFederationToken. */
      confirmed: z.boolean().optional(),
    }),
    z.object({
      profile: z.string(),
      account: z.string().optional(),
      how: z.enum(['identity-center', 'federation', 'federation-token']),
      /** Only for `link`. */
      url: z.string().optional(),
      clearsInSeconds: z.number().optional(),
      /** When the console session ends, if known. */
      expiresAt: instant.optional(),
      /** The browser or container that it was opened in. */
      where: z.string().optional(),
    }),
  ),
}
