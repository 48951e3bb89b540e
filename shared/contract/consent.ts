import * as z from 'zod'
import { instant, nothing, profileName } from './common.ts'
import { command, query } from './method.ts'

const fileSchema = z.object({
  role: z.enum(['program', 'script']),
  path: z.string(),
  /** `place`: a program of the system, which its updates may replace. `content`: the same only while its bytes are. */
  by: z.enum(['place', 'content']),
})

export const allowedProgramSchema = z.object({
  id: z.string(),
  profile: z.string(),
  /** The command as shown: secrets masked, nothing hidden. */
  command: z.string(),
  /** SHA-256 of its exact text. */
  textHash: z.string(),
  files: z.array(fileSchema),
  /** The only folder it runs in, where it names files of the current folder. */
  folder: z.string().optional(),
  /** Parts that decide only at run time what starts. */
  unknown: z.array(z.string()),
  allowedAt: instant,
  where: z.enum(['terminal', 'desktop', 'command']),
  /** `unused`: the profile has another command now, or is gone. `changed`: the user is asked before it runs again. */
  state: z.enum(['same', 'changed', 'unused']),
  /** What changed, as a sentence. */
  change: z.string().optional(),
})

export const consentMethods = {
  'consent.list': query(
    'The programs that may run as a credential_process, and the profiles whose program was not allowed',
    nothing,
    z.object({
      allowed: z.array(allowedProgramSchema),
      waiting: z.array(z.object({ profile: z.string(), command: z.string(), textHash: z.string() })),
    }),
  ),
  'consent.request': command(
    'Have the user asked, in the terminal or a dialog of the desktop app, whether the program of a profile may run; nothing sent here can answer',
    z.strictObject({ profile: profileName }),
    z.object({
      decision: z.enum(['allowed', 'denied', 'unanswered', 'cancelled']),
      /** The profile that has the command: this one, or a source of it. */
      profile: z.string(),
      /** True when it was allowed before, so that nobody was asked. */
      before: z.boolean(),
      /** When allowed: what `stackpass allow --fingerprint` takes. */
      fingerprint: z.string().optional(),
    }),
  ),
  'consent.cancel': command('Withdraw the open question', nothing, nothing),
  'consent.revoke': command(
    'Revoke permissions: one by its id, those of a profile, or all',
    z.strictObject({
      id: z.string().optional(),
      profile: profileName.optional(),
      all: z.literal(true).optional(),
    }),
    z.object({ revoked: z.number() }),
  ),
}
