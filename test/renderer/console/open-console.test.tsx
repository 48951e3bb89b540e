// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { navigate } from '../../../renderer/app/navigation.ts'
import { openConsole } from '../../../renderer/app/open-console.ts'
import { feature } from '../../../renderer/features/console/console-feature.tsx'
import { draftOf, withBrowser } from '../../../renderer/features/settings/group-browser.ts'
import type { Group } from '../../../renderer/features/settings/group-changes.ts'
import { feature as settings } from '../../../renderer/features/settings/settings-feature.tsx'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fakeSettings, fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'

const now = Date.now()
const page = async () => {
  const link = createFakeHostLink({ profiles: fewProfiles(now) })
  await renderPage(link, [feature])
  return link
}
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(screen.getByRole('grid', { name: 'Profiles' }), { key, ...more })

describe('the console of a profile', () => {
  it.each([
    ['O', { key: 'o' }],
    ['Ctrl O', { key: 'o', ctrlKey: true }],
  ])('opens with %s, and the page says where', async (_, { key, ...more }) => {
    const link = await page()
    press(key, more)
    expect(await screen.findByText('Opened the console of dev-sandbox in your browser.')).toBeTruthy()
    expect(link.inputsOf('console.open')).toEqual([{ profile: 'dev-sandbox', action: 'open' }])
  })

  it('opens with the button of the panel; its menu copies the link', async () => {
    const link = await page()
    fireEvent.click(screen.getByRole('button', { name: 'Open console' }))
    await waitFor(() => expect(link.inputsOf('console.open')).toHaveLength(1))
    void openConsole({ profile: 'dev-sandbox' }, 'copy')
    expect(await screen.findByText('Copied a link into the console of dev-sandbox.')).toBeTruthy()
  })

  it('asks where core asks, and opens after a yes only', async () => {
    const link = await page()
    const refuse = () =>
      link.state.failures.set('console.open', {
        code: 'ConfirmationNeeded',
        message: 'dev-sandbox is marked as production. Open its console?',
        reason: 'What you do there happens in production.',
      })
    refuse()
    press('o')
    const dialog = await screen.findByRole('dialog', { name: 'Open the console?' })
    expect(dialog.textContent).toContain('What you do there happens in production.')
    expect(document.activeElement?.textContent).toBe('Cancel')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(link.inputsOf('console.open')).toHaveLength(1)
    refuse()
    press('o')
    const again = await screen.findByRole('dialog', { name: 'Open the console?' })
    fireEvent.click(within(again).getByRole('button', { name: 'Open console' }))
    await waitFor(() =>
      expect(link.inputsOf('console.open').at(-1)).toEqual({
        profile: 'dev-sandbox',
        action: 'open',
        confirmed: true,
      }),
    )
  })
})

describe('the browser of a group', () => {
  const prod: Group = {
    name: 'prod',
    colour: 'red',
    production: true,
    browser: { kind: 'chromium', browser: 'brave', profile: 'Ana' },
  }

  it('is shown in the settings and changed there', async () => {
    const link = createFakeHostLink({
      profiles: fewProfiles(now),
      settings: { ...fakeSettings, groups: [prod] },
    })
    await renderPage(link, [settings])
    act(() => navigate('settings'))
    fireEvent.click(await screen.findByRole('button', { name: 'Console of prod: Brave: Ana. Change' }))
    const dialog = await screen.findByRole('dialog', { name: 'Console of prod' })
    const profile = within(dialog).getByLabelText('Profile')
    fireEvent.change(profile, { target: { value: ' ' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
    expect(within(dialog).getByText('Name the profile.')).toBeTruthy()
    fireEvent.change(profile, { target: { value: ' Work ' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
    expect(await screen.findByRole('button', { name: 'Console of prod: Brave: Work. Change' })).toBeTruthy()
    expect(link.inputsOf('settings.set').at(-1)?.groups).toEqual([
      { ...prod, browser: { kind: 'chromium', browser: 'brave', profile: 'Work' } },
    ])
  })

  it('is a container, a profile, or the one of the system', () => {
    expect(withBrowser(prod, { kind: 'firefox-container', name: 'acme', addOn: 'granted' }).browser).toEqual({
      kind: 'firefox-container',
      container: 'acme',
      addOn: 'granted',
    })
    expect(withBrowser(prod, { kind: 'system', name: '', addOn: 'granted' })).not.toHaveProperty('browser')
    expect(withBrowser(prod, draftOf(prod))).toEqual(prod)
  })
})
