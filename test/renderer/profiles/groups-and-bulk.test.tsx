// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { countsInWords } from '../../../renderer/features/profiles/bulk-summary.tsx'
import { selected } from '../../../renderer/features/profiles/profile-list-state.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'

async function openWith(names: readonly string[], more: object = {}) {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  link.state.settings = { ...link.state.settings, groups: [], ...more }
  await renderPage(link)
  selected.set(new Set(names))
  return { link, bar: await screen.findByRole('toolbar', { name: 'Selected profiles' }) }
}

async function choose(bar: HTMLElement, menu: string, item: string) {
  fireEvent.click(within(bar).getByRole('button', { name: menu }))
  fireEvent.click(await screen.findByRole('menuitem', { name: item }))
}

describe('a group from the selection', () => {
  it('proposes red and production for prod, keeps its rule, and pairs by hand only who the rule does not take', async () => {
    const { link, bar } = await openWith(['prod-billing', 'dev-sandbox'])
    await choose(bar, 'Group', 'New group…')
    const dialog = await screen.findByRole('form', { name: 'Group 2 profiles' })
    const at = within(dialog)
    fireEvent.change(at.getByRole('textbox', { name: 'Group' }), { target: { value: 'prod' } })
    expect(at.getByRole('switch', { name: /Production/ })).toHaveProperty('checked', true)
    expect(at.getByRole('radio', { name: 'red' })).toHaveProperty('checked', true)
    const rule = at.getByRole('textbox', { name: 'Add to rules' })
    fireEvent.change(rule, { target: { value: 'prod-*' } })
    fireEvent.keyDown(rule, { key: 'Enter' })
    await waitFor(() => expect(dialog.textContent).toMatch(/\d+ profiles? now, and new ones as they come/))
    fireEvent.click(at.getByRole('button', { name: 'Group 2 profiles' }))
    await waitFor(() => {
      expect(link.state.settings.groups).toEqual([
        { name: 'prod', colour: 'red', production: true, rules: ['prod-*'] },
      ])
      expect(link.state.settings.profileGroups).toEqual([['dev-sandbox', 'prod']])
    })
    expect(selected.get().size).toBe(0)
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(link.state.settings).toMatchObject({ groups: [], profileGroups: [] }))
  })

  it('lets them join a group that is there, with its colour', async () => {
    const group = { name: 'Staging', colour: 'pink' as const, production: false }
    const { link, bar } = await openWith(['dev-sandbox'], { groups: [group] })
    await choose(bar, 'Group', 'New group…')
    const at = within(await screen.findByRole('form', { name: 'Group 1 profile' }))
    fireEvent.change(at.getByRole('textbox', { name: 'Group' }), { target: { value: 'staging' } })
    expect(at.getByRole('radio', { name: 'pink' })).toHaveProperty('checked', true)
    fireEvent.click(at.getByRole('button', { name: 'Group 1 profile' }))
    await waitFor(() => expect(link.state.settings.profileGroups).toEqual([['dev-sandbox', 'Staging']]))
    expect(link.state.settings.groups).toHaveLength(1)
  })
})

describe('the panel of a selection', () => {
  it('follows what is selected, shows what stands in the way of new names, and goes with the last row', async () => {
    const { bar } = await openWith(['prod-billing', 'dev-sandbox'])
    await choose(bar, 'More', 'Rename by pattern…')
    const at = within(await screen.findByRole('form', { name: 'Rename 2 profiles' }))
    fireEvent.change(at.getByRole('textbox', { name: 'Replace' }), { target: { value: 'prod-billing' } })
    fireEvent.change(at.getByRole('textbox', { name: 'With' }), { target: { value: 'dev-sandbox' } })
    expect(at.getByRole('list', { name: 'New names' }).textContent).toContain('dev-sandbox exists already')
    expect(at.getByRole('button', { name: 'Review 1 rename' }).getAttribute('aria-disabled')).toBe('true')
    act(() => selected.set(new Set(['prod-billing'])))
    expect(await screen.findByRole('form', { name: 'Rename 1 profile' })).toBeTruthy()
    // What was typed is still there.
    expect(at.getByRole('textbox', { name: 'Replace' })).toHaveProperty('value', 'prod-billing')
    act(() => selected.set(new Set()))
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull())
  })

  it('counts what the profiles are', () => {
    expect(countsInWords(['SSO', 'Role', 'SSO'])).toBe('2 SSO, 1 Role')
    expect(countsInWords(['a', 'b', 'b', 'c', 'c', 'c', 'd', 'd'])).toBe('3 c, 2 b, 3 others')
  })
})

describe('the export of a selection', () => {
  it('goes to the clipboard through core, and says what stayed', async () => {
    const { link, bar } = await openWith(['prod-billing', 'dev-sandbox'])
    await choose(bar, 'More', 'Without secrets')
    expect(
      await screen.findByText(/Copied 2 profiles as sections of a config file. 2 settings with secrets/),
    ).toBeTruthy()
    expect(link.calls.at(-1)).toMatchObject({
      method: 'profiles.copyMany',
      input: { names: ['prod-billing', 'dev-sandbox'], secrets: false },
    })
  })
})

it('says of an account that stands in the name only that it is from the name', async () => {
  const [first, ...rest] = fewProfiles(Date.now())
  if (first === undefined) throw new Error('the fake has no profiles')
  const guessed = {
    ...first,
    name: '123456789012_Admin',
    account: '123456789012',
    accountFromName: true as const,
  }
  await renderPage(createFakeHostLink({ profiles: [guessed, ...rest] }))
  const row = screen.getByRole('row', { name: /123456789012_Admin/ })
  expect(row.textContent).toContain('from its name')
})
