// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { AllowedProgram } from '../../../shared/contract/models.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import { feature } from '../../../renderer/features/settings/settings-feature.tsx'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'

const program = (profile: string, more: Partial<AllowedProgram> = {}): AllowedProgram => ({
  id: `id of ${profile}`,
  profile,
  command: '/opt/keys --password ••••••••',
  textHash: 'a'.repeat(64),
  files: [{ role: 'program', path: '/opt/keys', by: 'content' }],
  unknown: [],
  allowedAt: new Date().toISOString(),
  where: 'terminal',
  state: 'same',
  ...more,
})

it('lists what may run and whether it is as it was, and takes one permission back', async () => {
  const change = '/opt/keys changed since you allowed it.'
  const link = createFakeHostLink({
    profiles: fewProfiles(Date.now()),
    allowed: [
      program('etl', { folder: '/repo', unknown: ['$(x)'] }),
      program('data', { state: 'changed', change, where: 'desktop' }),
      program('gone', { state: 'unused', where: 'command' }),
    ],
  })
  await renderPage(link, [feature])
  act(() => navigate('settings'))
  const part = within(await screen.findByRole('region', { name: 'Allowed programs' }))
  const items = (await part.findAllByRole('listitem')).map((item) => item.textContent)
  expect(items[0]).toMatch(/etl.*As it was.*\/opt\/keys.*Only in.*\/repo.*\$\(x\).*in a terminal/)
  expect(items[1]).toMatch(/data.*Changed.*in a dialog.*changed since you allowed it/)
  expect(items[2]).toMatch(/gone.*Not used.*by a script/)

  fireEvent.click(part.getByRole('button', { name: 'Take back: data' }))
  await waitFor(() => expect(part.getAllByRole('listitem')).toHaveLength(2))
  expect(link.inputsOf('consent.revoke')).toEqual([{ id: 'id of data' }])
  // Nothing on this page gives a permission.
  expect(part.queryByRole('button', { name: /allow/i })).toBeNull()
})

it('says in place why the list cannot be trusted', async () => {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  link.state.failures.set('consent.list', {
    code: 'AllowListUnsafe',
    message: 'The list of allowed programs cannot be trusted, so none of them runs.',
    reason: 'Others can write to it.',
  })
  await renderPage(link, [feature])
  act(() => navigate('settings'))
  const part = within(await screen.findByRole('region', { name: 'Allowed programs' }))
  expect((await part.findByRole('alert')).textContent).toContain('Others can write to it.')
})
