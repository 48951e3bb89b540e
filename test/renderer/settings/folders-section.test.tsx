// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { navigate } from '../../../renderer/app/navigation.ts'
import { feature } from '../../../renderer/features/settings/settings-feature.tsx'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink, type FakeState } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

async function open(title: string, start: Partial<FakeState> = {}) {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()), ...start })
  await renderPage(link, [feature])
  act(() => navigate('settings'))
  return { link, part: within(await screen.findByRole('region', { name: title })) }
}

it('lists folders with a profile, what decides and whether it holds, and takes one back', async () => {
  const { link, part } = await open('Folders', {
    folders: [
      { folder: '/repo/shop', from: 'rule', state: 'holds', profile: 'dev-sandbox', known: true },
      { folder: '/repo/old', from: 'file', state: 'changed', profile: 'dev-sandbox', known: true },
      { folder: '/repo/lost', from: 'rule', state: 'holds', profile: 'gone', known: false },
      { folder: '/repo/no', from: 'file', state: 'denied', known: true },
      {
        folder: '/repo/infra',
        from: 'stacks',
        state: 'changed',
        stacks: [['live', 'prod-billing']],
        known: true,
      },
    ],
  })
  const items = (await part.findAllByRole('listitem')).map((item) => item.textContent)
  expect(items[0]).toMatch(/shop.*Your rule.*In use.*dev-sandbox/)
  expect(items[1]).toMatch(/old.*\.stackpass\.toml.*Changed since, not in use/)
  expect(items[2]).toMatch(/lost.*No such profile/)
  expect(items[3]).toMatch(/no.*Turned down/)
  expect(items[4]).toMatch(/infra.*Selected stack.*Stacks changed since.*live: prod-billing/)
  // What was turned down has nothing to take back, and nothing here gives a folder a profile.
  expect(part.getAllByRole('button')).toHaveLength(4)
  expect(part.getByText('stackpass folder allow')).toBeTruthy()

  fireEvent.click(part.getByRole('button', { name: 'Take back: /repo/shop' }))
  await waitFor(() => expect(part.getAllByRole('listitem')).toHaveLength(4))
  expect(link.inputsOf('folders.deny')).toEqual([{ folder: '/repo/shop' }])
})

it('says in place why a folder cannot be taken back', async () => {
  const { link, part } = await open('Folders', {
    folders: [{ folder: '/repo', from: 'rule', state: 'holds', profile: 'dev-sandbox', known: true }],
  })
  link.state.failures.set('folders.deny', {
    code: 'StateUnwritable',
    message: 'The settings cannot be written.',
  })
  fireEvent.click(await part.findByRole('button', { name: 'Take back: /repo' }))
  expect((await part.findByRole('alert')).textContent).toContain('The settings cannot be written.')
  expect(part.getAllByRole('listitem')).toHaveLength(1)
})

it('sets title and background of terminals', async () => {
  const { link, part } = await open('Shells')
  fireEvent.click(part.getByRole('switch', { name: /title of the terminal/ }))
  await waitFor(() => expect(link.state.settings.terminalTitle).toBe(true))
  fireEvent.click(part.getByRole('radio', { name: /Light shades/ }))
  await waitFor(() => expect(link.state.settings.terminalColour).toBe('light'))
})
