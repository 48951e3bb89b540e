// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

it('the switcher has what was used last first, then favourites, then names, what is broken last; production is named', async () => {
  const [first] = fewProfiles(Date.now())
  if (first === undefined) throw new Error('the fake has no profiles')
  const { verified: _, expiresAt: __, access: ___, group: ____, ...plain } = first
  const profile = (name: string, more: Partial<ProfileSummary> = {}): ProfileSummary => ({
    ...plain,
    name,
    kind: 'keys',
    errors: 0,
    warnings: 0,
    production: false,
    ...more,
  })
  const link = createFakeHostLink({
    profiles: [
      profile('zoo'),
      profile('alpha'),
      profile('live', { production: true }),
      profile('half', { kind: 'incomplete', errors: 1 }),
      profile('starred'),
      profile('yesterday'),
      profile('today'),
    ],
  })
  const used = (name: string) => ({ profile: name, count: 1, lastUsed: '2026-01-02T00:00:00.000Z' })
  link.state.settings = {
    ...link.state.settings,
    favourites: ['starred', 'half'],
    recents: [used('today'), used('half'), used('yesterday')],
  }
  await renderPage(link)
  fireEvent.click(screen.getAllByRole('button', { name: /^Active profile|^No active|^No profile/ })[0]!)
  const list = within(await screen.findByRole('listbox', { name: 'Profiles' }))
  const lines = list.getAllByRole('option').map((line) => line.textContent)
  const order = ['today', 'yesterday', 'starred', 'alpha', 'live', 'zoo', 'half']
  expect(lines).toHaveLength(order.length)
  for (const [index, name] of order.entries()) expect(lines[index]?.startsWith(name)).toBe(true)
  expect(lines.filter((line) => line.includes('production'))).toEqual([lines[order.indexOf('live')]])
  fireEvent.change(screen.getByRole('combobox', { name: 'Find a profile to use' }), {
    target: { value: 'al' },
  })
  expect(list.getAllByRole('option').map((line) => line.textContent?.slice(0, 2))).toEqual(['al', 'ha'])
})
