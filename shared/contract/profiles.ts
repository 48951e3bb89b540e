import * as z from 'zod'
import { profileKinds } from '../domain/aws/profile-kinds.ts'
import { accessStateSchema } from './access.ts'
import { fileKind, instant, profileName, warningSchema, codedErrorSchema } from './common.ts'
import { operationSchema } from './edits.ts'
import { command, query } from './method.ts'
import { profileReadersSchema, readerNameSchema, readersSchema } from './readers.ts'
import { verifyResultSchema } from './verify.ts'

export const profileKindSchema = z.enum(profileKinds)

export const profileSummarySchema = z.object({
  name: z.string(),
  kind: profileKindSchema,
  files: z.array(fileKind),
  region: z.string().optional(),
  /**
   * From the last verification, otherwise from role_arn or sso_account_id, otherwise from a name as the access portal gives it.
   */
  account: z.string().optional(),
  /** Only the name says so: a guess until a check. */
  accountFromName: z.literal(true).optional(),
  /** The name that AWS had for the account when its organisation was listed, and when that was. */
  accountName: z.string().optional(),
  accountNameAt: instant.optional(),
  accessKeyId: z.string().optional(),
  roleArn: z.string().optional(),
  sourceProfile: z.string().optional(),
  ssoSession: z.string().optional(),
  hasSecret: z.boolean(),
  hasToken: z.boolean(),
  expiresAt: instant.optional(),
  errors: z.number(),
  warnings: z.number(),
  /** Tools use it in different ways (`profiles.readers`); only where the input says `tools: true`. */
  disagree: z.boolean().optional(),
  favourite: z.boolean(),
  group: z.string().optional(),
  /** The rule that puts it there; absent if it was put there by hand. */
  groupRule: z.string().optional(),
  production: z.boolean(),
  verified: verifyResultSchema.optional(),
  /** What can be done with it now; absent if only names and headers were looked at. */
  access: accessStateSchema.optional(),
})

export const fileProblemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  reason: z.string(),
  file: fileKind.optional(),
  line: z.number().optional(),
  profile: z.string().optional(),
  readers: z.array(z.enum(['aws-cli', 'js-sdk', 'spec'])),
  fix: z.object({ label: z.string(), operation: operationSchema }).optional(),
})

export const fileStatusSchema = z.object({
  kind: fileKind,
  /** As shown, with `~` for the home folder. */
  label: z.string(),
  path: z.string(),
  state: z.enum(['present', 'missing', 'unreadable']),
  readAt: instant,
  mode: z.string().optional(),
  bytes: z.number().optional(),
  error: codedErrorSchema.optional(),
  /** The AWS CLI cannot read the file at all, so that no profile works in it; `problems` says where and why. */
  stopsAwsCli: z.literal(true).optional(),
})

export const settingSchema = z.object({
  key: z.string(),
  /** Absent when secret. */
  value: z.string().optional(),
  secret: z.boolean(),
  /** Length of a secret in characters. */
  length: z.number().optional(),
  /** For a secret that is part of a value, such as the password of an address: the value with a mask in its place. */
  shown: z.string().optional(),
  file: fileKind,
  line: z.number(),
  shadowed: z.object({ file: fileKind, line: z.number(), value: z.string().optional() }).optional(),
})

export const chainStepSchema = z.object({
  profile: z.string().optional(),
  kind: profileKindSchema.optional(),
  /** What the step does, such as "Assumes role BillingAdmin". */
  action: z.string(),
  account: z.string().optional(),
  problem: z.string().optional(),
})

export const profileDetailSchema = z.object({
  summary: profileSummarySchema,
  settings: z.array(settingSchema),
  chain: z.array(chainStepSchema),
  problems: z.array(fileProblemSchema),
  references: z.array(z.object({ profile: z.string(), key: z.string() })),
  /** Which readers find this profile under this name. */
  seenBy: z.object({ awsCli: z.boolean(), jsSdk: z.boolean() }),
  /** Absent where the input says `readers: false`. */
  readers: readersSchema.optional(),
  /** Lines of another program that contain it, and what that program does to manual changes; absent where there are none. */
  managed: z
    .array(
      z.object({
        owner: z.string().optional(),
        file: fileKind,
        line: z.number(),
        endLine: z.number().optional(),
        effect: z.string(),
      }),
    )
    .optional(),
  /** The two files, to which lines refer. */
  files: z.array(fileStatusSchema),
  configLine: z.number().optional(),
  credentialsLine: z.number().optional(),
})

export const profileListSchema = z.object({
  files: z.array(fileStatusSchema),
  profiles: z.array(profileSummarySchema),
  problems: z.array(fileProblemSchema),
  ssoSessions: z.array(z.string()),
  services: z.array(z.string()),
  warnings: z.array(warningSchema),
})

export const snippetFormatSchema = z.enum(['bash', 'zsh', 'fish', 'powershell', 'cmd', 'dotenv', 'json'])

export const profileMethods = {
  'profiles.list': query(
    'Every profile of both shared files, merged, with what is wrong; problems: false looks at files and headers only, profiles: false leaves out the profiles; tools: true also says where tools disagree',
    z.strictObject({
      problems: z.boolean().optional(),
      profiles: z.boolean().optional(),
      tools: z.boolean().optional(),
    }),
    profileListSchema,
  ),
  'profiles.show': query(
    'One profile with every setting, its file and line; readers: false leaves out what each tool uses',
    z.strictObject({ name: profileName, readers: z.boolean().optional() }),
    profileDetailSchema,
  ),
  'profiles.readers': query(
    'What each tool takes from the profiles, in brief, and where tools disagree',
    z.strictObject({
      /** Absent: all profiles. */
      names: z.array(profileName).max(10_000).optional(),
      /** Only profiles on which tools disagree, or that this tool cannot use. */
      notableFor: readerNameSchema.optional(),
      /** Only profiles on which tools disagree. */
      disagreeing: z.boolean().optional(),
      /** Also how they could agree: a change of one profile, proved on the files as they would be. For few profiles. */
      repairs: z.boolean().optional(),
    }),
    z.object({ profiles: z.array(profileReadersSchema) }),
  ),
  'profiles.reveal': command(
    'One secret value in plain text',
    z.strictObject({ name: profileName, key: z.string() }),
    z.object({ value: z.string() }),
  ),
  'profiles.copy': command(
    'Put a value or a snippet on the clipboard; secrets are cleared after 30 s if unchanged',
    z.strictObject({
      name: profileName,
      what: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('setting'), key: z.string() }),
        z.strictObject({ type: z.literal('snippet'), format: snippetFormatSchema, secrets: z.boolean() }),
      ]),
    }),
    z.object({ copied: z.string(), clearsInSeconds: z.number().optional() }),
  ),
  'profiles.copyMany': command(
    'Put profiles on the clipboard as sections of a config file, with the sessions that they name; secrets only when asked, and cleared after 30 s',
    z.strictObject({ names: z.array(profileName).min(1).max(10_000), secrets: z.boolean() }),
    z.object({
      copied: z.string(),
      /** Settings that were left out because they hold secrets. */
      left: z.number(),
      clearsInSeconds: z.number().optional(),
    }),
  ),
  'profiles.snippet': command(
    'Environment snippet for a shell, .env or JSON; with secrets only when asked',
    z.strictObject({ name: profileName, format: snippetFormatSchema, secrets: z.boolean() }),
    z.object({ text: z.string(), expiresAt: instant.optional() }),
  ),
}
