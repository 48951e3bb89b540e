// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { navigate } from '../../../renderer/app/navigation.ts'
import { feature } from '../../../renderer/features/history/history-feature.tsx'
import { lastNight } from '../../../renderer/features/history/log-filter.ts'
import { hoursOf, usesOf } from '../../../renderer/features/history/use-sections.tsx'
import { fakeEntry, type FakeHandouts } from '../fake-handouts.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

const handouts: FakeHandouts = {
  entries: [
    fakeEntry({
      number: 3,
      program: 'aider',
      lease: '5d21',
      verdict: 'refused',
      by: 'not-leased',
      from: 'none',
    }),
    fakeEntry({ number: 2, program: 'aws', profile: 'dev-sandbox', production: false, by: 'open' }),
    fakeEntry({ number: 1 }),
  ],
  state: { kind: 'whole', torn: 0, earlierLeft: false },
  rules: [],
}

async function openLog(start = 'log', given: FakeHandouts = handouts) {
  const link = createFakeHostLink({ handouts: given })
  await renderPage(link, [feature])
  act(() => navigate('history', start))
  await screen.findByLabelText('Filter the log')
  if (start === 'log') await screen.findByRole('listbox', { name: 'Log' })
  return link
}

const rows = () => screen.getAllByRole('option').map((row) => row.textContent)

describe('the log', () => {
  it('says who got what, and whether it is whole', async () => {
    await openLog()
    expect(rows()).toHaveLength(3)
    expect(rows()[0]).toContain('aider')
    expect(rows()[0]).toContain('Not in its lease')
    expect(screen.getByText(/The log is complete: 3 entries/)).toBeTruthy()
    expect(screen.getByText('2 given, 1 refused')).toBeTruthy()
    const detail = within(screen.getByRole('complementary', { name: 'Entry' }))
    expect(detail.getByText('Its lease does not hold this profile.')).toBeTruthy()
    expect(detail.getByText('as told by the system, not proof')).toBeTruthy()
  })

  it('cries when an entry was changed', async () => {
    await openLog('log', { ...handouts, state: { kind: 'broken', number: 2 } })
    expect(screen.getByRole('alert').textContent).toContain('Entry 2 was changed or removed.')
  })

  it('is filtered by tokens and words, which can be taken away', async () => {
    const link = await openLog('log:night')
    expect(link.inputsOf('handouts.list').at(-1)).toMatchObject({ production: true })
    fireEvent.click(screen.getByRole('button', { name: 'Without Production' }))
    await waitFor(() => expect(link.inputsOf('handouts.list').at(-1)?.production).toBeUndefined())
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }))
    await waitFor(() => expect(rows()).toHaveLength(3))
    fireEvent.change(screen.getByLabelText('Filter the log'), { target: { value: 'aws dev' } })
    await waitFor(() => expect(rows()).toHaveLength(1))
    fireEvent.change(screen.getByLabelText('Filter the log'), { target: { value: '' } })
    fireEvent.click(screen.getByRole('button', { name: 'Agents' }))
    await waitFor(() => expect(rows()).toEqual([expect.stringContaining('lease 5d21')]))
  })
})

describe('last night', () => {
  it('is from six in the evening to eight in the morning, or to now', () => {
    const at = (hour: number) => new Date(2026, 10, 28, hour).getTime()
    expect(lastNight(at(9))).toEqual({ since: new Date(2026, 10, 27, 18).getTime(), until: at(8) })
    expect(lastNight(at(6))).toEqual({ since: new Date(2026, 10, 27, 18).getTime(), until: at(6) })
  })
})

describe('who used a profile', () => {
  const now = Date.parse('2026-11-27T19:00:00Z')

  it('is counted by program, newest first, refusals apart', () => {
    const uses = usesOf([...handouts.entries, fakeEntry({ number: 0 })])
    expect(uses.map(({ entry, times }) => [entry.program, times])).toEqual([
      ['aider', 1],
      ['aws', 1],
      ['pulumi', 2],
    ])
  })

  it('has a bar for each hour, the last one now', () => {
    const bars = hoursOf(handouts.entries, now)
    expect(bars).toHaveLength(24)
    expect(bars[23]).toEqual({ count: 3, refused: true })
    expect(bars.slice(0, 23).every(({ count }) => count === 0)).toBe(true)
    // The clock of the page may be behind.
    expect(hoursOf(handouts.entries, now - 3_600_000)[23]).toMatchObject({ count: 3 })
  })
})
