// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { navigate, place } from '../../../renderer/app/navigation.ts'
import {
  sessionCursor,
  foldedByHand,
  shownProfiles,
} from '../../../renderer/features/sessions/session-list-state.ts'
import { feature } from '../../../renderer/features/sessions/sessions-feature.tsx'
import { createFakeHostLink, type FakeHostLink, type FakeState } from '../fake-host-link.ts'
import { noSessions } from '../fake-sessions.ts'
import { fewProfiles } from '../fake-data.ts'
import { openScreen } from '../health/open-screen.ts'
import { renderPage } from '../render-page.tsx'
import { codePrompt, deviceSignIn, fewSessions, mfaSerial } from './fake-session-data.ts'

const prompt = codePrompt(Date.now())

const linkWith = (more: Partial<FakeState> = {}): FakeHostLink =>
  createFakeHostLink({
    profiles: fewProfiles(Date.now()),
    sessions: { ...noSessions(), sessions: fewSessions(Date.now()) },
    ...more,
  })

const list = () => screen.getByRole('treegrid', { name: 'Sessions' })
const row = (name: string) => {
  const found = within(list())
    .getAllByRole('row')
    .find((each) => each.querySelector('.session-name')?.textContent.startsWith(name) === true)
  if (found === undefined) throw new Error(`there is no row of ${name}`)
  return found
}
const panel = () => screen.getByRole('complementary')
const goTo = (id: string) => act(() => sessionCursor.set(id))

/** What the page puts on the clipboard: the copy command of a browser asks the page for it. */
function catchCopies(): readonly string[] {
  const copied: string[] = []
  Object.defineProperty(document, 'execCommand', {
    configurable: true,
    value: () => {
      const data = { setData: (_type: string, text: string) => copied.push(text) }
      document.dispatchEvent(Object.assign(new Event('copy'), { clipboardData: data }))
      return true
    },
  })
  return copied
}

afterEach(() => {
  sessionCursor.set(undefined)
  foldedByHand.set(new Map())
  shownProfiles.set(new Map())
})

