import * as z from 'zod'
import { nothing } from './common.ts'
import { planSchema } from './edits.ts'
import { command, query } from './method.ts'

export const shellSchema = z.enum(['bash', 'zsh', 'fish', 'powershell'])

export const shellStatusSchema = z.object({
  shell: shellSchema,
  /** The file that gets the lines, as shown, and in full. */
  label: z.string(),
  path: z.string(),
  /** The exact lines. */
  lines: z.string(),
  installed: z.boolean(),
  /** True for the user's login shell, or when the rc file exists. */
  inUse: z.boolean(),
})

export const shellMethods = {
  'shells.list': query(
    'The shells Stackpass can follow, and whether their hook is installed',
    nothing,
    z.object({ shells: z.array(shellStatusSchema) }),
  ),
  'shells.hook': query(
    'The text of the hook, for `eval "$(stackpass shell-init bash)"`',
    z.strictObject({ shell: shellSchema }),
    z.object({ text: z.string() }),
  ),
  'shells.plan': command(
    'Plan adding the hook or completion to the start-up file of the shell, or removing it; `edits.apply` writes it',
    z.strictObject({
      shell: shellSchema,
      remove: z.boolean().optional(),
      /** Default: the hook. `aws`: completion of `aws --profile` too. */
      part: z.enum(['hook', 'completion', 'completion-with-aws']).optional(),
    }),
    planSchema,
  ),
}
