// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { navigate } from '../../../renderer/app/navigation.ts'
import { feature as health } from '../../../renderer/features/health/health-feature.tsx'
import { cursor } from '../../../renderer/features/profiles/profile-list-state.ts'
import { feature as sessions } from '../../../renderer/features/sessions/sessions-feature.tsx'
import type { ProfileSummary, Session } from '../../../shared/contract/models.ts'
import { createFakeHostLink, type FakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { noSessions } from '../fake-sessions.ts'
import { openScreen } from '../health/open-screen.ts'
import { renderPage } from '../render-page.tsx'

const now = Date.now()
const endedAt = new Date(now - 60 * 60_000).toISOString()

/** Eleven profiles of one session that is over, each with the same failed check. */
function signedOut(): { profiles: ProfileSummary[]; session: Session } {
  const [base] = fewProfiles(now)
  if (base === undefined) throw new Error('there are no profiles')
  const profiles = Array.from({ length: 11 }, (_, index): ProfileSummary => ({
    ...base,
    name: `globex-${index}`,
    kind: 'sso',
    errors: 0,
    production: false,
    verified: {
      profile: `globex-${index}`,
      as: 'awsCli',
      status: 'failed',
      checkedAt: endedAt,
      via: [],
      failure: {
        code: 'SsoSessionOver',
        message: 'The session has ended.',
        remedy: 'Run aws sso login --profile globex.',
      },
    },
  }))
  const session: Session = {
    id: 'sso:globex',
    kind: 'identity-center',
    name: 'globex',
    state: { kind: 'signIn', endedAt },
    profiles: profiles.map(({ name }) => ({ name, state: { kind: 'signIn', endedAt } })),
  }
  return { profiles, session }
}

function linkWith(): FakeHostLink {
  const { profiles, session } = signedOut()
  return createFakeHostLink({
    profiles: [...fewProfiles(now), ...profiles],
    sessions: { ...noSessions(), sessions: [session] },
  })
}

describe('a profile whose session is over', () => {
  it('says so in list and panel, and its button signs in', async () => {
    const link = linkWith()
    await renderPage(link, [sessions])
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in to use globex-3' }))
    await waitFor(() => expect(link.inputsOf('sessions.signIn')).toEqual([{ profile: 'globex-3' }]))
    expect(await screen.findByText('Waiting for you in the browser. Sign in to globex there.')).toBeTruthy()
    const panel = await screen.findByRole('complementary', { name: 'Profile' })
    await waitFor(() =>
      expect(panel.textContent).toMatch(/Your sign-in for globex ended (at|on .+) \d\d:\d\d\./),
    )
    expect(panel.textContent).toContain('Sign in again to use 11 profiles.')
  })

  it('is signed in to by Ctrl Shift L, wherever the focus is', async () => {
    const link = linkWith()
    await renderPage(link, [sessions])
    act(() => cursor.set('globex-4'))
    fireEvent.keyDown(window, { key: 'L', ctrlKey: true, shiftKey: true })
    await waitFor(() => expect(link.inputsOf('sessions.signIn')).toEqual([{ profile: 'globex-4' }]))
  })

  it('comes behind those that work in the palette, and is signed in to first', async () => {
    const link = linkWith()
    const [works] = fewProfiles(now)
    if (works === undefined) throw new Error('there are no profiles')
    link.state.profiles = [...link.state.profiles, { ...works, name: 'my-globex-copy', errors: 0 }]
    await renderPage(link, [sessions])
    await screen.findByRole('button', { name: 'Sign in to use globex-3' })
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    fireEvent.change(await screen.findByRole('combobox'), { target: { value: 'globex-' } })
    const options = () => screen.getAllByRole('option').map((option) => option.textContent)
    await waitFor(() => expect(options()[1]).toMatch(/globex-0.*Sign in first/))
    expect(options()[0]).not.toContain('Sign in first')
    expect(options().some((text) => text.startsWith('Sign in to globex'))).toBe(false)
    fireEvent.change(screen.getByRole('combobox'), { target: { value: 'sign in globex' } })
    fireEvent.click(await screen.findByRole('option', { name: /^Sign in to globex/ }))
    await waitFor(() => expect(link.inputsOf('sessions.signIn')).toEqual([{ session: 'sso:globex' }]))
  })
})

describe('Health', () => {
  const grid = () => screen.getByRole('grid', { name: 'Checks by result' })

  it('has one row and one button for eleven profiles of a session', async () => {
    const link = linkWith()
    await openScreen(link, health)
    await waitFor(() => expect(grid().textContent).toContain('Signed out since'))
    expect(grid().textContent).not.toContain('aws sso login')
    expect(within(grid()).queryByText(/globex-\d/)).toBeNull()
    fireEvent.click(within(grid()).getByRole('button', { name: 'Sign in: globex' }))
    await waitFor(() => expect(link.inputsOf('sessions.signIn')).toEqual([{ session: 'sso:globex' }]))
  })

  it('does the next step of the row by Enter', async () => {
    const link = linkWith()
    await openScreen(link, health)
    const row = await within(grid()).findByRole('button', { name: 'Sign in: globex' })
    fireEvent.click(row.closest('[role="row"]') ?? row)
    fireEvent.keyDown(grid(), { key: 'Enter' })
    await waitFor(() => expect(link.inputsOf('sessions.signIn')).toEqual([{ session: 'sso:globex' }]))
    act(() => navigate('profiles'))
  })
})
