// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { allFeatures, registerFeatures } from '../../../renderer/app/feature-registry.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import { setStackProfile } from '../../../renderer/features/stacks/plan-stacks.ts'
import { feature as stacks } from '../../../renderer/features/stacks/stacks-feature.tsx'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'
import { withStacks } from './fake-stacks-host.ts'

async function open() {
  const link = withStacks(createFakeHostLink({ profiles: fewProfiles(Date.now()) }))
  await renderPage(link)
  registerFeatures([...allFeatures(), stacks])
  navigate('stacks', undefined)
  await screen.findByRole('grid', { name: 'Stacks' })
  return link
}

const reviewed = () => screen.findByRole('dialog', { name: 'Review change' })
const along = 'Change aws-native too'

it('what is of aws-native goes along when the review is told to', async () => {
  const link = await open()
  await setStackProfile([{ project: '/home/ana/src/billing-api', stack: 'dev' }], 'dev-sandbox')
  const button = await within(await reviewed()).findByRole('button', { name: along })
  expect(link.inputsOf('stacks.plan').map(({ native }) => native)).toEqual([undefined])

  fireEvent.click(button)
  await waitFor(() => expect(screen.queryByRole('button', { name: along })).toBeNull())
  const [first, second, ...more] = link.inputsOf('stacks.plan')
  expect(second).toEqual({ ...first, native: true })
  expect(more).toEqual([])

  fireEvent.click(await within(await reviewed()).findByRole('button', { name: /^Save/ }))
  await waitFor(() => expect(link.inputsOf('edits.apply')).toEqual([{ planId: 'stacks-2' }]))
})

it('nothing is offered where nothing stays behind', async () => {
  await open()
  await setStackProfile([{ project: '/home/ana/src/billing-api', stack: 'prod' }], 'dev-sandbox')
  const dialog = await reviewed()
  await within(dialog).findByRole('button', { name: /^Save/ })
  expect(within(dialog).queryByRole('button', { name: along })).toBeNull()
})
