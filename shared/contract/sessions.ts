import * as z from 'zod'
import { accessStateSchema } from './access.ts'
import { codedErrorSchema, instant, newSessionSchema, nothing, profileName } from './common.ts'
import { command, query } from './method.ts'

export const signInMethodSchema = z.enum(['browser', 'device', 'remote'])

const sessionProfileSchema = z.object({
  name: z.string(),
  account: z.string().optional(),
  role: z.string().optional(),
  state: accessStateSchema,
})

export const sessionSchema = z.object({
  /** `sso:NAME`, `portal:START_URL` (legacy profiles), `login:ARN`, `mfa:SERIAL`. */
  id: z.string(),
  kind: z.enum(['identity-center', 'legacy', 'login', 'mfa']),
  /** As the files name it: the name of the sso-session, the host of the start URL, the user of the ARN or device. */
  name: z.string(),
  startUrl: z.string().optional(),
  region: z.string().optional(),
  /** `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`. */
  partition: z.string().optional(),
  /** Who is signed in, where a check or the cache says so. */
  user: z.string().optional(),
  state: accessStateSchema,
  /** How the next sign-in goes by default; a choice of `device` is remembered for each session. */
  method: signInMethodSchema.optional(),
  profiles: z.array(sessionProfileSchema),
  /** Signed in to here, but not in the config file yet. */
  unwritten: z.literal(true).optional(),
  /** The production groups and other groups that share it, when both do. */
  mixes: z.object({ production: z.array(z.string()), others: z.array(z.string()) }).optional(),
})

/** A sign-in that was started here and waits for the browser, or has ended within the last minutes. */
export const signInSchema = z.object({
  signInId: z.string(),
  session: z.string(),
  name: z.string(),
  method: signInMethodSchema,
  startedAt: instant,
  endsAt: instant,
  state: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('waiting'),
      /** Of a device code: what the user compares, and where. Of `remote`: where the text to paste comes from. */
      userCode: z.string().optional(),
      address: z.string().optional(),
      /** False where no browser could be started: the user opens the address. */
      opened: z.boolean(),
    }),
    z.object({
      kind: z.literal('done'),
      until: instant.optional(),
      /** Who signed in with `aws login`, and where: what a new profile needs. */
      login: z.object({ arn: z.string(), region: z.string() }).optional(),
    }),
    z.object({ kind: z.literal('cancelled') }),
    z.object({ kind: z.literal('failed'), error: codedErrorSchema }),
  ]),
})

/** A session by its id, or the one that a profile uses. */
const target = { session: z.string().min(1).optional(), profile: profileName.optional() }

export const sessionMethods = {
  'sessions.list': query(
    'The sign-ins that the profiles use: Identity Center sessions, `aws login`, MFA devices; what works until when',
    nothing,
    z.object({ sessions: z.array(sessionSchema), signIns: z.array(signInSchema), cacheFolder: z.string() }),
  ),
  'sessions.signIn': command(
    'Start a sign-in and open the browser; `sessions.wait` with its id waits for the end, events announce it',
    z.strictObject({
      ...target,
      newSession: newSessionSchema.optional(),
      /** A profile that does not sign in yet: `aws login` makes a login for it. Used instead of a session. */
      newProfile: profileName.optional(),
      method: signInMethodSchema.optional(),
      /** Only for `aws login`: where to sign in. */
      region: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,61}$/)
        .optional(),
    }),
    signInSchema,
  ),
  'sessions.wait': command(
    'Wait until a sign-in has ended',
    z.strictObject({ signInId: z.string() }),
    signInSchema,
  ),
  'sessions.paste': command(
    'Give a `remote` sign-in the text that the page of AWS shows',
    z.strictObject({ signInId: z.string(), text: z.string().max(16_384) }),
    signInSchema,
  ),
  'sessions.cancel': command('End a pending sign-in', z.strictObject({ signInId: z.string() }), nothing),
  'sessions.signOut': command(
    'Sign out of one session or of all: at AWS if it answers, and from the cache on this computer',
    z.strictObject({ ...target, all: z.literal(true).optional() }),
    z.object({
      signedOut: z.array(z.string()),
      /** Sessions about which AWS could not be told; their tokens are gone from this computer, but end only by themselves. */
      untold: z.array(z.object({ session: z.string(), why: z.string() })),
    }),
  ),
}
