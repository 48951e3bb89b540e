// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { openReview } from '../../../renderer/app/open-review.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'

async function open(kind?: RegExp) {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  await renderPage(link)
  fireEvent.keyDown(screen.getByRole('grid', { name: 'Profiles' }), { key: 'n', ctrlKey: true })
  const dialog = within(await screen.findByRole('dialog', { name: 'New profile' }))
  if (kind !== undefined) fireEvent.click(dialog.getByRole('radio', { name: kind }))
  const field = (name: string | RegExp) => dialog.getByLabelText<HTMLInputElement>(name)
  const fill = (name: string | RegExp, value: string) => fireEvent.change(field(name), { target: { value } })
  return { link, dialog, field, fill }
}

describe('the keys of a new profile', () => {
  it.each([
    ['Enter in a field', { key: 'Enter' }],
    ['Ctrl S', { key: 's', ctrlKey: true }],
  ])('%s reviews it, and says first what is missing', async (_, key) => {
    const { link, dialog, field, fill } = await open()
    fill('Name', 'ops')
    fireEvent.keyDown(field('Name'), key)
    expect(dialog.getAllByText('Fill this in.')).toHaveLength(2)
    expect(link.inputsOf('edits.plan')).toEqual([])
    fill('Access key ID', 'AKIAIOSFODNN7EXAMPLE')
    fill('Secret access key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')
    fireEvent.keyDown(field('Secret access key'), key)
    await waitFor(() => expect(link.inputsOf('edits.plan')).toHaveLength(1))
    expect(link.inputsOf('edits.plan')[0]?.operations).toMatchObject([{ type: 'addProfile', name: 'ops' }])
  })

  it.each([
    ['with Shift', 'Name', { key: 'Enter', shiftKey: true }],
    ['while a word is composed', 'Name', { key: 'Enter', isComposing: true }],
    ['in a text of several lines', 'Command', { key: 'Enter' }],
  ])('Enter %s reviews nothing', async (_, name, key) => {
    const { link, field, fill } = await open(/^Process/)
    fill('Name', 'ops')
    fill('Command', '/usr/bin/true')
    fireEvent.keyDown(field(name), key)
    expect(openReview.get()).toBeUndefined()
    fireEvent.keyDown(field('Name'), { key: 'Enter' })
    expect(openReview.get()).toBeDefined()
    await waitFor(() => expect(link.inputsOf('edits.plan')).toHaveLength(1))
  })
})
