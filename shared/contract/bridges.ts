import * as z from 'zod'
import { nothing, profileName } from './common.ts'
import { planSchema } from './edits.ts'
import { command, query } from './method.ts'
import { stackIdSchema } from './stack-schemas.ts'

export const bridgeStatusSchema = z.object({
  /** `[profile active]`, whose credential_process asks Stackpass: for programs that are already running. */
  pointer: z.object({ installed: z.boolean(), profile: z.string(), command: z.string() }),
  /** A copy of the active profile in `[default]`, with the old default kept. */
  mirror: z.object({ on: z.boolean(), of: z.string().optional() }),
  /** The environment that newly started GUI programs get. */
  gui: z.object({
    supported: z.boolean(),
    on: z.boolean(),
    mechanism: z.string(),
    commands: z.array(z.array(z.string())),
  }),
})

export const bridgeMethods = {
  'bridges.status': query('The opt-in ways to reach programs beyond the shells', nothing, bridgeStatusSchema),
  'bridges.planPointer': command(
    'Plan adding or removing the pointer profile; `name` calls it something other than "active"',
    z.strictObject({ on: z.boolean(), name: profileName.optional() }),
    planSchema,
  ),
  'bridges.planMirror': command(
    'Plan copying a profile into [default], or putting the old default back byte for byte',
    z.strictObject({ on: z.boolean(), profile: profileName.optional() }),
    planSchema,
  ),
  'bridges.dropMirror': command(
    'Stop copying into [default] and leave it as it is now; its earlier content is forgotten',
    nothing,
    bridgeStatusSchema,
  ),
  'bridges.planTwin': command(
    'Plan a twin of a profile that any tool can use: its credential_process asks Stackpass. `stacks` get it in the same change',
    z.strictObject({
      profile: profileName,
      name: profileName.optional(),
      stacks: z.array(stackIdSchema).min(1).max(2_000).optional(),
    }),
    planSchema,
  ),
  'bridges.setGui': command(
    'Give newly started GUI programs the active profile, or stop doing so',
    z.strictObject({ on: z.boolean() }),
    bridgeStatusSchema,
  ),
}
