import * as z from 'zod'
import { snippetKinds } from '../domain/pulumi/snippets/kinds.ts'
import { nothing } from './common.ts'
import { planSchema } from './edits.ts'
import { command, query } from './method.ts'
import { stackOperationSchema, stackIdSchema, stackListSchema, stackDetailSchema } from './stack-schemas.ts'

export const stackMethods = {
  'stacks.list': query(
    'Projects and stacks found so far below the folders of the settings',
    nothing,
    stackListSchema,
  ),
  'stacks.scan': command(
    'Look for projects again, below given folders or those of the settings; results come as stacksChanged events and in the answer',
    z.strictObject({ folders: z.array(z.string().min(1)).optional() }),
    stackListSchema,
  ),
  'stacks.addFolder': command(
    'Add a folder to look in',
    z.strictObject({ folder: z.string().min(1) }),
    stackListSchema,
  ),
  'stacks.folders': query(
    'Sub-folders of the home folder, or of one below it, for choosing one to look in',
    z.strictObject({
      folder: z.string().min(1).max(4096),
      /** Only names with this beginning; hidden ones only where it begins with a dot. */
      beginning: z.string().max(255).optional(),
    }),
    z.object({
      /** As shown, with `~` for the home folder. */
      label: z.string(),
      /** The folder above, down from the home folder. */
      above: z.string().optional(),
      folders: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          /** It contains a Pulumi project. */
          project: z.boolean(),
        }),
      ),
      /** There are more than are listed. */
      more: z.boolean(),
    }),
  ),
  'stacks.chooseFolder': command(
    'Let a person choose a folder in the dialog of the system; without one, DialogUnavailable',
    nothing,
    z.object({ folder: z.string().optional() }),
  ),
  'stacks.removeFolder': command(
    'Stop looking in a folder',
    z.strictObject({ folder: z.string().min(1) }),
    stackListSchema,
  ),
  'stacks.show': query(
    'One stack: effective identity with every candidate, options, problems',
    stackIdSchema,
    stackDetailSchema,
  ),
  'stacks.plan': command(
    'Plan the same changes for one or many stacks as one undoable change. A profile that exists nowhere is refused with ProfileNotFound, and one whose account the stack does not allow with WrongAccount, unless `confirmed`, a file outside its project with FileOutside unless `leaveProject`',
    z.strictObject({
      stacks: z.array(stackIdSchema).min(1).max(2_000),
      operations: z.array(stackOperationSchema).min(1),
      /** Write to the config of the project file instead. */
      target: z.enum(['stack', 'project']).optional(),
      confirmed: z.boolean().optional(),
      /** Also change files that are outside their project: links, and config folders elsewhere. */
      leaveProject: z.boolean().optional(),
      /** Also change `aws-native:profile` and `aws-native:region`, where they are set. */
      native: z.boolean().optional(),
      /** Leave out stacks whose file cannot be read, with a warning, instead of refusing all. */
      leaveOutBroken: z.boolean().optional(),
    }),
    planSchema,
  ),
  'stacks.planProfiles': command(
    'Plan a profile of its own for each stack, as one undoable change. Refused as `stacks.plan` refuses',
    z.strictObject({
      sets: z
        .array(stackIdSchema.extend({ profile: z.string().min(1) }))
        .min(1)
        .max(2_000),
      confirmed: z.boolean().optional(),
      leaveProject: z.boolean().optional(),
    }),
    planSchema,
  ),
  'stacks.pinAccount': command(
    'Plan setting aws:allowedAccountIds to the verified account of each stack',
    z.strictObject({
      stacks: z.array(stackIdSchema).min(1).max(2_000),
      leaveProject: z.boolean().optional(),
    }),
    planSchema,
  ),
  'stacks.using': query(
    'The stacks that name a profile, for rename and delete',
    z.strictObject({ profile: z.string().min(1) }),
    z.object({ stacks: z.array(stackIdSchema.extend({ label: z.string() })) }),
  ),
  'stacks.setSecret': command(
    'Set a secret option through the Pulumi CLI, value on its standard input; refused with SecretNeedsPulumi where it is not installed',
    stackIdSchema.extend({
      path: z.string().min(1),
      value: z.string().min(1),
      leaveProject: z.boolean().optional(),
    }),
    nothing,
  ),
  'stacks.snippet': query(
    'Text to copy: web identity for a CI system, the definition of an ESC environment, a program with a provider of its own, or a check that nothing local signs in',
    z.strictObject({
      kind: z.enum(snippetKinds),
      roleArn: z.string().optional(),
      sessionName: z.string().optional(),
      region: z.string().optional(),
      /** For a provider of a program. */
      profile: z.string().optional(),
      stack: z.string().optional(),
      /** Runtime of the project: what a pipeline installs. */
      runtime: z.string().optional(),
      /** Major of pulumi-aws: before 7 a provider takes one role. */
      major: z.number().int().positive().optional(),
      /** A provider of aws-native instead of aws. */
      native: z.boolean().optional(),
      skipMetadataApiCheck: z.boolean().optional(),
    }),
    z.object({ text: z.string(), fileName: z.string() }),
  ),
}
