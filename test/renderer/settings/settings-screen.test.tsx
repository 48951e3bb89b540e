// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Output } from '../../../shared/contract/index.ts'
import type { Snapshot } from '../../../shared/contract/models.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import { openReview } from '../../../renderer/app/open-review.ts'
import { waitingToasts } from '../../../renderer/app/notify.ts'
import { feature } from '../../../renderer/features/settings/settings-feature.tsx'
import { createFakeHostLink, type FakeHostLink } from '../fake-host-link.ts'
import { fewProfiles, manyProfiles } from '../fake-data.ts'
import { planFor } from '../fake-plan.ts'
import { renderPage } from '../render-page.tsx'

const now = Date.now()
const part = (name: string) => within(screen.getByRole('region', { name, hidden: true }))

/** Answers some methods itself, for what the fake core does not have. */
function answering(
  link: FakeHostLink,
  answers: Readonly<Record<string, (input: never) => unknown>>,
): FakeHostLink {
  return {
    ...link,
    call: async (method, input) => {
      const answer = answers[method]
      if (answer === undefined) return link.call(method, input)
      link.calls.push({ method, input })
      return { ok: true, value: answer(input as never) }
    },
  }
}

async function open(link: FakeHostLink): Promise<void> {
  await renderPage(link, [feature])
  act(() => navigate('settings'))
  await screen.findByRole('heading', { level: 1, name: 'Settings' })
}

describe('settings', () => {
  it('stands in the palette once', async () => {
    await open(createFakeHostLink({ profiles: fewProfiles(now) }))
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    await screen.findByRole('dialog', { name: 'Search or run a command' })
    expect(screen.getAllByRole('option', { name: /^Settings/ })).toHaveLength(1)
  })

  it('writes a choice at once, shows it and says so quietly in its part', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await open(link)
    fireEvent.click(part('Appearance').getByText('Dark'))
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'))
    expect(link.inputsOf('settings.set')).toEqual([{ theme: 'dark' }])
    await waitFor(() => expect(part('Appearance').getByRole('status').textContent).toContain('Saved'))
    expect(part('Secrets and keys').getByRole('status').textContent).toBe('')
  })

  it('chooses the tool that the status of profiles speaks for', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await open(link)
    const choice = part('Tools').getByRole('radiogroup', { name: 'The status of a profile is for' })
    expect(within(choice).getByRole<HTMLInputElement>('radio', { name: /^AWS CLI/ }).checked).toBe(true)
    fireEvent.click(within(choice).getByText('Pulumi'))
    await waitFor(() => expect(link.inputsOf('settings.set')).toEqual([{ statusReader: 'pulumi' }]))
  })

  it('puts the old value back and says in place why it was not written', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await open(link)
    link.state.failures.set('settings.set', {
      code: 'SettingInvalid',
      message: 'The settings cannot be written.',
      remedy: 'Make the folder writable.',
    })
    const letters = part('Secrets and keys').getByRole('switch', { name: /^Single-letter keys/ })
    fireEvent.click(part('Secrets and keys').getByText('Single-letter keys'))
    const alert = await part('Secrets and keys').findByRole('alert')
    expect(alert.textContent).toContain('The settings cannot be written. Make the folder writable.')
    expect((letters as HTMLInputElement).checked).toBe(true)
    expect(waitingToasts.get()).toEqual([])
  })

  it('goes back to a safe profile only when there is one', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await open(link)
    fireEvent.click(part('Production and expiry').getByText('Go back to a safe profile after a while'))
    const name = part('Production and expiry').getByRole('combobox', { name: 'Safe profile' })
    fireEvent.change(name, { target: { value: 'prod-billing' } })
    expect(
      part('Production and expiry').getByText('prod-billing is a production profile. Choose a safe one.'),
    ).toBeTruthy()
    expect(link.inputsOf('settings.set')).toEqual([])
    fireEvent.change(name, { target: { value: 'dev-sandbox' } })
    await waitFor(() =>
      expect(link.inputsOf('settings.set')).toEqual([{ fallback: { profile: 'dev-sandbox', minutes: 30 } }]),
    )
  })

  it('has what only the desktop can do in the desktop app alone', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await open(link)
    expect(screen.queryByRole('region', { name: 'Desktop' })).toBeNull()
    expect(part('About').getByText('Stackpass 0.1.0')).toBeTruthy()
    expect(part('Files').getByText('/home/ana/.aws/credentials')).toBeTruthy()
  })

  it('takes a new shortcut from the keys that are pressed', async () => {
    const fake = createFakeHostLink({ profiles: fewProfiles(now) })
    const first = (await fake.call('app.snapshot', {})) as { value: Snapshot }
    const link = answering(fake, { 'app.snapshot': () => ({ ...first.value, host: 'desktop' }) })
    await open(link)
    const change = part('Desktop').getByRole('button', { name: 'Change the shortcut of the palette' })
    fireEvent.click(change)
    fireEvent.keyDown(change, { key: 'p', code: 'KeyP' })
    expect(part('Desktop').getByText(/^Hold Ctrl or Alt with it/)).toBeTruthy()
    fireEvent.keyDown(change, { key: 'p', code: 'KeyP', ctrlKey: true, altKey: true })
    await waitFor(() =>
      expect(fake.inputsOf('settings.set')).toEqual([{ shortcut: 'CommandOrControl+Alt+P' }]),
    )
  })
})

