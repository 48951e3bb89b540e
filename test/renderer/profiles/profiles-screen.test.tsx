// @vitest-environment happy-dom
import { activateProfile } from '../../../renderer/app/activate-profile.ts'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { cursor, selected } from '../../../renderer/features/profiles/profile-list-state.ts'
import { profileDialog } from '../../../renderer/features/profiles/open-profile-dialog.ts'
import { drafts } from '../../../renderer/features/profiles/profile-drafts.ts'
import { createFakeHostLink, presentFiles } from '../fake-host-link.ts'
import { fewProfiles, manyProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'

const now = Date.now()
const grid = () => screen.getByRole('grid', { name: 'Profiles' })
const names = () =>
  [
    ...document.querySelectorAll('.cell-name > .truncate, .cell-name > .middle-truncate > .visually-hidden'),
  ].map((cell) => cell.textContent)
const press = (key: string, more: object = {}) => fireEvent.keyDown(grid(), { key, ...more })
const panelTitle = () => document.querySelector('.side-pane h2')?.textContent

describe('the list of profiles', () => {
  it('puts favourites first, says how many there are, and needs one call only', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await renderPage(link)
    expect(names().slice(0, 4)).toEqual([
      'dev-sandbox',
      'prod-billing',
      'staging-admin',
      'a-very-long-profile-name-that-nobody-would-type-by-hand-production-eu-west-1-readonly',
    ])
    expect(grid().getAttribute('aria-rowcount')).toBe('16')
    expect(link.calls[0]?.method).toBe('app.snapshot')
    expect(link.calls.some(({ method }) => method === 'profiles.list')).toBe(false)
  })

  it('has only the rows in view in the document', async () => {
    await renderPage(createFakeHostLink({ profiles: manyProfiles(10_000, now) }))
    expect(grid().getAttribute('aria-rowcount')).toBe('10001')
    expect(names().length).toBeGreaterThan(10)
    expect(names().length).toBeLessThan(60)
  })

  it('filters by every word, marks the match, and offers the way back when nothing is left', async () => {
    await renderPage(createFakeHostLink({ profiles: fewProfiles(now) }))
    const filter = screen.getByLabelText('Filter profiles')
    fireEvent.change(filter, { target: { value: 'bill eu-west' } })
    expect(names()).toEqual(['prod-billing'])
    expect([...document.querySelectorAll('.match')].map((part) => part.textContent).join('')).toBe('bill')
    fireEvent.change(filter, { target: { value: 'no such thing' } })
    expect(names()).toEqual([])
    fireEvent.click(within(grid()).getByRole('button', { name: 'Clear filter' }))
    expect(names().length).toBe(13)
  })

  it('acts on what is shown: leaving the filter goes to the first hit, never on to a profile that the filter hides', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await renderPage(link)
    expect(cursor.get()).toBe('dev-sandbox')
    const filter = screen.getByLabelText('Filter profiles')
    fireEvent.change(filter, { target: { value: 'default' } })
    for (const key of ['Enter', 'Delete', 'e', 'd', 't', 's', 'v', 'F2', ' ']) press(key)
    expect(link.calls.filter(({ method }) => /\.use|terminals|settings|verify\.run/.test(method))).toEqual([])
    expect([profileDialog.get(), drafts.get().size, selected.get().size]).toEqual([undefined, 0, 0])
    fireEvent.keyDown(filter, { key: 'Enter' })
    expect(cursor.get()).toBe('default')
    press('F2')
    expect(profileDialog.get()).toEqual({ type: 'rename', name: 'default' })
  })

  it('spells out characters of a name that hide or reorder text', async () => {
    const [first, ...rest] = fewProfiles(now)
    if (first === undefined) throw new Error('the fake has no profiles')
    const name = '\u202egnillib-dorp'
    await renderPage(createFakeHostLink({ profiles: [{ ...first, name, favourite: false }, ...rest] }))
    expect(names()).toContain('⟨U+202E⟩gnillib-dorp')
    cursor.set(name)
    await waitFor(() => expect(panelTitle()).toBe('⟨U+202E⟩gnillib-dorp'))
  })

  it('moves with the keys and shows the profile in the panel', async () => {
    await renderPage(createFakeHostLink({ profiles: fewProfiles(now) }))
    press('ArrowDown')
    expect(panelTitle()).toBe('prod-billing')
    press('End')
    expect(panelTitle()).toBe('partner-export')
    press('Home')
    expect(panelTitle()).toBe('dev-sandbox')
    press('ArrowUp')
    expect(panelTitle()).toBe('dev-sandbox')
  })

  it('asks before a production profile is used, and passes the confirmation on', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await renderPage(link)
    press('ArrowDown')
    press('Enter')
    fireEvent.click(await screen.findByRole('button', { name: 'Use production' }))
    await waitFor(() => expect(link.state.active.profile).toBe('prod-billing'))
    expect(link.inputsOf('active.use')).toEqual([
      { profile: 'prod-billing' },
      { profile: 'prod-billing', confirmed: true },
    ])
  })

  it('asks before a profile is used that the last check found broken, and offers the hook', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await renderPage(link)
    void activateProfile('legacy-deploy')
    const use = await screen.findByRole('button', { name: 'Use it anyway' })
    expect(document.body.textContent).toContain('failed: AWS rejected this key.')
    fireEvent.click(use)
    await waitFor(() => expect(link.state.active.profile).toBe('legacy-deploy'))
    await screen.findByText(/New terminals follow once the shell hook is set up/)
  })

  it('does nothing on single letters when they are switched off: typing filters', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.settings = { ...link.state.settings, singleLetterKeys: false }
    await renderPage(link)
    press('v')
    expect(screen.getByLabelText<HTMLInputElement>('Filter profiles').value).toBe('v')
    expect(link.inputsOf('verify.run')).toEqual([])
  })

  it('verifies what is selected', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await renderPage(link)
    press(' ')
    press('ArrowDown')
    press(' ')
    press('v')
    await waitFor(() =>
      expect(link.inputsOf('verify.run')[0]?.profiles).toEqual(['dev-sandbox', 'prod-billing']),
    )
    press('Escape')
    await waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull())
  })

  it('says so when a check could not even start', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    const plain = link.call.bind(link)
    const error = { code: 'HostUnreachable', message: 'Stackpass does not answer.' }
    link.call = ((method, input) =>
      method === 'verify.run'
        ? Promise.resolve({ ok: false, error })
        : plain(method, input)) as typeof link.call
    await renderPage(link)
    press('v')
    expect(await screen.findAllByText('Stackpass does not answer.')).not.toHaveLength(0)
  })

  it('groups by account where the rows are compact and many', async () => {
    const link = createFakeHostLink({ profiles: manyProfiles(200, now) })
    link.state.settings = { ...link.state.settings, density: 'compact' }
    await renderPage(link)
    expect(document.querySelectorAll('.account-row').length).toBeGreaterThan(1)
    expect(within(grid()).queryByRole('columnheader', { name: 'Account' })).toBeNull()
  })

  it('follows what other programs change on disk', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await renderPage(link)
    link.change((state) => {
      state.profiles = state.profiles.filter(({ name }) => name !== 'default')
    }, 'filesChanged')
    await waitFor(() => expect(names()).not.toContain('default'))
  })
})

