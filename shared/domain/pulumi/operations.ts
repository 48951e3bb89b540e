import type { ConfigValue } from './value.ts'

/** One change to a stack file, or to the `config` of a project file. */
export type StackOperation =
  | { readonly type: 'setProfile'; readonly profile: string }
  | { readonly type: 'unsetProfile' }
  | { readonly type: 'setRegion'; readonly region: string }
  | { readonly type: 'unsetRegion' }
  /** `path` as the Pulumi CLI's `--path`: `aws:assumeRoles[0].roleArn`, `aws:defaultTags.tags["a.b"]`. */
  | { readonly type: 'setOptionPath'; readonly path: string; readonly value: ConfigValue }
  | { readonly type: 'unsetOptionPath'; readonly path: string }
  | { readonly type: 'addEnvironment'; readonly name: string }
  | { readonly type: 'removeEnvironment'; readonly name: string }
  /** Replaces an old name of an option by its present one, with the necessary change of shape. */
  | { readonly type: 'migrateOption'; readonly migration: MigrationName }
  /** Turns a list or map kept as JSON text into YAML. */
  | { readonly type: 'expandJson'; readonly path: string }
  /** Puts a key into its plain form: `aws:config:region` becomes `aws:region`. */
  | { readonly type: 'renameKey'; readonly from: string; readonly to: string }

export const migrationNames = [
  'assumeRole',
  'durationSeconds',
  's3ForcePathStyle',
  'sharedCredentialsFile',
  'dynamodbEndpoint',
  'kinesisEndpoint',
  'skipGetEc2Platforms',
] as const

export type MigrationName = (typeof migrationNames)[number]
