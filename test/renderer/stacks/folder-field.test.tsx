// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { openOverlay, closeOverlay } from '../../../renderer/app/overlays.ts'
import { partsOf } from '../../../renderer/features/stacks/folder-field.tsx'
import { feature as stacks } from '../../../renderer/features/stacks/stacks-feature.tsx'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'

it('reads a typed path as a folder and the beginning of a name', () => {
  expect(partsOf('')).toEqual({ folder: '~', beginning: '' })
  expect(partsOf('sr')).toEqual({ folder: '~', beginning: 'sr' })
  expect(partsOf('~/src')).toEqual({ folder: '~', beginning: 'src' })
  expect(partsOf('~/src/')).toEqual({ folder: '~/src', beginning: '' })
  expect(partsOf('/etc')).toEqual({ folder: '/', beginning: 'etc' })
  expect(partsOf('C:\\Users\\ana\\s')).toEqual({ folder: 'C:\\Users\\ana', beginning: 's' })
})

it('lets a folder be chosen by keys alone: Tab completes, arrows go through the folders, Enter adds', async () => {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  await renderPage(link, [stacks])
  act(() => openOverlay('stacks-folders'))
  const dialog = await screen.findByRole('dialog', { name: 'Folders with projects' })
  const field = within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Folder' })
  await within(dialog).findByRole('button', { name: 'src' })
  fireEvent.change(field, { target: { value: '~/s' } })
  await waitFor(() => expect(within(dialog).queryByRole('button', { name: 'Documents' })).toBeNull())
  fireEvent.keyDown(field, { key: 'Tab' })
  expect(field.value).toBe('~/src/')
  const project = await within(dialog).findByRole('button', { name: /ledger/ })
  expect(project.textContent).toContain('Pulumi project')
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Up to ~' }))
  fireEvent.keyDown(document.activeElement ?? field, { key: 'ArrowDown' })
  fireEvent.keyDown(document.activeElement ?? field, { key: 'ArrowDown' })
  expect(document.activeElement).toBe(project)
  fireEvent.click(project)
  expect(field.value).toBe('~/src/ledger/')
  expect(document.activeElement).toBe(field)
  fireEvent.submit(field)
  await waitFor(() =>
    expect(link.calls.find(({ method }) => method === 'stacks.addFolder')?.input).toEqual({
      folder: '~/src/ledger/',
    }),
  )
  act(() => closeOverlay('stacks-folders'))
})