describe('a terminal with a profile', () => {
  it('is asked for with T, said when it opened, and told why when it did not', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    const plain = link.call.bind(link)
    const asked: unknown[] = []
    let answer: object = { ok: true, value: { program: 'konsole' } }
    link.call = ((method, input) => {
      if (method !== 'terminals.open') return plain(method, input)
      asked.push(input)
      return Promise.resolve(answer)
    }) as typeof link.call
    await renderPage(link)
    press('t')
    expect(await screen.findByText('Opened konsole with dev-sandbox.')).toBeTruthy()
    answer = { ok: false, error: { code: 'TerminalUnavailable', message: 'No terminal program was found.' } }
    fireEvent.click(screen.getByRole('button', { name: 'Open terminal' }))
    // Once to see, once for screen readers.
    expect(await screen.findAllByText('No terminal program was found.')).not.toHaveLength(0)
    expect(asked).toEqual([{ profile: 'dev-sandbox' }, { profile: 'dev-sandbox' }])
  })
})

describe('what opens over the list', () => {
  const title = (name: string) => screen.findByRole('dialog', { name })

  it('has the keys from the moment it is asked for, also while its code is on its way', async () => {
    await renderPage(createFakeHostLink({ profiles: fewProfiles(now) }))
    const list = grid()
    for (const key of ['F2', 'e', 'Delete']) fireEvent.keyDown(list, { key })
    await title('Rename dev-sandbox')
    expect(drafts.get().size).toBe(0)
    expect(profileDialog.get()).toEqual({ type: 'rename', name: 'dev-sandbox' })
  })

  it('takes what is typed right after Ctrl K away from the list', async () => {
    await renderPage(createFakeHostLink({ profiles: fewProfiles(now) }))
    const list = grid()
    fireEvent.keyDown(list, { key: 'k', ctrlKey: true })
    for (const key of ['d', 'e']) fireEvent.keyDown(list, { key })
    await title('Search or run a command')
    expect(drafts.get().size).toBe(0)
    expect(profileDialog.get()).toBeUndefined()
  })

  it('stays, with what was typed into it, when the palette is asked for', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await renderPage(link)
    press('n', { ctrlKey: true })
    const name = within(await title('New profile')).getByRole('textbox', { name: 'Name' })
    fireEvent.change(name, { target: { value: 'half-typed' } })
    fireEvent.keyDown(name, { key: 'k', ctrlKey: true })
    act(() => link.emit({ type: 'show', view: 'palette' }))
    act(() => link.emit({ type: 'show', view: 'import' }))
    expect(screen.queryByRole('dialog', { name: 'Search or run a command' })).toBeNull()
    expect((name as HTMLInputElement).isConnected && (name as HTMLInputElement).value).toBe('half-typed')
  })
})

describe('nothing to list', () => {
  it('offers ways to start, and does not offer what is not there', async () => {
    await renderPage(createFakeHostLink())
    expect(screen.getByRole('heading', { name: 'No AWS profiles yet' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /access portal/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /Add an access key/ }))
    expect(await screen.findByRole('dialog', { name: 'New profile' })).toBeTruthy()
  })

  it('says why a file cannot be read and what still works', async () => {
    const files = presentFiles(now).map((file) =>
      file.kind === 'config'
        ? file
        : {
            ...file,
            state: 'unreadable' as const,
            error: {
              code: 'FileUnreadable' as const,
              message: 'It cannot be opened.',
              reason: 'It belongs to root.',
            },
          },
    )
    await renderPage(createFakeHostLink({ profiles: fewProfiles(now), files }))
    expect(screen.getByRole('heading', { name: "Can't read ~/.aws/credentials" })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show 13 profiles' }))
    expect(grid()).toBeTruthy()
  })

  it('says what happened when core does not answer, and tries again', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.failures.set('app.snapshot', {
      code: 'HostUnreachable',
      message: 'Stackpass does not answer.',
    })
    const page = renderPage(link)
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }))
    await page
    expect(grid()).toBeTruthy()
  })
})
