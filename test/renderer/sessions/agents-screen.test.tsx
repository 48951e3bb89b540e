// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { contract, type MethodName } from '../../../shared/contract/index.ts'
import { navigate, place } from '../../../renderer/app/navigation.ts'
import { agentPanel, leaseDraft } from '../../../renderer/features/sessions/agents/agents-state.ts'
import { feature } from '../../../renderer/features/sessions/sessions-feature.tsx'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink, type FakeHostLink } from '../fake-host-link.ts'
import type { FakeLease } from '../fake-leases.ts'
import { renderPage } from '../render-page.tsx'

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

const lease = (id: string, more: Partial<FakeLease> = {}): FakeLease => ({
  id,
  program: 'aider',
  folder: '/home/ana/src/web-edge',
  pid: 40_112,
  keptApart: 'jail',
  profiles: [
    { name: 'dev-sandbox', rights: { kind: 'read-only', by: 'session-policy' }, account: '444455556666' },
  ],
  startedAt: inMinutes(-8),
  endsAt: inMinutes(22.5),
  used: 14,
  refused: 0,
  ...more,
})

const goose = lease('c04e0002', {
  program: 'goose',
  keptApart: 'fence',
  profiles: [{ name: 'etl', rights: { kind: 'full', of: 'EtlDeploy' } }],
  used: 3,
  refused: 2,
})
const ended = lease('5d210003', {
  program: 'codex',
  used: 0,
  ended: { at: inMinutes(-60), why: 'program' },
})

const start = { ...leaseDraft.get() }
afterEach(() => {
  leaseDraft.set(start)
  agentPanel.set('start')
})

async function open(leases: readonly FakeLease[]): Promise<FakeHostLink> {
  const link = createFakeHostLink({ leases, profiles: fewProfiles(Date.now()) })
  await renderPage(link, [feature])
  act(() => navigate('sessions', 'agents'))
  await screen.findByRole('heading', { name: 'Running' })
  return link
}

const card = (name: RegExp) => within(screen.getByRole('article', { name }))

it('shows what each lease holds, until when, and what keeps it apart', async () => {
  await open([lease('7f3a0001'), goose, ended])
  const aider = card(/^aider/)
  expect(aider.getByText('22 min')).toBeTruthy()
  expect(aider.getByText('Read-only')).toBeTruthy()
  expect(aider.getByText('ReadOnlyAccess as session policy')).toBeTruthy()
  expect(aider.getByText('Jail')).toBeTruthy()
  const other = card(/^goose/)
  expect(other.getByText('Full rights of EtlDeploy').parentElement?.className).toContain('tone-red')
  expect(other.getByText('It could still read ~/.aws if it tried')).toBeTruthy()
  const [row] = screen.getAllByRole('listitem')
  expect(row?.textContent).toContain('codex')
  expect(row?.textContent).toContain('Not used')
  expect(row?.textContent).toContain('its program ended')
})

it('counts a lease whose time is over as ended, whatever was told last', async () => {
  await open([lease('7f3a0001', { endsAt: inMinutes(-1) })])
  expect(screen.queryByRole('article')).toBeNull()
  expect(screen.getByText('No program has a lease now.')).toBeTruthy()
})

it('ends one, or all', async () => {
  const link = await open([lease('7f3a0001'), goose])
  fireEvent.click(screen.getByRole('button', { name: 'End lease of aider' }))
  await waitFor(() => expect(screen.queryByRole('article', { name: /^aider/ })).toBeNull())
  expect(link.inputsOf('leases.end')).toEqual([{ id: '7f3a0001' }])
  act(() => link.change((state) => (state.leases = [lease('1'), lease('2'), ended]), 'leasesChanged'))
  fireEvent.click(await screen.findByRole('button', { name: 'End all 2' }))
  await waitFor(() => expect(screen.queryAllByRole('article')).toEqual([]))
  expect(link.inputsOf('leases.end').map(({ id }) => id)).toEqual(['7f3a0001', '1', '2'])
})

it('leads to its lines of the log', async () => {
  await open([goose])
  fireEvent.click(screen.getByRole('button', { name: /Used 3 times, 2 refused.*c04e0002/ }))
  expect(place.get()).toEqual({ view: 'history', item: 'log:lease:c04e0002' })
})

it('makes the command that starts one, and starts none itself', async () => {
  const link = await open([])
  const before = link.calls.length
  expect(screen.getByRole('button', { name: 'Copy command' }).getAttribute('aria-disabled')).toBe('true')
  fireEvent.change(screen.getByRole('textbox', { name: 'Program' }), { target: { value: 'claude' } })
  const name = fewProfiles(Date.now()).find(({ kind }) => kind === 'role')?.name ?? ''
  act(() => leaseDraft.update((draft) => ({ ...draft, profiles: [name] })))
  fireEvent.click(screen.getByRole('radio', { name: /^Read-only/ }))
  expect(
    await screen.findByText(`stackpass agent run --profile ${name} --read-only --for 30m -- claude`),
  ).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '1 h' }))
  expect(screen.getByText(/--for 1h -- claude$/)).toBeTruthy()
  expect(screen.getByText('Fence: it could still read ~/.aws if it tried')).toBeTruthy()
  const asked = link.calls.slice(before).map(({ method }) => method)
  expect(asked.filter((method) => contract[method as MethodName].kind === 'command')).toEqual([])
})

it('says beforehand of which profile nothing can be narrowed', async () => {
  await open([])
  const name = fewProfiles(Date.now()).find(({ kind }) => kind === 'sso')?.name ?? ''
  expect(name).not.toBe('')
  act(() => leaseDraft.update((draft) => ({ ...draft, profiles: [name] })))
  expect(await screen.findByText(`Nothing can narrow ${name}.`)).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: /^Full rights/ }))
  await waitFor(() => expect(screen.queryByText(`Nothing can narrow ${name}.`)).toBeNull())
})

it('has settings to paste, and a role for whoever may make it', async () => {
  await open([])
  fireEvent.click(screen.getByRole('button', { name: 'Agent settings' }))
  expect(await screen.findByText('Into ~/.claude/settings.json')).toBeTruthy()
  const who = screen.getByRole('textbox', { name: 'Who may take it' })
  fireEvent.change(who, { target: { value: 'me' } })
  expect(screen.getByText(/Give the ARN of a user or a role/)).toBeTruthy()
  fireEvent.change(who, { target: { value: 'arn:aws-cn:iam::111122223333:role/dev' } })
  expect(screen.getByRole('group', { name: 'text of the role' }).textContent).toContain(
    '"RoleName": "dev-agent"',
  )
  expect(screen.getByRole('group', { name: 'commands' }).textContent).toContain(
    'role_arn arn:aws-cn:iam::111122223333:role/dev-agent source_profile dev',
  )
})
