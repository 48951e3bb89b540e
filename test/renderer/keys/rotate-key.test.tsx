// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { feature as health } from '../../../renderer/features/health/health-feature.tsx'
import { feature as keys } from '../../../renderer/features/keys/keys-feature.tsx'
import { cursor } from '../../../renderer/features/profiles/profile-list-state.ts'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import type { FakeKeys } from '../fake-keys.ts'
import { openScreen } from '../health/open-screen.ts'
import { renderPage } from '../render-page.tsx'

const accessKeyId = 'AKIAIOSFODNN7EXAMPLE'
const key = (more: Partial<FakeKeys['keys'][number]> = {}): FakeKeys['keys'][number] => ({
  accessKeyId,
  profiles: ['default'],
  inVault: false,
  ...more,
})
const asked = { checkedAt: '2026-11-30T08:00:00Z', ageDays: 200, tooOld: true, active: true, keysOfUser: 1 }

async function openPanel(known: FakeKeys['keys'][number]) {
  const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  link.state.keys = { keys: [known], rotations: [] }
  await renderPage(link, [keys])
  act(() => cursor.set('default'))
  return link
}

describe('the key of a profile in its panel', () => {
  it('has an age that is not known before IAM was asked', async () => {
    const link = await openPanel(key())
    const section = within(await screen.findByRole('region', { name: 'Key age' }))
    expect(section.getByText(/Its age is not known/)).toBeTruthy()
    fireEvent.click(section.getByRole('button', { name: 'Ask IAM' }))
    await waitFor(() => expect(link.inputsOf('keys.check')).toEqual([{ profiles: ['default'] }]))
  })

  it('is rotated after its steps were shown, and then says what is next, with the way back', async () => {
    const link = await openPanel(key(asked))
    fireEvent.click(await screen.findByRole('button', { name: 'Rotate key' }))
    const dialog = within(await screen.findByRole('dialog'))
    await dialog.findByText('Switch the old key off.')
    expect(link.inputsOf('keys.rotate')).toEqual([])
    fireEvent.click(dialog.getByRole('button', { name: 'Rotate key' }))
    const section = within(await screen.findByRole('region', { name: 'Key rotation' }))
    expect(link.inputsOf('keys.rotate')).toEqual([{ profile: 'default', graceDays: 7 }])
    expect(section.getAllByLabelText('Done')).toHaveLength(5)
    expect(section.getAllByLabelText('To do')).toHaveLength(1)
    fireEvent.click(section.getByRole('button', { name: 'Back to the old key' }))
    await screen.findByRole('region', { name: 'Key age' })
    expect(link.inputsOf('keys.undo')).toEqual([{ profile: 'default' }])
  })
})

describe('Health', () => {
  it('names keys over 90 days, and says nothing of those that IAM was not asked about', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
    link.state.keys = {
      keys: [key(), key({ accessKeyId: 'AKIAI44QH8DHBEXAMPLE', profiles: ['ci-deploy'] })],
      rotations: [],
    }
    await openScreen(link, health)
    expect(screen.queryByText(/older than 90 days/)).toBeNull()
    act(() => {
      link.state.keys = { keys: [key(asked), key({ accessKeyId: 'AKIAI44QH8DHBEXAMPLE' })], rotations: [] }
      link.emit({ type: 'keysChanged' })
    })
    expect(await screen.findByText('1 key is older than 90 days')).toBeTruthy()
    expect(screen.getByText(/default: 200 days/)).toBeTruthy()
  })
})
