// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { cursor } from '../../../renderer/features/profiles/profile-list-state.ts'
import { fewProfiles } from '../fake-data.ts'
import { fakeDetail } from '../fake-detail.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

const effect = 'The next run of its playbook writes what is between its two marks again'

describe('a profile in lines of another program', () => {
  it('says so in the panel, and before it is edited', async () => {
    const profiles = fewProfiles(Date.now())
    const summary = profiles.find(({ name }) => name === 'ci-deploy')!
    const managed = [
      { owner: 'Ansible', file: 'config' as const, line: 3, endLine: 12, effect },
      { file: 'credentials' as const, line: 1, effect: 'one that owns the file will write it again' },
    ]
    const details = new Map([['ci-deploy', { ...fakeDetail(summary, profiles), managed }]])
    await renderPage(createFakeHostLink({ profiles, details }))
    act(() => cursor.set('ci-deploy'))
    const panel = within(document.querySelector<HTMLElement>('.side-pane')!)
    const notices = () =>
      panel.getAllByText(/managed by/i, { selector: '.notice b' }).map((b) => b.closest('.notice')!)
    await panel.findByText('Managed by Ansible.')
    const said = [
      `Managed by Ansible. Lines 3 to 12 of ~/.aws/config. ${effect}.`,
      'Perhaps managed by another tool. All of ~/.aws/credentials. one that owns the file will write it again.',
    ]
    expect(notices().map(({ textContent }) => textContent)).toEqual(said)
    fireEvent.click(panel.getByRole('button', { name: 'Edit' }))
    await screen.findByLabelText('Access key ID')
    await waitFor(() => expect(notices().map(({ textContent }) => textContent)).toEqual(said))
    expect(notices().every(({ className }) => className.includes('amber'))).toBe(true)
  })

  it('says nothing of a profile that is nobody else’s', async () => {
    await renderPage(createFakeHostLink({ profiles: fewProfiles(Date.now()) }))
    act(() => cursor.set('ci-deploy'))
    await screen.findByText('What each tool uses')
    expect(screen.queryByText(/managed by/i)).toBeNull()
  })
})
