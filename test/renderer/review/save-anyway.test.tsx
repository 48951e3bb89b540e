// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { reviewOperations } from '../../../renderer/app/open-review.ts'
import type { PlanView } from '../../../shared/contract/models.ts'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink, type FakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

const loss = {
  code: 'StopsWorking',
  message: '2 profiles (a, b) and 1 stack (app/dev) get no more credentials without ci-deploy.',
}
const slip = { code: 'Doubtful', message: 'There is no region eu-wset-1. Did you mean eu-west-1?' }
const remark = { code: 'ManagedBlock', message: 'Ansible manages lines 3 to 12.' }

async function openWith(...warnings: PlanView['warnings']): Promise<FakeHostLink> {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()), planWarnings: warnings })
  await renderPage(link)
  act(() => reviewOperations([{ type: 'set', profile: 'ci-deploy', key: 'region', value: 'eu-wset-1' }]))
  await screen.findByRole('table')
  return link
}

const question = () => screen.findByRole('dialog', { name: 'Write this anyway?' })
const isAsked = () => screen.queryByRole('dialog', { name: 'Write this anyway?' }) !== null

describe('a review of a doubtful plan', () => {
  it('asks before it writes, what others lose first, with the focus on Cancel', async () => {
    const link = await openWith(slip, loss, slip)
    fireEvent.click(screen.getByRole('button', { name: /^Save…/ }))
    const dialog = within(await question())
    const said = dialog.getAllByRole('status').map(({ textContent }) => textContent)
    expect(said).toEqual([`Stops working. ${loss.message}`, `Probably a slip. ${slip.message}`])
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Cancel' })))
    expect(link.inputsOf('edits.apply')).toEqual([])
  })

  it('goes back to the lines on Cancel, and asks again', async () => {
    const link = await openWith(slip)
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    fireEvent.click(within(await question()).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(isAsked()).toBe(false))
    expect(screen.getByRole('table')).toBeTruthy()
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    await question()
    // The key that asks does not answer.
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    expect(isAsked()).toBe(true)
    expect(link.inputsOf('edits.apply')).toEqual([])
  })

  it('writes on yes', async () => {
    const link = await openWith(loss)
    fireEvent.click(screen.getByRole('button', { name: /^Save…/ }))
    fireEvent.click(within(await question()).getByRole('button', { name: 'Write it' }))
    await waitFor(() => expect(link.inputsOf('edits.apply').length).toBe(1))
    await waitFor(() => expect(isAsked()).toBe(false))
  })

  it('does not ask about what is only said', async () => {
    const link = await openWith(remark)
    expect(screen.getByText(remark.message)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /^Save(?!…)/ }))
    await waitFor(() => expect(link.inputsOf('edits.apply').length).toBe(1))
    expect(isAsked()).toBe(false)
  })
})
