// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { navigate } from '../../../renderer/app/navigation.ts'
import { feature } from '../../../renderer/features/settings/settings-feature.tsx'
import { createFakeHostLink, type FakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'

const windows = '/mnt/c/Users/ada'

async function open(change: (link: FakeHostLink) => void): Promise<FakeHostLink> {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  change(link)
  await renderPage(link, [feature])
  act(() => navigate('settings'))
  await screen.findByRole('heading', { level: 1, name: 'Settings' })
  return link
}

const wsl = (link: FakeHostLink, byVariable = false): void => {
  link.state.homes = {
    byVariable,
    homes: [
      { system: 'linux', path: '/home/ada', used: !byVariable, chosen: true, profiles: 1 },
      {
        system: 'windows',
        path: windows,
        used: false,
        chosen: false,
        line: "credential_process = '/mnt/c/x.exe' credentials",
      },
    ],
  }
}

describe('whose AWS files are used', () => {
  it('is asked under WSL only', async () => {
    const link = await open(() => undefined)
    await waitFor(() => expect(link.inputsOf('settings.homes')).toHaveLength(1))
    expect(screen.queryByRole('heading', { name: 'Home' })).toBeNull()
  })

  it('shows both homes, saves the choice, and says that this page still shows the other files', async () => {
    const link = await open(wsl)
    const part = within(await screen.findByRole('region', { name: 'Home' }))
    expect(part.getByText('1 profile, in use here')).toBeDefined()
    expect(part.getByText('Cannot be read')).toBeDefined()
    expect(part.getByText("credential_process = '/mnt/c/x.exe' credentials NAME")).toBeDefined()
    expect(part.queryByText(/Start Stackpass again/)).toBeNull()
    fireEvent.click(part.getByText(`Windows: ${windows}/.aws`))
    await waitFor(() => expect(link.inputsOf('settings.set')).toEqual([{ windowsHome: windows }]))
    expect((await part.findByText(/Start Stackpass again/)).textContent).toContain('/home/ada')
    fireEvent.click(part.getByText('Linux: /home/ada/.aws'))
    await waitFor(() => expect(link.inputsOf('settings.set').at(-1)).toEqual({ windowsHome: null }))
  })

  it('says where a variable goes before the choice', async () => {
    await open((link) => wsl(link, true))
    const part = within(await screen.findByRole('region', { name: 'Home' }))
    expect(part.getByText(/goes before this choice/)).toBeDefined()
  })
})
