import * as z from 'zod'
import { instant, newSessionSchema, nothing } from './common.ts'
import { planSchema } from './edits.ts'
import { command, query } from './method.ts'

const accountId = z.string().regex(/^\d{12}$/)

export const assignmentSchema = z.object({ accountId: z.string(), roleName: z.string() })

/** How profiles are named; shared/domain/organisation has the rules. */
export const nameTemplateSchema = z.strictObject({
  /** Such as `{account}-{role}`. */
  text: z.string().min(1).max(200),
  /** Cut from account names: texts, or regular expressions between slashes. */
  trim: z.array(z.string().max(200)).max(20).optional(),
  case: z.enum(['keep', 'lower', 'upper']).optional(),
  /** What replaces spaces. */
  separator: z.string().max(5).optional(),
})

export const listedOrganisationSchema = z.object({
  session: z.string(),
  accounts: z.array(z.object({ id: z.string(), name: z.string(), email: z.string().optional() })),
  roles: z.array(assignmentSchema),
  /** False when it was stopped or something could not be listed: then nothing is pruned. */
  complete: z.boolean(),
  errors: z.array(z.object({ accountId: z.string().optional(), message: z.string() })),
  /** When AWS said it. */
  at: instant,
  /** Profiles of the files that lead to these accounts and roles; `keepInStep` of shared/domain/organisation takes them. */
  profiles: z
    .array(
      assignmentSchema.extend({
        name: z.string(),
        legacy: z.boolean().optional(),
        made: z.object({ accountName: z.string().optional() }).optional(),
      }),
    )
    .optional(),
  /** How profiles of this session were last named. */
  template: nameTemplateSchema.optional(),
})

export const populateItemSchema = z.object({
  accountId: z.string(),
  accountName: z.string().optional(),
  roleName: z.string(),
  /** The profile that will have it. */
  name: z.string(),
  /** `taken`: the name of the template belongs to another profile, so `name` has an ending. `left`: not chosen. */
  state: z.enum(['new', 'taken', 'kept', 'renamed', 'removed', 'stays', 'left']),
  /** The name before, of a rename. */
  from: z.string().optional(),
  /** Of `kept`, `stays` and `removed`: why. */
  why: z.string().optional(),
})

/** The session that an organisation is reached through: one that exists, or a new one that the plan adds. */
const sessionChoice = z.union([
  z.strictObject({ session: z.string().min(1) }),
  z.strictObject({ newSession: newSessionSchema }),
])

export const organisationMethods = {
  'organisations.accountNames': query(
    'The names that AWS gave the accounts it listed, with or without a profile, and when it gave them',
    nothing,
    z.object({ accounts: z.array(z.object({ id: z.string(), name: z.string(), at: instant })) }),
  ),
  'organisations.find': command(
    'What a start URL says: its region and partition, after at most one redirect of a custom address',
    z.strictObject({ startUrl: z.string().min(1).max(2_048) }),
    z.object({
      /** As it goes into the file. */
      startUrl: z.string(),
      region: z.string().optional(),
      partition: z.string().optional(),
      /** A free name for the sso-session. */
      name: z.string(),
      /** Sessions of the files that already have this start URL. */
      existing: z.array(z.string()),
    }),
  ),
  'organisations.list': command(
    'The accounts and roles of a session; progress comes as events, `organisations.cancel` with the same runId stops it',
    z.strictObject({
      runId: z.string().min(1).max(64),
      session: sessionChoice,
      /** Ask AWS again, even when a stored answer exists. */
      refresh: z.boolean().optional(),
    }),
    listedOrganisationSchema,
  ),
  'organisations.cancel': command(
    'Stop a listing; what it has found so far is kept',
    z.strictObject({ runId: z.string() }),
    nothing,
  ),
  'organisations.plan': command(
    'Plan profiles for accounts and roles as one change; writes nothing',
    z.strictObject({
      session: sessionChoice,
      template: nameTemplateSchema,
      /** Absent: everything that was listed. */
      choose: z.array(z.strictObject({ accountId, roleName: z.string().min(1) })).optional(),
      /** Default region of new profiles. */
      region: z.string().optional(),
      /** Remove our profiles whose role no longer exists, unless something uses them. */
      prune: z.boolean().optional(),
      /** Turn legacy `sso_*` profiles of the same start URL into the sso-session form. */
      migrate: z.boolean().optional(),
    }),
    z.object({
      items: z.array(populateItemSchema),
      /** Absent when there is nothing to change. */
      plan: planSchema.optional(),
      /** Why nothing is pruned although it was requested. */
      notPruned: z.string().optional(),
    }),
  ),
}
