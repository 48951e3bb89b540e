// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { ProfileReaders } from '../../../shared/contract/models.ts'
import { cursor } from '../../../renderer/features/profiles/profile-list-state.ts'
import { fewProfiles } from '../fake-data.ts'
import { createFakeHostLink } from '../fake-host-link.ts'
import { renderPage } from '../render-page.tsx'

const now = Date.now()
const section = () => within(screen.getByRole('region', { name: 'What each tool uses' }))

const differing = (name: string): ProfileReaders => ({
  name,
  disagree: true,
  answers: [
    {
      tools: ['awsCli'],
      works: false,
      source: 'none',
      error: 'role-without-source',
      why: 'The role has no source of credentials.',
    },
    {
      tools: ['jsSdk'],
      works: 'unknown',
      source: 'process',
      why: 'It takes what credential_process prints.',
    },
    {
      tools: ['goSdk', 'terraform', 'pulumi'],
      works: 'unknown',
      source: 'role',
      role: 'arn:aws:iam::666677778888:role/EtlDeploy',
      account: '666677778888',
      why: 'It assumes the role EtlDeploy.',
    },
  ],
})

describe('what each tool uses, in the panel', () => {
  it('is asked for once the cursor rests, not for each profile that it passes', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    await renderPage(link)
    const list = screen.getByRole('grid', { name: 'Profiles' })
    for (const name of ['acme-hub', 'audit-readonly', 'ci-deploy', 'default']) {
      fireEvent.keyDown(list, { key: 'ArrowDown' })
      act(() => cursor.set(name))
    }
    await screen.findByText(/It takes the keys in the credentials file/)
    const ofOne = link.inputsOf('profiles.readers').filter(({ names }) => names !== undefined)
    expect(ofOne.map(({ names }) => names)).toEqual([['dev-sandbox'], ['default']])
    expect(link.inputsOf('profiles.show')).toContainEqual({ name: 'default', readers: false })
  })

  it('says of each tool what it uses and why', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.readers.set('default', differing('default'))
    await renderPage(link)
    cursor.set('default')
    await screen.findByText('3 answers')
    const part = section()
    expect(part.getByText('Go SDK, Terraform, Pulumi')).toBeTruthy()
    expect(part.getByText('Fails')).toBeTruthy()
    expect(part.getByText(/It assumes the role EtlDeploy. Account 666677778888/)).toBeTruthy()
    expect(part.queryByRole('button')).toBeNull()
  })

  it('offers the change that makes them agree, as a reviewed one', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    const operations = [{ type: 'set' as const, profile: 'default', key: 'source_profile', value: 'base' }]
    const agreement = { label: 'source_profile = base', operations, then: 'the role EtlDeploy with keys' }
    link.state.readers.set('default', { ...differing('default'), agreement })
    await renderPage(link)
    cursor.set('default')
    await screen.findByText('One line makes them agree.')
    fireEvent.click(section().getByRole('button', { name: 'Review fix' }))
    await screen.findByRole('dialog')
    expect(link.inputsOf('edits.plan')).toEqual([{ operations, summary: 'source_profile = base' }])
  })

  it('offers a twin to tools that cannot use the profile, or names the one that is there', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.readers.set('default', { ...differing('default'), twin: { for: ['terraform', 'pulumi'] } })
    link.state.readers.set('ci-deploy', {
      ...differing('ci-deploy'),
      twin: { for: ['pulumi'], name: 'acme-hub' },
    })
    await renderPage(link)
    cursor.set('ci-deploy')
    await screen.findByText('Pulumi can use the twin.')
    fireEvent.click(section().getByRole('button', { name: 'Show it' }))
    expect(cursor.get()).toBe('acme-hub')
    cursor.set('default')
    await screen.findByText('Terraform, Pulumi cannot use this profile.')
    fireEvent.click(section().getByRole('button', { name: 'Make a twin' }))
    await waitFor(() => expect(link.inputsOf('bridges.planTwin')).toEqual([{ profile: 'default' }]))
  })
})

const noKeys = (name: string, tool: 'awsCli' | 'pulumi', error: string): ProfileReaders => ({
  name,
  disagree: false,
  answers: [{ tools: [tool], works: false, source: 'none', error, why: `${error} is why.` }],
})

describe('the list', () => {
  const rowOf = (name: string) => screen.getByRole('row', { name: new RegExp(name) })
  const statusIn = (name: string) => rowOf(name).querySelector('.column-status .status')

  it('marks profiles on which tools disagree, counts them and shows them alone', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.readers.set('ci-deploy', differing('ci-deploy'))
    link.state.readers.set('default', differing('default'))
    await renderPage(link)
    const tab = await screen.findByRole('button', { name: /^Tools disagree ?2$/ })
    expect(within(rowOf('ci-deploy')).getByText('Tools disagree')).toBeTruthy()
    expect(within(rowOf('acme-hub')).queryByText('Tools disagree')).toBeNull()
    fireEvent.click(tab)
    expect(screen.getByRole('grid', { name: 'Profiles' }).getAttribute('aria-rowcount')).toBe('3')
    link.change((state) => state.readers.delete('default'), 'filesChanged')
    await screen.findByRole('button', { name: /^Tools disagree ?1$/ })
    expect(screen.getByRole('grid', { name: 'Profiles' }).getAttribute('aria-rowcount')).toBe('2')
  })

  it('says that the tool of the status cannot use a profile, whatever a check found', async () => {
    const link = createFakeHostLink({ profiles: fewProfiles(now) })
    link.state.readers.set('default', noKeys('default', 'awsCli', 'role-without-source'))
    link.state.readers.set('acme-hub', noKeys('acme-hub', 'awsCli', 'sso-not-signed-in'))
    link.state.readers.set('audit-readonly', noKeys('audit-readonly', 'pulumi', 'mfa-needed'))
    await renderPage(link)
    await within(rowOf('default')).findByText('Fails in AWS CLI')
    expect(statusIn('default')?.className).toContain('red')
    expect(statusIn('default')?.getAttribute('title')).toBe(
      'The AWS CLI cannot use it. role-without-source is why.',
    )
    // A sign-in heals it: grey.
    expect(statusIn('acme-hub')?.textContent).toBe('Sign in first')
    expect(statusIn('acme-hub')?.className).not.toContain('red')
    expect(statusIn('audit-readonly')?.textContent).not.toMatch(/Fails/)
    expect(screen.getByRole('columnheader', { name: /Status/ }).innerHTML).toContain('For the AWS CLI')
    link.change(
      (state) => (state.settings = { ...state.settings, statusReader: 'pulumi' }),
      'settingsChanged',
    )
    await within(rowOf('audit-readonly')).findByText('Fails in Pulumi')
    expect(statusIn('default')?.textContent).not.toMatch(/Fails/)
    cursor.set('audit-readonly')
    expect(await screen.findByText('for Pulumi')).toBeTruthy()
  })
})
