import * as z from 'zod'
import { instant } from './common.ts'

type Value = string | number | boolean | null | Value[] | { [key: string]: Value }
/** A value of a provider option. */
export const configValueSchema: z.ZodType<Value> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(configValueSchema),
    z.record(z.string(), configValueSchema),
  ]),
)

/** The changes of shared/domain/pulumi/operations.ts. */
export const stackOperationSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('setProfile'), profile: z.string().min(1) }),
  z.strictObject({ type: z.literal('unsetProfile') }),
  z.strictObject({ type: z.literal('setRegion'), region: z.string().min(1) }),
  z.strictObject({ type: z.literal('unsetRegion') }),
  z.strictObject({ type: z.literal('setOptionPath'), path: z.string().min(1), value: configValueSchema }),
  z.strictObject({ type: z.literal('unsetOptionPath'), path: z.string().min(1) }),
  z.strictObject({ type: z.literal('addEnvironment'), name: z.string().min(1) }),
  z.strictObject({ type: z.literal('removeEnvironment'), name: z.string().min(1) }),
  z.strictObject({
    type: z.literal('migrateOption'),
    migration: z.enum([
      'assumeRole',
      'durationSeconds',
      's3ForcePathStyle',
      'sharedCredentialsFile',
      'dynamodbEndpoint',
      'kinesisEndpoint',
      'skipGetEc2Platforms',
    ]),
  }),
  z.strictObject({ type: z.literal('expandJson'), path: z.string().min(1) }),
  z.strictObject({ type: z.literal('renameKey'), from: z.string(), to: z.string() }),
])

/** One stack: the folder of its project, and its name. */
export const stackIdSchema = z.strictObject({ project: z.string().min(1), stack: z.string().min(1) })

export const accountVerdictSchema = z.enum(['unguarded', 'agrees', 'not-allowed', 'forbidden', 'unknown'])

export const stackSummarySchema = z.object({
  /** Absolute folder of the project. */
  project: z.string(),
  stack: z.string(),
  /** Absolute path of the stack file, even when it does not exist yet. */
  path: z.string(),
  label: z.string(),
  presence: z.enum(['file-only', 'backend-only', 'both', 'unknown']),
  selected: z.boolean(),
  profile: z.string().optional(),
  /** Where the winning profile comes from: "Stack file", "Pulumi.yaml", "ESC aws/prod", "AWS_PROFILE", "Default". */
  profileFrom: z.enum(['stack', 'project', 'esc', 'environment', 'default', 'keys', 'none', 'unknown']),
  profileFromLabel: z.string(),
  /** Profiles that the stack file or the project file names, even where another source wins. */
  namedProfiles: z.array(z.string()),
  region: z.string().optional(),
  /** An imported environment may set the region, so that it is not known. */
  regionOpen: z.literal(true).optional(),
  account: z
    .object({
      id: z.string(),
      /** Its alias, or AWS's name for it when its organisation was listed. */
      alias: z.string().optional(),
      from: z.enum(['verified', 'role']),
      at: instant.optional(),
      /** Imported environments, by name, and what they would have to set to decide instead. */
      unless: z
        .object({ environments: z.array(z.string()), sets: z.enum(['aws:accessKey', 'credentials']) })
        .optional(),
    })
    .optional(),
  allowedAccountIds: z.array(z.string()),
  forbiddenAccountIds: z.array(z.string()),
  verdict: accountVerdictSchema,
  /** Why Pulumi cannot use the credentials that count, where no sign-in helps. */
  cannotRun: z.string().optional(),
  /** Why a check of its profile would not tell the account, where none is known. */
  cannotCheck: z.string().optional(),
  environments: z.array(z.string()),
  errors: z.number(),
  warnings: z.number(),
  /** Why the file cannot be read or edited. */
  problem: z.object({ code: z.string(), message: z.string(), line: z.number().optional() }).optional(),
})

export const projectSummarySchema = z.object({
  folder: z.string(),
  label: z.string(),
  name: z.string(),
  projectFile: z.string(),
  runtime: z.string().optional(),
  /** Major of pulumi-aws, absent when unknown; `awsVersion` as found. */
  awsMajor: z.number().optional(),
  awsVersion: z.string().optional(),
  /** Lines in which the program creates AWS providers itself, as `index.ts:12`; in a list only those of its first files. */
  ownProviders: z.array(z.string()).optional(),
  backend: z.object({ kind: z.string(), label: z.string() }),
  problem: z.object({ code: z.string(), message: z.string(), line: z.number().optional() }).optional(),
  stacks: z.array(stackSummarySchema),
})

export const stackListSchema = z.object({
  folders: z.array(z.string()),
  projects: z.array(projectSummarySchema),
  scanning: z.boolean(),
  scannedFolders: z.number(),
  notes: z.array(z.string()),
})

export const candidateSchema = z.object({
  source: z.string(),
  /** In words, such as "Profile in config". */
  label: z.string(),
  /** 'fails': it is the one that counts, and pulumi-aws cannot use it. */
  state: z.enum(['wins', 'fails', 'beaten', 'absent', 'unknown']),
  value: z.string().optional(),
  origin: z.string(),
  line: z.number().optional(),
  why: z.string(),
})

export const stackProblemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  file: z.enum(['stack', 'project']),
  line: z.number().optional(),
  message: z.string(),
  reason: z.string(),
  fix: z.object({ label: z.string(), operations: z.array(stackOperationSchema) }).optional(),
})

export const stackOptionSchema = z.object({
  name: z.string(),
  group: z.string(),
  type: z.string(),
  help: z.string(),
  secret: z.boolean(),
  rule: z.string().optional(),
  values: z.array(z.string()).optional(),
  /** What applies when it is not set, for the detected version. */
  default: z.string().optional(),
  environment: z.array(z.string()),
  conflictsWith: z.array(z.string()),
  nested: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      help: z.string(),
      secret: z.boolean(),
      rule: z.string().optional(),
      values: z.array(z.string()).optional(),
    }),
  ),
  /** Set here or in the project; never a secret. */
  value: configValueSchema.optional(),
  from: z.enum(['stack', 'project']).optional(),
  line: z.number().optional(),
  /** Encrypted: present, but not shown. */
  secure: z.boolean(),
  /** The paths of what is hidden: encrypted, or secret by its name. */
  secretAt: z.array(z.string()),
})

export const stackDetailSchema = z.object({
  summary: stackSummarySchema,
  project: projectSummarySchema.omit({ stacks: true }),
  credentials: z.array(candidateSchema),
  regions: z.array(candidateSchema),
  hops: z.array(
    z.object({
      roleArn: z.string().optional(),
      kind: z.enum(['web-identity', 'role']),
      accountId: z.string().optional(),
    }),
  ),
  unknowns: z.array(z.string()),
  problems: z.array(stackProblemSchema),
  options: z.array(stackOptionSchema),
  environments: z.array(z.object({ name: z.string(), line: z.number().optional() })),
  endpointServices: z.array(z.string()),
  /** Whether secret options can be written: the Pulumi CLI is installed. */
  pulumiInstalled: z.boolean(),
})
