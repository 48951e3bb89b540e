// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { forgetting } from '../../../renderer/app/offer-to-forget.ts'
import { closeOverlay, openOverlay } from '../../../renderer/app/overlays.ts'
import { feature as health } from '../../../renderer/features/health/health-feature.tsx'
import { feature as history } from '../../../renderer/features/history/history-feature.tsx'
import { feature as imports } from '../../../renderer/features/imports/imports-feature.tsx'
import { cursor } from '../../../renderer/features/profiles/profile-list-state.ts'
import { feature as sessions } from '../../../renderer/features/sessions/sessions-feature.tsx'
import { feature as settings } from '../../../renderer/features/settings/settings-feature.tsx'
import { feature as stacks } from '../../../renderer/features/stacks/stacks-feature.tsx'
import { until } from '../../patience.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'
import { fewStacks } from '../stacks/fake-stacks.ts'
import { withStacks } from '../stacks/fake-stacks-host.ts'

async function open(more: readonly string[] = []) {
  const few = fewProfiles(Date.now())
  const profiles = [...few, ...more.map((name) => ({ ...few[0]!, name }))]
  const link = withStacks(createFakeHostLink({ profiles }), { list: fewStacks() })
  await renderPage(link, [stacks, sessions, health, history, settings, imports])
  act(() => cursor.set('prod-billing'))
  act(() => openOverlay('palette'))
  const dialog = await screen.findByRole('dialog', { name: 'Search or run a command' })
  const input = within(dialog).getByRole('combobox')
  const labels = () =>
    within(dialog)
      .getAllByRole('option')
      .map((option) => option.textContent)
  const find = async (query: string, wanted: RegExp) => {
    fireEvent.change(input, { target: { value: query } })
    await until(() =>
      expect(
        labels().some((label) => wanted.test(label)),
        `${query}: ${labels().join(' | ')}`,
      ).toBe(true),
    )
    return labels()
  }
  return { link, dialog, input, labels, find }
}

describe('the palette', () => {
  it('has every command of the app', async () => {
    const { find } = await open()
    const commands: readonly (readonly [string, RegExp])[] = [
      ['verify all', /^Verify all profiles/],
      ['dark', /^Dark theme/],
      ['rename', /^Rename prod-billing/],
      ['duplicate', /^Duplicate prod-billing/],
      ['group', /^Put prod-billing into a new group/],
      ['folder', /^Add a folder of stacks/],
      ['scan', /^Look for projects again/],
      ['wrong account', /^Fix/],
      ['hook', /hook of/],
      ['console', /^Open console of prod-billing/],
      ['export', /^Export prod-billing for/],
      ['import', /^Import/],
      ['log', /^Show what was changed/],
      ['purge', /^Forget all backups/],
      ['undo', /^Undo the last change/],
      ['keys', /letters/i],
    ]
    for (const [query, wanted] of commands) await find(query, wanted)
    act(() => closeOverlay('palette'))
  })

  it('never puts what takes something away first, nor runs it with Enter unchosen', async () => {
    const { link, input, find } = await open()
    for (const query of ['delete', 'forget', 'purge', 'prod']) {
      const labels = await find(query, /./)
      const at = labels.findIndex((label) => /^(Delete|Forget)/.test(label))
      const safe = labels.filter((label) => !/^(Delete|Forget)/.test(label)).length
      expect(at === -1 || at === safe, query).toBe(true)
    }
    fireEvent.change(input, { target: { value: 'forget all backups' } })
    fireEvent.keyDown(input, { key: 'Enter' })
    expect(forgetting.get()).toBeUndefined()
    expect(link.inputsOf('history.purge')).toEqual([])
    fireEvent.keyDown(input, { key: 'ArrowDown' })
    fireEvent.keyDown(input, { key: 'Enter' })
    expect(forgetting.get()).toEqual({ all: true })
    act(() => {
      forgetting.set(undefined)
      closeOverlay('palette')
    })
  })

  it('puts profiles that work first; broken ones say so and open their form', async () => {
    const { find } = await open()
    const labels = await find('e', /./)
    const edit = labels.findIndex((label) => label.includes(', edit'))
    const works = labels.findIndex((label) => label.includes('Works'))
    if (edit >= 0 && works >= 0) expect(works).toBeLessThan(edit)
    const broken = await find('legacy', /, edit/)
    expect(broken[0]).toMatch(/legacy.*, edit/)
    act(() => closeOverlay('palette'))
  })

  it('puts the command first that begins with what is typed', async () => {
    const { input, find } = await open(['renewed-prod'])
    const commands = await find('>new', /into a new group/)
    expect(commands[0]).toMatch(/^New profile/)
    // The name of a profile has both words somewhere.
    const labels = await find('new p', /^renewed-prod/)
    expect(labels[0]).toMatch(/^New profile/)
    expect(labels.some((label) => /into a new group/.test(label ?? ''))).toBe(true)
    // Names that begin with the words stay before commands that have them further on.
    expect((await find('prod bill', /^Rename prod-billing/))[0]).toMatch(/^prod-billing/)
    fireEvent.change(input, { target: { value: 'new p' } })
    fireEvent.keyDown(input, { key: 'Enter' })
    expect(await screen.findByRole('dialog', { name: 'New profile' })).toBeTruthy()
  })
})
