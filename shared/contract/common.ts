import * as z from 'zod'
import { errorCodes } from '../error-codes.ts'

export const nothing = z.strictObject({})
export const profileName = z.string().min(1).max(512)
export const fileKind = z.enum(['config', 'credentials'])
export const sectionKind = z.enum(['profile', 'sso-session', 'services'])
/** ISO 8601 with time zone. */
export const instant = z.string()

export const codedErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  reason: z.string().optional(),
  remedy: z.string().optional(),
  path: z.string().optional(),
  line: z.number().optional(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})

/** An sso-session that is not in the config file yet: signed in to and listed first, written with its profiles. */
export const newSessionSchema = z.strictObject({
  name: profileName,
  startUrl: z.string().min(1).max(2_048),
  region: z.string().min(1).max(64),
})

export const warningSchema = z.object({ code: z.string(), message: z.string() })
