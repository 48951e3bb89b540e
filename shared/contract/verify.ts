import * as z from 'zod'
import { verifyFailureCodes } from '../domain/checks/failure-codes.ts'
import { instant, nothing, profileName } from './common.ts'
import { command, query } from './method.ts'

/** The tools whose credentials can be proved. */
export const verifiedAs = z.enum(['awsCli', 'jsSdk', 'goSdk', 'terraform', 'pulumi'])

export const verifyResultSchema = z.object({
  profile: z.string(),
  /** The tool whose credentials were proved: another may take others. */
  as: verifiedAs,
  status: z.enum(['valid', 'failed', 'cancelled']),
  checkedAt: instant,
  account: z.string().optional(),
  arn: z.string().optional(),
  userId: z.string().optional(),
  region: z.string().optional(),
  /** Where the request went, without path. */
  endpoint: z.string().optional(),
  latencyMs: z.number().optional(),
  expiresAt: instant.optional(),
  /** The profiles and roles that led to the credentials, first to last. */
  via: z.array(z.string()),
  /** Set when the region was assumed or overridden. */
  note: z.string().optional(),
  failure: z
    .object({
      code: z.enum(verifyFailureCodes),
      message: z.string(),
      reason: z.string().optional(),
      remedy: z.string().optional(),
      detail: z.string().optional(),
      /** The credential_process that waits for the user's consent, as shown: its secrets are masked. */
      command: z.string().optional(),
      /** The profile that has this command, which may be the source of another. */
      asks: z.string().optional(),
    })
    .optional(),
})

export const verifyMethods = {
  'verify.run': command(
    'Ask STS who each profile is; progress comes as events, `verify.cancel` with the same runId stops it',
    z.strictObject({
      runId: z.string().min(1).max(64),
      /** Absent: all profiles. */
      profiles: z.array(profileName).optional(),
      concurrency: z.int().min(1).max(32).optional(),
      /** The tool whose credentials are proved; the AWS CLI when absent. */
      as: verifiedAs.optional(),
    }),
    z.object({ results: z.array(verifyResultSchema), cancelled: z.boolean() }),
  ),
  'verify.plan': command(
    'Ask STS who the new keys of a plan (its `newKeys`) belong to, before they are written; the answer is kept when the plan is',
    z.strictObject({ planId: z.string() }),
    z.object({ results: z.array(verifyResultSchema) }),
  ),
  'verify.cancel': command('Stop a verification', z.strictObject({ runId: z.string() }), nothing),
  'verify.results': query(
    'The kept results of earlier verifications',
    nothing,
    z.object({ results: z.array(verifyResultSchema) }),
  ),
}

/** Whose work waits for an answer. `tab`: the tab or window that started it, by the id of its key. */
export const askerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), tab: z.string().optional() }),
  /** A command on a terminal; `program` is what started it, if known. */
  z.object({ kind: z.literal('command'), program: z.string().optional() }),
])

export const promptSchema = z.object({
  promptId: z.string(),
  kind: z.literal('mfa'),
  profile: z.string(),
  serial: z.string(),
  /** What the code is for: `the role arn:…`. */
  purpose: z.string(),
  /** How many profiles of the files use the device. */
  serves: z.number(),
  asker: askerSchema,
  /** How long to wait for an answer. */
  endsAt: instant,
  /** `checking`: a code was given, and AWS is being asked. */
  state: z.enum(['open', 'checking']),
  /** When the last code was refused, and when the device shows the next one. */
  wrongAt: instant.optional(),
  nextAt: instant.optional(),
  /** True when that code had been sent before: AWS takes each only once. */
  sentBefore: z.boolean().optional(),
})

export const promptMethods = {
  'prompts.list': query(
    'Questions that wait for the user',
    nothing,
    z.object({ prompts: z.array(promptSchema) }),
  ),
  'prompts.answer': command(
    'Answer a question, such as an MFA code; without a value it is cancelled',
    z.strictObject({ promptId: z.string(), value: z.string().optional() }),
    nothing,
  ),
}
