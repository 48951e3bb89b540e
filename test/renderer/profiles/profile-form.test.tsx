// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { drafts } from '../../../renderer/features/profiles/profile-drafts.ts'
import { cursor } from '../../../renderer/features/profiles/profile-list-state.ts'
import { createFakeHostLink, type FakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { fakeDetail } from '../fake-detail.ts'
import { renderPage } from '../render-page.tsx'

const field = (name: string) => screen.findByLabelText<HTMLInputElement>(name)
const type = (input: HTMLElement, value: string) => fireEvent.change(input, { target: { value } })

async function openForm(name: string): Promise<FakeHostLink> {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  await renderPage(link)
  cursor.set(name)
  await waitFor(() => expect(document.querySelector('.side-pane h2')?.textContent).toBe(name))
  fireEvent.click(screen.getByRole('button', { name: 'Edit' }))
  await field('Access key ID')
  return link
}

describe('the form of a profile', () => {
  it('plans only what was changed, shows it, and writes it on the second word', async () => {
    const link = await openForm('ci-deploy')
    type(await field('Access key ID'), 'AKIAI44QH8DHBEXAMPLE')
    expect(screen.getByText('AKIAIOSFODNN7EXAMPLE', { selector: '.field-note *' })).toBeTruthy()
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    expect(await screen.findByRole('dialog', { name: 'Review change' })).toBeTruthy()
    await screen.findByRole('table')
    expect(link.inputsOf('edits.plan')).toEqual([
      {
        operations: [
          { type: 'set', profile: 'ci-deploy', key: 'aws_access_key_id', value: 'AKIAI44QH8DHBEXAMPLE' },
        ],
      },
    ])
    expect(link.inputsOf('edits.apply')).toEqual([])
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    expect(await screen.findByText('Saved ci-deploy')).toBeTruthy()
    expect(link.inputsOf('edits.apply').length).toBe(1)
    expect(screen.queryByLabelText('Access key ID')).toBeNull()
    const toast = within(screen.getByRole('region', { name: 'Notifications' }))
    fireEvent.click(toast.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(link.inputsOf('history.undo').length).toBe(1))
  })

  it('keeps what is typed while the files change on disk, and says so', async () => {
    const link = await openForm('ci-deploy')
    type(await field('Access key ID'), 'AKIAI44QH8DHBEXAMPLE')
    link.change((state) => {
      const summary = state.profiles.find(({ name }) => name === 'ci-deploy')
      if (summary === undefined) throw new Error('the fake has no ci-deploy')
      state.details.set('ci-deploy', fakeDetail({ ...summary, region: 'eu-north-1' }, state.profiles))
    }, 'filesChanged')
    expect(await screen.findByText(/Another program changed region/)).toBeTruthy()
    expect((await field('Access key ID')).value).toBe('AKIAI44QH8DHBEXAMPLE')
  })

  it('stays when another program deletes the profile, is found again from elsewhere, and goes when discarded', async () => {
    const link = await openForm('ci-deploy')
    type(await field('Access key ID'), 'AKIAI44QH8DHBEXAMPLE')
    link.change((state) => {
      state.profiles = state.profiles.filter(({ name }) => name !== 'ci-deploy')
    }, 'filesChanged')
    expect(await screen.findByText('Gone from disk.')).toBeTruthy()
    expect((await field('Access key ID')).value).toBe('AKIAI44QH8DHBEXAMPLE')
    act(() => cursor.set('default'))
    expect(screen.queryByLabelText('Access key ID')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Show what you typed' }))
    expect((await field('Access key ID')).value).toBe('AKIAI44QH8DHBEXAMPLE')
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }))
    await waitFor(() => expect(cursor.get()).toBe('dev-sandbox'))
    expect(screen.queryByRole('button', { name: 'Show what you typed' })).toBeNull()
  })

  it('keeps the value of a field with suggestions when Esc is pressed in it', async () => {
    await openForm('ci-deploy')
    type(await field('Access key ID'), 'AKIAI44QH8DHBEXAMPLE')
    const region = await field('Region')
    expect(region.value).toBe('eu-west-1')
    fireEvent.keyDown(region, { key: 'Escape' })
    expect(region.isConnected && region.value).toBe('eu-west-1')
    expect([...(drafts.get().get('ci-deploy')?.values.keys() ?? [])]).toEqual(['aws_access_key_id'])
  })

  it('is left with Esc, with what was typed in it, and E goes back into it', async () => {
    await openForm('ci-deploy')
    const grid = screen.getByRole('grid', { name: 'Profiles' })
    const keyId = await field('Access key ID')
    type(keyId, 'AKIAI44QH8DHBEXAMPLE')
    keyId.focus()
    fireEvent.keyDown(keyId, { key: 'Escape' })
    expect(document.activeElement).toBe(grid)
    expect(keyId.isConnected && keyId.value).toBe('AKIAI44QH8DHBEXAMPLE')
    fireEvent.keyDown(grid, { key: 'e' })
    await waitFor(() => expect(document.activeElement).toBe(keyId))
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }))
    await waitFor(() => expect(document.activeElement).toBe(grid))
    fireEvent.keyDown(grid, { key: 'e' })
    fireEvent.keyDown(await field('Access key ID'), { key: 'Escape' })
    expect(screen.queryByLabelText('Access key ID')).toBeNull()
  })

  it('keeps the draft while another profile is looked at', async () => {
    await openForm('ci-deploy')
    type(await field('Access key ID'), 'AKIAI44QH8DHBEXAMPLE')
    cursor.set('default')
    await waitFor(() => expect(screen.queryByLabelText('Access key ID')).toBeNull())
    cursor.set('ci-deploy')
    expect((await field('Access key ID')).value).toBe('AKIAI44QH8DHBEXAMPLE')
  })

  it('takes the token out when a long-lived key replaces a temporary one', async () => {
    const link = await openForm('acme-hub')
    type(await field('Access key ID'), 'AKIAI44QH8DHBEXAMPLE')
    type(await field('Secret access key'), 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY')
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    await screen.findByRole('table')
    expect(link.inputsOf('edits.plan')[0]?.operations).toEqual([
      {
        type: 'setMany',
        profile: 'acme-hub',
        entries: [
          { key: 'aws_access_key_id', value: 'AKIAI44QH8DHBEXAMPLE' },
          { key: 'aws_secret_access_key', value: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY' },
        ],
      },
      { type: 'unset', profile: 'acme-hub', key: 'aws_session_token' },
    ])
  })

  it('refuses half a key ID, and never fills a secret in', async () => {
    const link = await openForm('ci-deploy')
    expect((await field('Secret access key')).value).toBe('')
    type(await field('Access key ID'), 'AKIAIOSFODNN7')
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    expect(await screen.findByText('Key IDs have at least 16 characters. This one has 13.')).toBeTruthy()
    expect(link.inputsOf('edits.plan')).toEqual([])
  })

  it('says that the file changed and plans again on Reload', async () => {
    const link = await openForm('ci-deploy')
    type(await field('Access key ID'), 'AKIAI44QH8DHBEXAMPLE')
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    await screen.findByRole('table')
    link.state.failures.set('edits.apply', { code: 'FileChanged', message: 'credentials changed on disk.' })
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    fireEvent.click(await screen.findByRole('button', { name: 'Reload' }))
    await waitFor(() => expect(link.inputsOf('edits.plan').length).toBe(2))
    expect((await field('Access key ID')).value).toBe('AKIAI44QH8DHBEXAMPLE')
  })
})
