// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { allFeatures, registerFeatures } from '../../../renderer/app/feature-registry.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import { closeOverlay, openOverlay } from '../../../renderer/app/overlays.ts'
import { setProfilesOverlay } from '../../../renderer/features/stacks/fix-all-overlay.ts'
import { keyOf } from '../../../renderer/features/stacks/stack-key.ts'
import { feature as stacks } from '../../../renderer/features/stacks/stacks-feature.tsx'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'
import { fakeStack, fewStacks } from './fake-stacks.ts'
import { withStacks, type FakeStacks } from './fake-stacks-host.ts'

async function open(start: Partial<FakeStacks> = {}) {
  const link = withStacks(createFakeHostLink({ profiles: fewProfiles(Date.now()) }), start)
  await renderPage(link)
  registerFeatures([...allFeatures(), stacks])
  return link
}

afterEach(() => act(() => closeOverlay(setProfilesOverlay)))

describe('several profiles for stacks', () => {
  it('go each to the stacks that allow their account, and right ones stay until they are chosen', async () => {
    const allowed = { allowedAccountIds: ['111122223333'] }
    const list = fewStacks()
    const wrong = fakeStack('infra', 'prod', { ...allowed, profile: 'dev-sandbox', verdict: 'not-allowed' })
    const right = fakeStack('infra', 'live', { ...allowed, profile: 'ci-deploy', verdict: 'agrees' })
    const free = fakeStack('infra', 'free', { profile: 'dev-sandbox' })
    const [project] = list.projects
    if (project === undefined) throw new Error('the fake has no projects')
    const infra = { ...project, name: 'infra', stacks: [wrong, right, free] }
    const link = await open({ list: { ...list, projects: [infra] } })
    act(() => openOverlay(setProfilesOverlay, { profiles: ['prod-billing', 'staging-admin'] }))
    const sheet = within(await screen.findByRole('dialog', { name: 'Set 2 profiles for stacks' }))
    await sheet.findByRole('checkbox', { name: 'Set the profile of infra / prod' })
    const boxes = sheet.getAllByRole('checkbox').slice(1)
    expect(boxes.map((box) => [box.getAttribute('aria-label'), (box as HTMLInputElement).checked])).toEqual([
      ['Set the profile of infra / prod', true],
      ['Set the profile of infra / live', false],
    ])
    fireEvent.click(sheet.getByRole('button', { name: /^Save 1 change/ }))
    await waitFor(() =>
      expect(link.inputsOf('stacks.planProfiles')).toEqual([
        { sets: [{ project: '/home/ana/src/infra', stack: 'prod', profile: 'prod-billing' }] },
      ]),
    )
  })

  it('says so where no stack takes one of them', async () => {
    await open({ list: { ...fewStacks(), projects: [] } })
    act(() => openOverlay(setProfilesOverlay, { profiles: ['prod-billing', 'staging-admin'] }))
    expect(await screen.findByText(/No stack is pinned to an account of these profiles/)).toBeTruthy()
  })
})

describe('a profile that Pulumi cannot use', () => {
  it('has its twin offered, made and set in one change', async () => {
    const list = fewStacks()
    const [project] = list.projects
    if (project === undefined) throw new Error('the fake has no projects')
    const stack = fakeStack('infra', 'prod', { profile: 'prod-billing' })
    const link = await open({ list: { ...list, projects: [{ ...project, name: 'infra', stacks: [stack] }] } })
    link.state.readers.set('prod-billing', {
      name: 'prod-billing',
      disagree: true,
      answers: [
        { tools: ['awsCli', 'jsSdk'], works: 'unknown', source: 'role', why: 'It asks for a code.' },
        {
          tools: ['goSdk', 'terraform', 'pulumi'],
          works: false,
          source: 'role',
          why: 'The role needs an MFA code.',
        },
      ],
      twin: { for: ['goSdk', 'terraform', 'pulumi'] },
    })
    act(() => navigate('stacks', keyOf(stack)))
    expect(await screen.findByText('Pulumi cannot use prod-billing.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Make the twin and set it' }))
    await waitFor(() =>
      expect(link.inputsOf('bridges.planTwin')).toEqual([
        { profile: 'prod-billing', stacks: [{ project: '/home/ana/src/infra', stack: 'prod' }] },
      ]),
    )
    await screen.findByRole('dialog')
  })
})
