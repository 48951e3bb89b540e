import { expect, it } from 'vitest'
import { leaseItems, type TrayLeases } from '../../../electron/tray/tray-leases.ts'
import { trayMenu } from '../../../electron/tray/tray-menu.ts'
import { inMinutes, now, trayState } from './profiles.ts'

const lease = (id: string, more: Partial<TrayLeases[number]> = {}): TrayLeases[number] => ({
  id,
  program: 'aider',
  folder: '/src',
  keptApart: 'jail',
  profiles: [{ name: 'dev-sandbox', rights: { kind: 'read-only', by: 'session-policy' } }],
  startedAt: inMinutes(-8),
  endsAt: inMinutes(22),
  used: 0,
  refused: 0,
  ...more,
})

it('has one submenu with what runs, and the way to end all of it', () => {
  const full = [{ name: 'etl', rights: { kind: 'full', of: 'Admin' } as const }]
  const all = [lease('1'), lease('2', { program: 'a&b', profiles: full, endsAt: inMinutes(100) })]
  expect(leaseItems(all, now)).toEqual([
    {
      kind: 'submenu',
      label: '2 leases of agents',
      items: [
        {
          kind: 'item',
          label: 'aider, dev-sandbox: Read-only, 22 min left',
          action: { type: 'show', view: 'agents' },
        },
        {
          kind: 'item',
          label: 'a&&b, etl: Full rights of Admin, 1 h 40 min left',
          action: { type: 'show', view: 'agents' },
        },
        { kind: 'separator' },
        { kind: 'item', label: 'End all', action: { type: 'endLeases' } },
      ],
    },
  ])
})

it('shows nothing of what has ended, by itself or by its time', () => {
  const ended = { at: inMinutes(-1), why: 'you' } as const
  expect(leaseItems([lease('1', { ended }), lease('2', { endsAt: inMinutes(-1) })], now)).toEqual([])
  const menu = trayMenu(trayState([]), now)
  expect(trayMenu({ ...trayState([]), leases: [lease('1', { ended })] }, now)).toEqual(menu)
})

it('shows eight of many', () => {
  const [menu] = leaseItems(
    Array.from({ length: 11 }, (_, index) => lease(String(index))),
    now,
  )
  const labels = menu?.kind === 'submenu' ? menu.items.map((item) => ('label' in item ? item.label : '')) : []
  expect(labels).toHaveLength(11)
  expect(labels).toContain('3 more in Stackpass')
})
