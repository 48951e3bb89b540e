// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { FileProblemView } from '../../../shared/contract/models.ts'
import { navigate } from '../../../renderer/app/navigation.ts'
import { feature as health } from '../../../renderer/features/health/health-feature.tsx'
import { feature as history } from '../../../renderer/features/history/history-feature.tsx'
import { feature as sessions } from '../../../renderer/features/sessions/sessions-feature.tsx'
import { feature as settings } from '../../../renderer/features/settings/settings-feature.tsx'
import { feature as stacks } from '../../../renderer/features/stacks/stacks-feature.tsx'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

afterEach(cleanup)

const problem: FileProblemView = {
  code: 'HeaderUnclosed',
  severity: 'error',
  file: 'config',
  line: 7,
  message: 'The AWS CLI cannot read this file: a header has no closing bracket',
  reason: 'It stops there.',
  readers: ['aws-cli'],
  fix: {
    label: 'Close the header',
    operation: { type: 'set', profile: 'dev', key: 'region', value: 'eu-west-1' },
  },
}

const others = [stacks, sessions, health, history, settings]
const screens = ['profiles', ...others.map(({ id }) => id)]

describe('a file that the AWS CLI cannot read', () => {
  it.each(screens)('is said on the screen %s, with the line and the repair', async (screenName) => {
    const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
    link.state.files = link.state.files.map((file) =>
      file.kind === 'config' ? { ...file, stopsAwsCli: true } : file,
    )
    link.state.problems = [problem]
    await renderPage(link, others)
    navigate(screenName)
    await waitFor(() =>
      expect(document.querySelector('[aria-current="page"]')?.textContent?.toLowerCase()).toContain(
        screenName,
      ),
    )
    const banner = await screen.findByRole('alert')
    expect(banner.textContent).toContain(
      'The AWS CLI can’t read ~/.aws/config. Line 7: a header has no closing bracket.',
    )
    expect(banner.textContent).toContain('The AWS CLI works with no profile until this is repaired.')
    fireEvent.click(screen.getByRole('button', { name: 'Close the header' }))
    await waitFor(() => expect(link.inputsOf('edits.plan')).toHaveLength(1))
  })

  it('is not said of one that it can read', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
    link.state.problems = [problem]
    await renderPage(link)
    await screen.findByRole('grid')
    expect(screen.queryByText(/can’t read/)).toBeNull()
  })
})
