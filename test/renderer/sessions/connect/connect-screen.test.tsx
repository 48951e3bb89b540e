// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { Output } from '../../../../shared/contract/index.ts'
import { navigate } from '../../../../renderer/app/navigation.ts'
import { forgetConnecting } from '../../../../renderer/features/sessions/connect/connect-state.ts'
import { feature } from '../../../../renderer/features/sessions/sessions-feature.tsx'
import { createFakeHostLink, type FakeHostLink } from '../../fake-host-link.ts'
import { noSessions } from '../../fake-sessions.ts'
import { openScreen } from '../../health/open-screen.ts'

type Listed = Output<'organisations.list'>

const startUrl = 'https://acme.portal.eu-west-1.app.aws'
const at = new Date().toISOString()
const listed: Listed = {
  session: 'sso:acme',
  accounts: [
    { id: '111122223333', name: 'acme-prod' },
    { id: '000000000042', name: 'acme-payments' },
  ],
  roles: [
    { accountId: '111122223333', roleName: 'AdministratorAccess' },
    { accountId: '000000000042', roleName: 'AdministratorAccess' },
  ],
  complete: true,
  errors: [],
  at,
  profiles: [],
}

/** A link whose listing says this; the first time nobody is signed in, where `signedOut` says so. */
function linkWith(organisation: Listed, { signedOut = false } = {}): FakeHostLink {
  const link = createFakeHostLink({ sessions: { ...noSessions(), organisation } })
  if (signedOut)
    link.state.failures.set('organisations.list', { code: 'SignedOut', message: 'You are not signed in.' })
  return link
}

const grid = () => screen.findByRole('grid', { name: 'Accounts and roles' })
const names = () => screen.getByRole('complementary', { name: 'Names' })

async function open(link: FakeHostLink): Promise<void> {
  await openScreen(link, feature)
  act(() => navigate('sessions', 'connect'))
  const field = await screen.findByRole('textbox', { name: 'Start URL' })
  fireEvent.change(field, { target: { value: startUrl } })
  await screen.findByText('Found')
  fireEvent.keyDown(field, { key: 'Enter' })
}

/** Ends the sign-in that waits. */
function end(link: FakeHostLink, state: { kind: 'done' } | { kind: 'cancelled' }): void {
  act(() =>
    link.change(({ sessions }) => {
      sessions.signIns = sessions.signIns.map((signIn) => ({ ...signIn, state }))
    }, 'sessionsChanged'),
  )
}

afterEach(() => forgetConnecting())

describe('the way to an organisation', () => {
  it('begins with a start URL, signs in, and lists', async () => {
    const link = linkWith(listed, { signedOut: true })
    await open(link)
    await screen.findByText('Waiting for you in the browser')
    const newSession = { name: 'corp', startUrl, region: 'eu-west-1' }
    expect(link.inputsOf('sessions.signIn')).toEqual([{ newSession }])
    end(link, { kind: 'done' })
    expect((await grid()).textContent).toContain('acme-payments-admin')
    expect(link.inputsOf('organisations.list').at(-1)).toMatchObject({ session: { newSession } })
  })

  it('says that a sign-in was cancelled, and offers it again', async () => {
    const link = linkWith(listed, { signedOut: true })
    await open(link)
    await screen.findByText('Waiting for you in the browser')
    end(link, { kind: 'cancelled' })
    await screen.findByText('Nobody is signed in to corp.')
    fireEvent.click(screen.getByRole('button', { name: 'Change the start URL' }))
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Start URL' })
    expect(field.value).toBe(startUrl)
  })

  it('says how a sign-in failed', async () => {
    const link = linkWith(listed, { signedOut: true })
    await open(link)
    await screen.findByText('Waiting for you in the browser')
    act(() =>
      link.change(({ sessions }) => {
        const error = { code: 'SignInDenied' as const, message: 'The sign-in was denied.' }
        sessions.signIns = sessions.signIns.map((signIn) => ({ ...signIn, state: { kind: 'failed', error } }))
      }, 'sessionsChanged'),
    )
    expect((await screen.findAllByText(/The sign-in was denied\./)).length).toBeGreaterThan(0)
    fireEvent.click(screen.getAllByRole('button', { name: 'Try again' })[0]!)
    await waitFor(() => expect(link.inputsOf('sessions.signIn')).toHaveLength(2))
  })

  it('says why there is no listing, and asks again', async () => {
    const link = linkWith(listed)
    link.state.failures.set('organisations.list', { code: 'ListingFailed', message: 'AWS is away.' })
    await open(link)
    expect((await screen.findAllByText(/AWS is away\./)).length).toBeGreaterThan(0)
    fireEvent.click(screen.getAllByRole('button', { name: 'Try again' })[0]!)
    await grid()
  })

  it('offers sessions that have the start URL already', async () => {
    const link = linkWith(listed)
    const call = link.call
    const found = { startUrl, region: 'eu-west-1', name: 'acme-2', existing: ['acme'] }
    link.state.sessions.sessions = [
      {
        id: 'sso:acme',
        kind: 'identity-center',
        name: 'acme',
        startUrl,
        region: 'eu-central-1',
        state: { kind: 'works' },
        profiles: [],
      },
    ]
    Object.assign(link, {
      call: (method: string, input: unknown) =>
        method === 'organisations.find' ? Promise.resolve({ ok: true, value: found }) : call(method, input),
    })
    await open(link)
    await grid()
    expect(link.inputsOf('organisations.list')[0]).toMatchObject({ session: { session: 'acme' } })
    const field = within(names()).getByRole<HTMLInputElement>('combobox', {
      name: 'Default region of new profiles',
    })
    expect(field.value).toBe('eu-central-1')
  })
})

