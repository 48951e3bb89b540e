import * as z from 'zod'
import { knownAgents } from '../domain/leases/agent-kinds.ts'
import { instant, nothing } from './common.ts'
import { command, query } from './method.ts'

const by = z.enum(['session-policy', 'federation'])

const rightsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read-only'), by }),
  z.object({ kind: z.literal('policy'), by }),
  /** `of`: the role or user whose rights they are. */
  z.object({ kind: z.literal('full'), of: z.string() }),
])

export const leaseSchema = z.object({
  id: z.string(),
  program: z.string(),
  folder: z.string(),
  pid: z.number().optional(),
  keptApart: z.enum(['jail', 'fence', 'endpoint', 'nothing']),
  profiles: z.array(z.object({ name: z.string(), rights: rightsSchema, account: z.string().optional() })),
  startedAt: instant,
  endsAt: instant,
  /** Why it hands out nothing any longer. `gone`: the Stackpass that served it has ended. */
  ended: z.object({ at: instant, why: z.enum(['time', 'you', 'program', 'lock', 'gone']) }).optional(),
  /** How often credentials were given, and refused. */
  used: z.number(),
  refused: z.number(),
})

/** Settings that keep an agent from the keys, to paste by hand. */
const agentAdviceSchema = z.object({
  agent: z.enum(knownAgents),
  settings: z.array(z.object({ file: z.string(), text: z.string() })),
  /** What they do not do. */
  limit: z.string(),
})

export const leaseMethods = {
  'leases.list': query(
    'The leases that run, and those that have ended, the newest first',
    nothing,
    z.object({ leases: z.array(leaseSchema) }),
  ),
  'leases.end': command(
    'End a lease: it hands out nothing more. Keys that it already handed out stay valid until their own end',
    z.strictObject({ id: z.string().regex(/^[0-9a-f]{8}$/) }),
    nothing,
  ),
  'leases.agents': query(
    'What keeps agents apart here: a jail or why there is none, and the settings to paste for each agent that is known',
    nothing,
    z.object({
      /** Why no jail can be built; absent where one can. */
      noJail: z.string().optional(),
      agents: z.array(agentAdviceSchema),
    }),
  ),
}
