// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { HistoryEntry } from '../../../shared/contract/models.ts'
import { forgetting, offerToForget } from '../../../renderer/app/offer-to-forget.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import { waitingToasts } from '../../../renderer/app/notify.ts'
import { feature } from '../../../renderer/features/history/history-feature.tsx'
import { createFakeHostLink, type FakeState } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

const entry: HistoryEntry = {
  id: 'e1',
  at: new Date().toISOString(),
  summary: 'Delete ci',
  files: [{ label: '~/.aws/credentials', path: '/home/ana/.aws/credentials', added: 0, removed: 3 }],
  undone: false,
  canUndo: true,
}

async function openHistory(state: Partial<FakeState>) {
  const link = createFakeHostLink(state)
  await renderPage(link, [feature])
  act(() => navigate('history'))
  return link
}

beforeEach(() => forgetting.set(undefined))

describe('forgetting', () => {
  it.each([
    ['Everything…', { all: true }],
    ['~/.aws/credentials…', { path: '/home/ana/.aws/credentials' }],
    ['Older than a week…', { before: expect.stringMatching(/^\d{4}-.*Z$/) as string }],
  ])('shows what would go for %s, and removes it on the word of the user alone', async (item, what) => {
    const link = await openHistory({ lastChange: entry })
    fireEvent.click(await screen.findByRole('button', { name: 'Forget' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: item }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(await dialog.findByText(/1 change and 2 backups go for good/)).toBeTruthy()
    expect(dialog.getByRole('listitem').textContent).toContain('Delete ci')
    expect(link.inputsOf('history.planPurge')).toEqual([{ what }])
    expect(link.inputsOf('history.purge')).toEqual([])
    fireEvent.click(dialog.getByRole('button', { name: 'Forget' }))
    expect(await screen.findByText('The history is empty')).toBeTruthy()
    expect(link.inputsOf('history.purge')).toEqual([{ planId: 'purge' }])
  })

  it('asks which profile, and says when there is nothing of it', async () => {
    const link = await openHistory({ lastChange: entry })
    fireEvent.click(await screen.findByRole('button', { name: 'Forget' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Keys of a profile…' }))
    const field = await screen.findByLabelText(/^Profile/)
    fireEvent.change(field, { target: { value: 'nobody' } })
    fireEvent.click(screen.getByRole('button', { name: 'Show what would go' }))
    expect(await screen.findByText('The history holds no such entry.')).toBeTruthy()
    expect(link.inputsOf('history.planPurge')).toEqual([{ what: { profile: 'nobody' } }])
    fireEvent.click(within(screen.getByRole('dialog')).getByText('Close'))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(link.inputsOf('history.purge')).toEqual([])
  })

  it('is offered for the keys of deleted profiles, and for no other', async () => {
    await openHistory({ lastChange: entry })
    await act(() => offerToForget(['nobody', 'ci']))
    const toasts = waitingToasts.get().map(({ title, action }) => [title, action?.label])
    const shown = await screen.findByText(/The keys of ci stay in backups until/)
    expect(shown).toBeTruthy()
    expect(toasts.length).toBeLessThan(2)
    expect(screen.queryByText(/The keys of nobody/)).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Forget them' }))
    expect(await screen.findByRole('dialog', { name: 'Forget the keys of ci?' })).toBeTruthy()
  })
})

describe('a damaged history', () => {
  it('is not shown as an empty one', async () => {
    await openHistory({ unreadable: 12 })
    expect(await screen.findByText('12 entries cannot be read.')).toBeTruthy()
    expect(screen.queryByText('The history is empty')).toBeNull()
  })

  it('is told beside the entries that can be read', async () => {
    await openHistory({ lastChange: entry, unreadable: 1 })
    expect(await screen.findByText('1 entry cannot be read.')).toBeTruthy()
    expect(await screen.findByRole('option')).toBeTruthy()
  })

  it('says why it cannot be read at all', async () => {
    await openHistory({
      failures: new Map([
        ['history.list', { code: 'FileUnreadable', message: 'Cannot read it.', remedy: 'Check its owner.' }],
      ]),
    })
    expect(await screen.findByText('Cannot read it.')).toBeTruthy()
    expect(screen.getByText('Check its owner.')).toBeTruthy()
  })
})