describe('the change', () => {
  const review = (link: FakeHostLink) => {
    fireEvent.click(screen.getByRole('button', { name: /^Review change/ }))
    return waitFor(() => {
      const last = link.inputsOf('organisations.plan').at(-1)
      if (last === undefined) throw new Error('nothing was planned')
      return last
    })
  }

  it('is about what is chosen, in the names and the region that were typed', async () => {
    const link = linkWith(listed)
    await open(link)
    const table = await grid()
    fireEvent.change(screen.getByRole('textbox', { name: 'Name template' }), {
      target: { value: '{role:short}.{account}' },
    })
    fireEvent.change(screen.getByRole('textbox', { name: 'Cut from account' }), {
      target: { value: 'acme-' },
    })
    await within(table).findByText('admin.payments')
    fireEvent.click(within(table).getByText('admin.prod'))
    expect(await review(link)).toEqual({
      session: { newSession: { name: 'corp', startUrl, region: 'eu-west-1' } },
      template: { text: '{role:short}.{account}', trim: ['acme-'], case: 'lower', separator: '-' },
      choose: [{ accountId: '000000000042', roleName: 'AdministratorAccess' }],
      region: 'eu-west-1',
    })
  })

  it('is of a new session again when an undo took the session out of the files', async () => {
    const link = linkWith(listed)
    await open(link)
    await grid()
    await review(link)
    const sessions = (names: string[]) =>
      act(() => {
        link.state.ssoSessions = names
        link.emit({ type: 'filesChanged' })
      })
    const choices = () => link.inputsOf('organisations.list').map(({ session }) => Object.keys(session)[0])
    sessions(['acme', 'corp'])
    await waitFor(() => expect(choices().at(-1)).toBe('session'))
    sessions(['acme'])
    await waitFor(() => expect(choices().at(-1)).toBe('newSession'))
  })

  it('takes older profiles along when that is asked for', async () => {
    const link = linkWith({
      ...listed,
      profiles: [{ name: 'old', accountId: '111122223333', roleName: 'AdministratorAccess', legacy: true }],
    })
    await open(link)
    await grid()
    fireEvent.click(within(names()).getByText('Write 1 older profile with sso_session = corp'))
    expect(await review(link)).toMatchObject({ migrate: true })
  })

  it('is not offered where all is in step', async () => {
    const link = linkWith({
      ...listed,
      profiles: listed.roles.map((role, index) => ({ ...role, name: `mine-${index}` })),
    })
    await open(link)
    expect((await grid()).textContent).toContain('mine-1')
    expect(screen.getByText('2 kept. All are in step.')).toBeTruthy()
    expect(screen.getByRole('button', { name: /^Review change/ }).getAttribute('aria-disabled')).toBe('true')
  })

  it('removes nothing after a listing that is not complete', async () => {
    const link = linkWith({
      ...listed,
      complete: false,
      errors: [{ accountId: '000000000042', message: 'Too many' }],
      profiles: [
        { name: 'gone', accountId: '000000000099', roleName: 'Admin', made: {} },
        { name: 'kept', ...listed.roles[0]! },
      ],
    })
    await open(link)
    await grid()
    expect(screen.getByText('1 account could not be listed: Too many')).toBeTruthy()
    expect(names().textContent).toContain('Nothing is removed after a listing that is not complete.')
    expect(within(names()).queryByText(/in this change/)).toBeNull()
  })

  it('says what is wrong with a template, and offers no review', async () => {
    const link = linkWith(listed)
    await open(link)
    await grid()
    fireEvent.change(screen.getByRole('textbox', { name: 'Name template' }), { target: { value: '{nope}' } })
    await screen.findByText(/\{nope\} is not a field./)
    expect(screen.getByRole('button', { name: /^Review change/ }).getAttribute('aria-disabled')).toBe('true')
  })
})