describe('the list', () => {
  it('says who, for how many profiles and until when, with one button each', async () => {
    await openScreen(linkWith(), feature)
    expect(row('acme').textContent).toContain('ana@acme.example, 18 profiles in 4 accounts')
    expect(row('acme').textContent).toMatch(/Signed in until .*Renews by itself until/)
    expect(row('globex').textContent).toContain('Signed out')
    expect(row('acme-hub').textContent).toContain('Needs a code')
    expect(row('ana').textContent).toMatch(/Ends in 2[34] min.*Cannot renew by itself/)
    const buttons = within(list())
      .getAllByRole('button')
      .filter((button) => button.classList.contains('session-step'))
    expect(buttons.map((button) => button.textContent)).toEqual([
      'Sign out',
      'Sign in',
      'Enter code',
      'Sign in again',
      'Sign in',
    ])
    expect(buttons[4]?.getAttribute('aria-label')).toBe('Sign in: acme-gov')
  })

  it('shows four profiles of a session, then the rest, and folds them', async () => {
    await openScreen(linkWith(), feature)
    const profiles = () =>
      [...list().querySelectorAll('.session-profile-name')].filter(({ textContent }) =>
        textContent.includes('payments-eu'),
      ).length
    expect(within(list()).getByText('prod-admin')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show 14 more profiles of acme' }))
    await waitFor(() => expect(profiles()).toBe(15))
    fireEvent.keyDown(list(), { key: 'Home' })
    fireEvent.keyDown(list(), { key: 'ArrowLeft' })
    expect(profiles()).toBe(0)
    expect(row('acme').getAttribute('aria-expanded')).toBe('false')
  })

  it('is worked by keys: the cursor moves, Enter does the next step', async () => {
    const link = linkWith()
    await openScreen(link, feature)
    expect(document.activeElement).toBe(list())
    fireEvent.keyDown(list(), { key: 'End' })
    fireEvent.keyDown(list(), { key: 'Enter' })
    await waitFor(() => expect(link.inputsOf('sessions.signIn')).toEqual([{ session: 'sso:acme-gov' }]))
    await within(panel()).findByText('Waiting for you in the browser')
    expect(row('acme-gov').textContent).toContain('Waiting for the browser')
    // Enter never cancels.
    fireEvent.keyDown(list(), { key: 'Enter' })
    expect(link.inputsOf('sessions.cancel')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Cancel sign-in' }))
    await waitFor(() => expect(link.inputsOf('sessions.cancel')).toHaveLength(1))
    await waitFor(() => expect(row('acme-gov').textContent).toContain('Signed out'))
  })

  it('signs out and says when AWS could not be told', async () => {
    const link = linkWith()
    await openScreen(link, feature)
    fireEvent.click(within(row('acme')).getByRole('button', { name: 'Sign out: acme' }))
    await waitFor(() => expect(link.inputsOf('sessions.signOut')).toEqual([{ session: 'sso:acme' }]))
    expect(await screen.findByText('Signed out of acme.')).toBeTruthy()
  })

  it('says why there is no list', async () => {
    const link = linkWith()
    const error = { code: 'NotSupportedHere' as const, message: 'Signing in is away.' }
    await renderPage(
      {
        ...link,
        call: async (method, input) =>
          method === 'sessions.list' ? { ok: false, error } : await link.call(method, input),
      },
      [feature],
    )
    act(() => navigate('sessions'))
    expect(await screen.findByRole('heading', { name: 'Signing in is away.' })).toBeTruthy()
  })
})

describe('a sign-in', () => {
  it('shows the code as a pass, copies it and opens the page', async () => {
    const link = linkWith({
      sessions: { ...noSessions(), sessions: fewSessions(Date.now()), signIns: [deviceSignIn(Date.now())] },
    })
    await openScreen(link, feature)
    const open = vi.spyOn(window, 'open').mockReturnValue(null)
    const copied = catchCopies()
    // The session that waits is shown first.
    expect(await within(panel()).findByText('WDJB-MJHT')).toBeTruthy()
    expect(within(panel()).getByRole('timer').textContent).toMatch(/^9:\d\d$/)
    expect(panel().textContent).toContain('A code that someone sends you signs them in as you.')
    fireEvent.click(within(panel()).getByRole('button', { name: 'Copy code and open page' }))
    expect(open).toHaveBeenCalledWith(
      'https://device.sso.eu-central-1.amazonaws.com/?user_code=WDJB-MJHT',
      '_blank',
      'noopener',
    )
    expect(copied).toEqual(['WDJB-MJHT'])
    open.mockRestore()
  })

  it('tells how many profiles work again, only of those that do', async () => {
    const link = linkWith()
    await openScreen(link, feature)
    fireEvent.click(within(row('globex')).getByRole('button', { name: 'Sign in: globex' }))
    await within(panel()).findByText('WDJB-MJHT')
    act(() =>
      link.change(({ sessions }) => {
        const [waiting] = sessions.signIns
        if (waiting !== undefined) sessions.signIns = [{ ...waiting, state: { kind: 'done' } }]
        sessions.sessions = sessions.sessions.map((session) =>
          session.id === 'sso:globex'
            ? {
                ...session,
                state: { kind: 'works' as const },
                profiles: session.profiles.map((profile, index) =>
                  index < 9 ? { ...profile, state: { kind: 'works' as const } } : profile,
                ),
              }
            : session,
        )
      }, 'sessionsChanged'),
    )
    expect(await screen.findByText('Signed in to globex. 9 profiles work again.')).toBeTruthy()
  })

  it('says how it failed and offers another try', async () => {
    const link = linkWith()
    await openScreen(link, feature)
    goTo('sso:globex')
    act(() =>
      link.change(({ sessions }) => {
        sessions.signIns = [
          {
            ...deviceSignIn(Date.now()),
            state: { kind: 'failed', error: { code: 'SignInDenied', message: 'The sign-in was denied.' } },
          },
        ]
      }, 'sessionsChanged'),
    )
    expect(await within(panel()).findByText('The sign-in was denied.')).toBeTruthy()
    fireEvent.click(within(panel()).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(link.inputsOf('sessions.signIn')).toEqual([{ session: 'sso:globex' }]))
  })

  it('goes from a code to the browser', async () => {
    const link = linkWith({
      sessions: { ...noSessions(), sessions: fewSessions(Date.now()), signIns: [deviceSignIn(Date.now())] },
    })
    await openScreen(link, feature)
    fireEvent.click(await within(panel()).findByRole('button', { name: 'Use the browser instead' }))
    await waitFor(() =>
      expect(link.inputsOf('sessions.signIn')).toEqual([{ session: 'sso:globex', method: 'browser' }]),
    )
    expect(link.inputsOf('sessions.cancel')).toEqual([{ signInId: 'device-1' }])
  })
})

describe('a question for a code', () => {
  const boxes = () => screen.getByRole('textbox', { name: 'Six digits from mfa/ana' })

  it('stands under its session, takes no focus, and its button sends the code', async () => {
    const link = linkWith({ prompts: [prompt] })
    await openScreen(link, feature)
    expect(screen.getByRole('alert').textContent).toBe('Code from mfa/ana for prod-billing')
    expect(document.activeElement).toBe(list())
    const button = within(row('acme-hub')).getByRole('button', { name: 'Use code: acme-hub' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    fireEvent.change(boxes(), { target: { value: ' 407 123 ' } })
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull())
    fireEvent.click(button)
    await waitFor(() =>
      expect(link.inputsOf('prompts.answer')).toEqual([{ promptId: 'p1', value: '407123' }]),
    )
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('is a band on every other screen, that F6 reaches and a form keeps its keys from', async () => {
    const link = linkWith({ profiles: [] })
    await renderPage(link, [feature])
    act(() => navigate('profiles'))
    // The first screen puts the focus on its first step once it is drawn.
    await screen.findByText(/Files elsewhere\?/)
    const before = document.activeElement
    act(() => {
      link.state.prompts = [prompt]
      link.emit({ type: 'promptOpened', prompt })
    })
    const band = await screen.findByRole('region', { name: 'A code is asked for' })
    expect(document.activeElement).toBe(before)
    expect(band.hasAttribute('data-pane')).toBe(true)
    expect(screen.queryByRole('dialog')).toBeNull()
    fireEvent.change(boxes(), { target: { value: '40712' } })
    fireEvent.keyDown(boxes(), { key: 'Enter' })
    expect(link.inputsOf('prompts.answer')).toEqual([])
    fireEvent.click(within(band).getByRole('button', { name: 'Close the question of prod-billing' }))
    await waitFor(() => expect(link.inputsOf('prompts.answer')).toEqual([{ promptId: 'p1' }]))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'A code is asked for' })).toBeNull())
  })

  it('keeps a wrong code’s row and says when the next one comes', async () => {
    const link = linkWith({ prompts: [codePrompt(Date.now())] })
    await openScreen(link, feature)
    const group = () => screen.getByRole('group', { name: 'Code for prod-billing' })
    expect(group().textContent).toMatch(/Asked by this window, 1:\d\d left. One code serves all 7 profiles./)
    const again = (more: Partial<typeof prompt>) => {
      const next = { ...prompt, ...more }
      act(() => {
        link.state.prompts = [next]
        link.emit({ type: 'promptOpened', prompt: next })
      })
    }
    act(() => boxes().focus())
    again({ state: 'checking' })
    await waitFor(() => expect(group().textContent).toContain('AWS is asked about the code.'))
    again({
      wrongAt: new Date().toISOString(),
      nextAt: new Date(Date.now() + 12_000).toISOString(),
    })
    await waitFor(() => expect(group().textContent).toMatch(/Wrong code. The next one comes in 1[12] s./))
    expect(document.activeElement).toBe(boxes())
    again({ asker: { kind: 'command', program: 'terraform' } })
    await waitFor(() => expect(group().textContent).toContain('Asked by terraform'))
  })

  it('does not come into the forms of a tab that did not ask', async () => {
    const link = linkWith({ prompts: [{ ...prompt, asker: { kind: 'page', tab: 'another' } }] })
    await renderPage(link, [feature])
    expect(screen.queryByRole('region', { name: 'A code is asked for' })).toBeNull()
    act(() => navigate('sessions'))
    expect((await screen.findByRole('group', { name: 'Code for prod-billing' })).textContent).toContain(
      'Asked by another tab',
    )
  })

  it('is in the palette while it waits', async () => {
    const link = linkWith({ prompts: [prompt] })
    await renderPage(link, [feature])
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    fireEvent.click(await screen.findByRole('option', { name: /Enter the code for prod-billing/ }))
    await waitFor(() => expect(place.get()).toEqual({ view: 'sessions', item: `mfa:${mfaSerial}` }))
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})
