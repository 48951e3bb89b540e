// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react'
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
    const passed = ['acme-hub', 'audit-readonly', 'ci-deploy', 'default']
    for (const name of passed) cursor.set(name)
    await screen.findByText(/It takes the keys in the credentials file/)
    expect(link.inputsOf('profiles.readers')).toEqual([{ names: ['default'], repairs: true }])
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
  })
})
