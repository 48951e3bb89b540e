import type { Output } from '../../shared/contract/index.ts'
import { endedInWords, rightsInWords } from '../../shared/domain/leases/lease-words.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { expiryText } from '../output/expiry-text.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell } from '../terminal/table.ts'
import { localTime } from './local-time.ts'

type Lease = Output<'leases.list'>['leases'][number]

const ends: Readonly<Record<NonNullable<Lease['ended']>['why'], string>> = {
  time: 'its time ran out',
  you: 'you ended it',
  program: 'the program ended',
  lock: 'locked',
  gone: 'Stackpass was ended',
}

const timesOf = ({ used, refused }: Lease): string =>
  `${used === 0 ? 'not used' : used === 1 ? 'used once' : `used ${used} times`}${refused === 0 ? '' : `, ${refused} refused`}`

function stateOf({ ended, endsAt }: Lease): Cell {
  if (ended === undefined) return expiryText(endsAt, new Date()) ?? { text: '' }
  return { text: `ended ${localTime(ended.at)}: ${ends[ended.why]}`, colour: 'dim' }
}

function rowOf(lease: Lease): Cell[] {
  const isFull = lease.profiles.some(({ rights }) => rights.kind === 'full')
  const rights = [...new Set(lease.profiles.map((one) => rightsInWords(one.rights)))].join(', ')
  return [
    { text: lease.id },
    { text: safeText(lease.program) },
    { text: safeText(lease.profiles.map(({ name }) => name).join(', ')) },
    { text: safeText(rights), ...(isFull && { colour: 'red' as const }) },
    { text: lease.keptApart },
    { text: timesOf(lease) },
    stateOf(lease),
  ]
}

/** `agent list` */
export function runAgentList(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) =>
    finish(context, options, await call('leases.list', {}), ({ leases }) => {
      const { terminal } = context
      if (leases.length === 0) return terminal.out('No program has a lease, and none has had one.\n')
      const columns = ['Lease', 'Program', 'Profiles', 'Rights', 'Kept by', 'Use', ''].map((title) => ({
        title,
      }))
      terminal.out(formatTable(columns, leases.map(rowOf), terminal))
    }),
  )
}

/** `agent end LEASE`: the beginning of an id is enough if only one lease has it. */
export function runAgentEnd(context: CliContext, given: string, options: CommonOptions): Promise<number> {
  if (!/^[0-9a-f]{1,8}$/.test(given))
    return Promise.resolve(usageError(context, 'Give the id of a lease: `stackpass agent list` shows them.'))
  return withCore(context, async (call) => {
    const listed = await call('leases.list', {})
    if (!listed.ok) return finish(context, options, listed, () => undefined)
    const running = listed.value.leases.filter(({ id, ended }) => ended === undefined && id.startsWith(given))
    if (running.length > 1) return usageError(context, `${running.length} leases begin with ${given}.`)
    const ended = await call('leases.end', { id: running[0]?.id ?? given.padEnd(8, '0') })
    finish(context, options, ended, () => context.terminal.out(`${endedInWords}\n`))
    return ended.ok ? exitCodes.done : exitCodes.refused
  })
}