describe('groups', () => {
  it('renames a group with its profiles, and refuses a name that is taken', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.settings = { ...link.state.settings, profileGroups: [['ci-deploy', 'prod']] }
    await open(link)
    const name = part('Groups').getByRole('textbox', { name: 'Name of the group prod' })
    fireEvent.change(name, { target: { value: 'dev' } })
    fireEvent.keyDown(name, { key: 'Enter' })
    expect(part('Groups').getByRole('alert').textContent).toBe('There is a group dev already.')
    expect(link.inputsOf('settings.set')).toEqual([])
    fireEvent.change(name, { target: { value: 'live' } })
    fireEvent.keyDown(name, { key: 'Enter' })
    await waitFor(() => expect(link.state.settings.groups[0]?.name).toBe('live'))
    expect(link.state.settings.profileGroups).toEqual([['ci-deploy', 'live']])
  })

  it('adds a group with a free colour, marks it as production, and brings a deleted one back', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await open(link)
    fireEvent.click(part('Groups').getByRole('button', { name: 'Add group' }))
    await waitFor(() => expect(link.state.settings.groups).toHaveLength(6))
    expect(link.state.settings.groups[5]).toEqual({ name: 'group-6', colour: 'pink', production: false })
    const production = part('Groups').getAllByText('Production').at(-1)
    if (production === undefined) throw new Error('no switch')
    fireEvent.click(production)
    await waitFor(() => expect(link.state.settings.groups[5]?.production).toBe(true))

    fireEvent.click(part('Groups').getByRole('button', { name: 'Delete the group group-6' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(link.state.settings.groups[5]?.name).toBe('group-6'))
  })

  it('puts all profiles that match a filter into a group at once', async () => {
    const profiles = manyProfiles(500, now)
    const link = createFakeHostLink({ profiles })
    link.state.settings = { ...link.state.settings, profileGroups: [['gone', 'prod']] }
    await open(link)
    fireEvent.click(part('Groups').getByRole('button', { name: 'Choose the profiles of prod' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Profiles in prod' }))
    expect(dialog.getAllByRole('checkbox').length).toBeLessThan(60)
    fireEvent.change(dialog.getByLabelText('Filter profiles'), { target: { value: 'billing dev' } })
    const matching = profiles.filter(({ name }) => name.startsWith('dev-billing')).map(({ name }) => name)
    expect(matching.length).toBeGreaterThan(3)
    fireEvent.click(dialog.getByRole('button', { name: `Choose all ${matching.length} shown` }))
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(link.state.settings.profileGroups).toEqual([
        ['gone', 'prod'],
        ...matching.map((name) => [name, 'prod']),
      ]),
    )
  })
})

describe('shells', () => {
  const zsh: Output<'shells.list'>['shells'][number] = {
    shell: 'zsh',
    label: '~/.zshrc',
    path: '/home/ana/.zshrc',
    lines: '. "$HOME/.local/state/stackpass/hook.zsh"',
    installed: false,
    inUse: true,
  }

  it('shows the exact lines, and hands the change to the review', async () => {
    let installed = false
    const fake = createFakeHostLink({ profiles: fewProfiles(now) })
    const link = answering(fake, {
      'shells.list': () => ({ shells: [{ ...zsh, installed }] }),
      'shells.plan': () => planFor([], 'p1', 'Set up the zsh hook'),
    })
    await open(link)
    expect(await part('Shells').findByText(zsh.lines)).toBeTruthy()
    fireEvent.click(part('Shells').getByRole('button', { name: 'Install the zsh hook' }))
    await openReview.get()?.plan()
    expect(fake.inputsOf('shells.plan')[0]).toEqual({ shell: 'zsh' })
    installed = true
    act(() => fake.emit({ type: 'historyChanged' }))
    fireEvent.click(await part('Shells').findByRole('button', { name: 'Remove the zsh hook', hidden: true }))
    await openReview.get()?.plan()
    expect(fake.inputsOf('shells.plan').at(-1)).toEqual({ shell: 'zsh', remove: true })
  })

  it('says when the set-up cannot be read', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.failures.set('shells.list', {
      code: 'FileUnreadable',
      message: '~/.bashrc cannot be read.',
    })
    await open(link)
    expect((await part('Shells').findByText('~/.bashrc cannot be read.')).textContent).toBeTruthy()
  })
})
