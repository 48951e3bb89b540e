import * as z from 'zod'
import { fileKind } from './common.ts'
import { operationSchema } from './edits.ts'

/** Tools that take credentials by their own rules; docs/READERS.md. */
export const readerNameSchema = z.enum(['awsCli', 'jsSdk', 'goSdk', 'terraform', 'pulumi'])

const readerSource = z.enum([
  'keys-config',
  'keys-credentials',
  'environment',
  'sso',
  'sso-legacy',
  'process',
  'web-identity',
  'web-identity-environment',
  'role',
  'container',
  'imds',
  'login',
])

/** What one program does with the profile that it is given; docs/READERS.md. */
const readerResultSchema = z.object({
  /** 'unknown': a program or service decides, which `waitsFor` names. */
  works: z.union([z.boolean(), z.literal('unknown')]),
  source: z.union([readerSource, z.literal('none')]),
  /** From this profile down to the one with the base credentials. */
  chain: z.array(z.string()),
  /** For a role: the source below the last role. */
  base: readerSource.optional(),
  role: z.string().optional(),
  account: z.string().optional(),
  asks: z.literal('mfa').optional(),
  waitsFor: z.enum(['sts', 'sso', 'sign-in', 'process', 'container', 'imds', 'file', 'chain']).optional(),
  error: z.string().optional(),
  why: z.string(),
})

/** The AWS CLI and boto3, the JS SDK, the Go SDK, and Terraform's and Pulumi's providers on it. */
export const readersSchema = z.object({
  awsCli: readerResultSchema,
  jsSdk: readerResultSchema,
  goSdk: readerResultSchema,
  terraform: readerResultSchema,
  pulumi: readerResultSchema,
})

/** A change of the files after which all tools that can use the profile are the same identity in it. */
const agreementSchema = z.object({
  /** What the change does, such as "source_profile = base". */
  label: z.string(),
  operations: z.array(operationSchema),
  /** What all tools use then. */
  then: z.string(),
})

/** Tools that do the same with a profile, and what that is. */
const toolsAnswerSchema = readerResultSchema
  .omit({ chain: true, base: true })
  .extend({ tools: z.array(readerNameSchema) })

export const profileReadersSchema = z.object({
  name: z.string(),
  /** Two tools are different identities in it, or one can use it where another refuses. */
  disagree: z.boolean(),
  answers: z.array(toolsAnswerSchema),
  /** Where its header is. */
  place: z.object({ file: fileKind, line: z.number() }).optional(),
  /** If requested and available. */
  agreement: agreementSchema.optional(),
  /** Tools that cannot use the profile but could use a twin of it (`bridges.planTwin`), and the existing twin. */
  twin: z.object({ for: z.array(readerNameSchema), name: z.string().optional() }).optional(),
})
