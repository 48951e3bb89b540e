// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { createFakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'
import { noSessions } from '../fake-sessions.ts'
import { renderPage } from '../render-page.tsx'
import { Account } from '../../../renderer/app/account.tsx'
import type { Feature } from '../../../renderer/app/feature.ts'
import { navigate } from '../../../renderer/app/navigation.ts'

const at = '2026-11-28T12:09:00Z'

describe('the name of an account', () => {
  it('stands beside its digits in list, panel and pass, with the time when it was learnt', async () => {
    const profiles = fewProfiles(Date.now())
    const first = profiles.find(({ account }) => account !== undefined)!
    const link = createFakeHostLink({
      profiles: profiles.map((profile) =>
        profile.account === first.account
          ? { ...profile, accountName: 'acme-called', accountNameAt: at }
          : profile,
      ),
      active: { known: true, profile: first.name },
    })
    await renderPage(link)
    act(() => navigate('profiles', first.name))
    const named = () => screen.queryAllByTitle(/^acme-called, as AWS listed it .*2026.*:09$/)
    expect(named().length).toBeGreaterThan(1)
    for (const element of named()) expect(element.textContent).toBe(`acme-called${first.account}`)
    const pass = screen.getByRole('button', { name: new RegExp(`Active profile ${first.name}`) })
    expect(within(pass).getByText('acme-called')).toBeTruthy()
  })

  it('is asked for where no profile leads to the account', async () => {
    const link = createFakeHostLink({
      profiles: fewProfiles(Date.now()),
      sessions: { ...noSessions(), accountNames: [{ id: '999988887777', name: 'acme-nobody', at }] },
    })
    const screenOf: Feature = { id: 'stacks', screen: () => <Account id="999988887777" /> }
    await renderPage(link, [screenOf])
    act(() => navigate('stacks'))
    expect(await screen.findByTitle(/^acme-nobody, as AWS listed it .*:09$/)).toBeTruthy()
  })
})
