import type { Output } from '../../shared/contract/index.ts'
import { rightsInWords } from '../../shared/domain/leases/lease-words.ts'
import { duration } from './profile-mark.ts'
import { menuText, shortMenuText, type TrayItem } from './tray-item.ts'

/** What the tray needs to know about leases. */
export type TrayLeases = Output<'leases.list'>['leases']

const leasesShown = 8

const isRunning = ({ ended, endsAt }: TrayLeases[number], now: Date): boolean =>
  ended === undefined && Date.parse(endsAt) > now.getTime()

/** "aider, dev-sandbox: Read-only, 22 min left". */
function lineOf({ program, profiles, endsAt }: TrayLeases[number], now: Date): string {
  const rights = [...new Set(profiles.map((one) => rightsInWords(one.rights)))].join(', ')
  const left = duration(Date.parse(endsAt) - now.getTime())
  const names = shortMenuText(profiles.map(({ name }) => name).join(', '))
  return `${shortMenuText(program)}, ${names}: ${menuText(rights)}, ${left} left`
}

/** One submenu with the running leases and an item to end them all; nothing if none runs. */
export function leaseItems(leases: TrayLeases, now: Date): readonly TrayItem[] {
  const running = leases.filter((lease) => isRunning(lease, now))
  if (running.length === 0) return []
  const more = running.length - leasesShown
  const show = { type: 'show', view: 'agents' } as const
  return [
    {
      kind: 'submenu',
      label: running.length === 1 ? '1 lease of an agent' : `${String(running.length)} leases of agents`,
      items: [
        ...running
          .slice(0, leasesShown)
          .map((lease) => ({ kind: 'item', label: lineOf(lease, now), action: show }) as const),
        ...(more > 0
          ? [{ kind: 'item', label: `${String(more)} more in Stackpass`, action: show } as const]
          : []),
        { kind: 'separator' },
        {
          kind: 'item',
          label: running.length === 1 ? 'End it' : 'End all',
          action: { type: 'endLeases' },
        },
      ],
    },
  ]
}
