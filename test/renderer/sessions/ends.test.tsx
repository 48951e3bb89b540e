// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { cursor } from '../../../renderer/features/profiles/profile-list-state.ts'
import { feature as sessions } from '../../../renderer/features/sessions/sessions-feature.tsx'
import type { NextAtEnd } from '../../../shared/contract/events.ts'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { noSessions } from '../fake-sessions.ts'
import { renderPage } from '../render-page.tsx'

const now = Date.now()
const inMinutes = (minutes: number) => new Date(now + minutes * 60_000 + 30_000).toISOString()

describe('the notice of an end', () => {
  const notice = async (next: NextAtEnd) => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    const profile = link.state.profiles[0]!.name
    await renderPage(link, [sessions])
    act(() => link.emit({ type: 'expiryNotice', profile, expiresAt: inMinutes(9), next }))
    return { link, profile, text: await screen.findByText(new RegExp(`^${profile} ends in 9 min\\.`)) }
  }

  it('has a button that signs in again', async () => {
    const { link, profile, text } = await notice('signIn')
    expect(text.textContent).toContain('It cannot renew by itself.')
    fireEvent.click(screen.getByRole('button', { name: 'Sign in again' }))
    await waitFor(() => expect(link.inputsOf('sessions.signIn')).toEqual([{ profile }]))
  })

  it('asks for a code by a check', async () => {
    const { link, profile } = await notice('code')
    fireEvent.click(screen.getByRole('button', { name: 'Enter code' }))
    await waitFor(() => expect(link.inputsOf('verify.run')).toMatchObject([{ profiles: [profile] }]))
  })

  it('shows the change that renews a session', async () => {
    const { link, profile } = await notice('renew')
    fireEvent.click(screen.getByRole('button', { name: 'Renew' }))
    await waitFor(() => expect(link.inputsOf('sessionProfiles.plan')).toEqual([{ of: profile }]))
    expect(await screen.findByRole('button', { name: /^Renew session/ })).toBeTruthy()
  })
})

describe('a profile that holds a session', () => {
  const show = async (renewable: boolean) => {
    const profiles = fewProfiles(now)
    const name = profiles[0]!.name
    const of = renewable ? profiles[1]!.name : 'gone'
    const held = [{ profile: name, of, expiresAt: inMinutes(90), over: false, renewable }]
    const link = createFakeHostLink({ profiles, sessions: { ...noSessions(), held } })
    await renderPage(link, [sessions])
    act(() => cursor.set(name))
    const panel = await screen.findByRole('complementary', { name: 'Profile' })
    return { link, name, of, panel }
  }

  it('says whose, until when, and is renewed or removed after a look', async () => {
    const { link, name, of, panel } = await show(true)
    await waitFor(() =>
      expect(panel.textContent).toContain(`Stackpass put a session of ${of} into this profile`),
    )
    expect(panel.textContent).toMatch(/It ends in 1 h (29|3[01]), at /)
    fireEvent.click(within(panel).getByRole('button', { name: 'Renew session' }))
    await waitFor(() => expect(link.inputsOf('sessionProfiles.plan')).toEqual([{ of: name }]))
  })

  it('is removed only, where its profile is gone', async () => {
    const { link, name, panel } = await show(false)
    await waitFor(() => expect(panel.textContent).toContain('gone is not in your files any more'))
    expect(within(panel).queryByRole('button', { name: 'Renew session' })).toBeNull()
    fireEvent.click(within(panel).getByRole('button', { name: 'Remove session' }))
    await waitFor(() => expect(link.inputsOf('sessionProfiles.planRemove')).toEqual([{ profiles: [name] }]))
  })
})
