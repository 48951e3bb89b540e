import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import * as z from 'zod'
import type { LeaseRequest, StartedLease } from '../../core/leases/leases.ts'
import { programOf } from '../../shared/domain/handouts/caller.ts'
import { rightsInWords } from '../../shared/domain/leases/lease-words.ts'
import { fail, type Result } from '../../shared/result.ts'
import { ownWords } from '../commands/agent-rights.ts'
import type { CliContext } from '../context.ts'
import { asksElsewhere, openCore } from '../open-core.ts'
import { answered, guarded, type OnBug } from './answers.ts'

const mostLeases = 8
const longest = 12 * 60

const input = z.strictObject({
  profiles: z.array(z.string().min(1).max(512)).min(1).max(8),
  minutes: z.number().int().min(1).max(longest).default(30),
  full_rights: z
    .boolean()
    .default(false)
    .describe('All that the profile may do. By default the lease only reads (ReadOnlyAccess)'),
})

const description = `Ask the user for a lease: certain profiles for a limited time. A person answers in the Stackpass app, or in the terminal of \`stackpass serve\`; without one the answer is no. Set the variables of the answer for the commands that you run. They name two files that contain the leased profiles and no secret. The lease ends when its time runs out or this server stops.`

function facts({ lease, files }: StartedLease) {
  return {
    lease: lease.id,
    endsAt: lease.endsAt,
    profiles: lease.profiles.map(({ name, account, rights }) => ({
      name,
      account,
      rights: rightsInWords(rights),
    })),
    environment: {
      AWS_CONFIG_FILE: files.config,
      AWS_SHARED_CREDENTIALS_FILE: files.credentials,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  }
}

/** The program that talks to the server, according to the system. */
async function programAbove({ platform, env }: CliContext): Promise<string> {
  const { findCaller } = await import('../../core/handouts/find-caller.ts')
  return programOf(await findCaller({ platform, env }))?.name ?? 'stackpass mcp'
}

/** Adds `request_lease`. Returns a function that ends the leases it gave. */
export function addLeaseTool(server: McpServer, context: CliContext, onBug: OnBug): () => Promise<void> {
  const running = new Set<() => Promise<void>>()
  let opening = 0
  let isOver = false

  async function start(request: LeaseRequest): Promise<Result<StartedLease>> {
    // A lease reads its credentials on request, so its core lives as long as the lease.
    const { core } = await openCore(context, asksElsewhere)
    const started = await core.leases.start(request).catch(async (error: unknown) => {
      await core.close()
      throw error
    })
    if (!started.ok) {
      await core.close()
      return started
    }
    const lease = started.value
    const end = () => lease.end('program')
    running.add(end)
    void lease.ended.then(async () => {
      running.delete(end)
      await core.close()
    })
    // Nobody is left to get the lease.
    if (isOver) await end()
    else await lease.running(process.ppid)
    return started
  }

  server.registerTool(
    'request_lease',
    { description, inputSchema: input, annotations: { readOnlyHint: false, destructiveHint: false } },
    async ({ profiles, minutes, full_rights: isFull }) => {
      if (running.size + opening >= mostLeases)
        return answered(
          fail('HandOutRefused', `This server already serves ${mostLeases} leases.`, {
            reason: 'It gives no more at once.',
            remedy: 'Use those, or end one with `stackpass agent end`.',
          }),
          () => undefined,
        )
      opening += 1
      try {
        return await guarded('request_lease', onBug, async () => {
          const request: LeaseRequest = {
            profiles,
            wanted: isFull ? {} : { readOnly: true },
            minutes,
            asDefault: false,
            program: await programAbove(context),
            folder: process.cwd(),
            keptApart: 'nothing',
            asked: `${isFull ? 'all rights' : 'read-only'}, for ${minutes} min`,
            ownWords: ownWords(context),
          }
          return answered(await start(request), facts)
        })
      } finally {
        opening -= 1
      }
    },
  )
  return async () => {
    isOver = true
    await Promise.all([...running].map((end) => end()))
  }
}
