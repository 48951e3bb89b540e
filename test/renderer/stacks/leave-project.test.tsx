// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { allFeatures, registerFeatures } from '../../../renderer/app/feature-registry.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import { closeOverlay } from '../../../renderer/app/overlays.ts'
import {
  clearStackFilters,
  selectedStacks,
  stackCursor,
} from '../../../renderer/features/stacks/stack-list-state.ts'
import {
  pinAccounts,
  setStackProfile,
  wrongAccountOverlay,
} from '../../../renderer/features/stacks/plan-stacks.ts'
import { feature as stacks } from '../../../renderer/features/stacks/stacks-feature.tsx'
import type { CodedError } from '../../../shared/result.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { renderPage } from '../render-page.tsx'
import { withStacks } from './fake-stacks-host.ts'

const realName = '~/elsewhere/shared.yaml'
const outside: CodedError = {
  code: 'FileOutside',
  message: `~/src/billing-api/Pulumi.prod.yaml is really ${realName}: outside the project.`,
  reason: 'It is a link, so the change would be written there.',
  remedy: 'Look at that file first.',
}
const wrongAccount: CodedError = { code: 'WrongAccount', message: 'dev leads to another account.' }
const prod = { project: '/home/ana/src/billing-api', stack: 'prod' }

async function open() {
  const link = withStacks(createFakeHostLink({ profiles: fewProfiles(Date.now()) }))
  await renderPage(link)
  registerFeatures([...allFeatures(), stacks])
  navigate('stacks', undefined)
  await screen.findByRole('grid', { name: 'Stacks' })
  return link
}

const question = () => screen.findByRole('dialog', { name: 'Outside of the project' })
const reviewed = () => screen.findByRole('dialog', { name: 'Review change' })
const answer = (dialog: HTMLElement, name: string) =>
  fireEvent.click(within(dialog).getByRole('button', { name }))

function reset(): void {
  clearStackFilters()
  stackCursor.set(undefined)
  selectedStacks.set(new Set())
  closeOverlay(wrongAccountOverlay)
}
beforeEach(reset)
afterEach(reset)

describe('a change that leaves the project', () => {
  it('is asked about by the real name, and planned again only when that is agreed to', async () => {
    const link = await open()
    link.stacks.failures.set('stacks.plan', outside)
    await setStackProfile([prod], 'dev-sandbox')
    const dialog = await question()
    expect(within(dialog).getByRole('alert').textContent).toContain(realName)
    expect(dialog.textContent).toContain('Another file would be changed.')
    expect(dialog.textContent).not.toContain('Pulumi would refuse')
    expect(link.inputsOf('stacks.plan').map(({ leaveProject }) => leaveProject)).toEqual([undefined])

    answer(dialog, 'Review anyway')
    await reviewed()
    const [first, second, ...more] = link.inputsOf('stacks.plan')
    expect(second).toEqual({ ...first, leaveProject: true })
    expect(more).toEqual([])
    expect(link.inputsOf('edits.apply')).toEqual([])
  })

  it.each(['Keep as it is', 'Escape'])('is left alone with %s', async (how) => {
    const link = await open()
    link.stacks.failures.set('stacks.plan', outside)
    await setStackProfile([prod], 'dev-sandbox')
    const dialog = await question()
    if (how === 'Escape') fireEvent.keyDown(dialog, { key: how })
    else answer(dialog, how)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(link.inputsOf('stacks.plan').length).toBe(1)
  })

  it('is asked about by itself: to agree to it says nothing about a wrong account', async () => {
    const link = await open()
    link.stacks.failures.set('stacks.plan', outside)
    await setStackProfile([prod], 'dev-sandbox')
    const first = await question()
    link.stacks.failures.set('stacks.plan', wrongAccount)
    answer(first, 'Review anyway')
    answer(await screen.findByRole('dialog', { name: 'Wrong account' }), 'Review anyway')
    await reviewed()
    expect(
      link.inputsOf('stacks.plan').map(({ leaveProject, confirmed }) => [leaveProject, confirmed]),
    ).toEqual([
      [undefined, undefined],
      [true, undefined],
      [true, true],
    ])
  })

  it('is asked about before an account is pinned, too', async () => {
    const link = await open()
    link.stacks.failures.set('stacks.pinAccount', outside)
    await pinAccounts([prod])
    answer(await question(), 'Review anyway')
    await reviewed()
    expect(link.inputsOf('stacks.pinAccount')).toEqual([
      { stacks: [prod] },
      { stacks: [prod], leaveProject: true },
    ])
  })
})
