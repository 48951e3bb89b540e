import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CoreEvent } from '../../../../shared/contract/events.ts'
import { until } from '../../../patience.ts'
import { must } from '../../home.ts'
import { openOrganisation, twoAccounts } from './organisation-home.ts'

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: String(at).padStart(12, '0'),
    name: `Team ${at}`,
    roles: ['Admin', 'Read'],
  }))

describe('a listing of accounts and roles', () => {
  it('gives them with their time, tells its progress, and is kept', async () => {
    const { list, core, organisation, home } = await openOrganisation()
    const events: CoreEvent[] = []
    core.events.subscribe((event) => events.push(event))
    const listed = await list()
    expect(listed).toMatchObject({
      session: 'sso:acme',
      accounts: twoAccounts.map(({ id, name }) => ({ id, name, email: `${id}@example.com` })),
      complete: true,
      errors: [],
      profiles: [],
    })
    expect(listed.roles).toEqual([
      { accountId: '111122223333', roleName: 'AdministratorAccess' },
      { accountId: '111122223333', roleName: 'ReadOnlyAccess' },
      { accountId: '000000000042', roleName: 'AdministratorAccess' },
    ])
    const progress = events.filter(({ type }) => type === 'listingProgress')
    expect(progress.at(-1)).toMatchObject({ runId: 'run-0', accounts: 2, done: 2, roles: 3 })
    const found = progress.flatMap((event) => (event.type === 'listingProgress' ? event.found : []))
    expect(found.toSorted((a, b) => (a.id < b.id ? 1 : -1))).toEqual(twoAccounts)
    const calls = organisation.received.length
    expect(await list(false)).toEqual(listed)
    expect(organisation.received).toHaveLength(calls)
    const folder = join(home, '.stackpass', 'cache', 'organisations')
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8')).not.toMatch(/access-/)
  })

  it('reads all pages', async () => {
    const { list } = await openOrganisation({ accounts: many(5), knobs: { pageSize: 1 } })
    const listed = await list()
    expect(listed.accounts).toHaveLength(5)
    expect(listed.roles).toHaveLength(10)
  })

  it.each([undefined, '0'])('comes again after 429 with Retry-After %s', async (retryAfter) => {
    const throttle = { path: '/assignment/roles', times: 3, ...(retryAfter !== undefined && { retryAfter }) }
    const { list, organisation } = await openOrganisation({ knobs: { throttle } })
    expect(await list()).toMatchObject({ complete: true })
    expect(organisation.received.filter(({ status }) => status === 429)).toHaveLength(3)
  })

  it('keeps what it got when it is stopped, and goes on from there', async () => {
    const { list, core, organisation } = await openOrganisation({ accounts: many(12) })
    let stopped: Promise<unknown> | undefined
    core.events.subscribe((event) => {
      if (event.type === 'listingProgress' && event.done === 3)
        stopped ??= must(core, 'organisations.cancel', { runId: event.runId })
    })
    const first = await list()
    await stopped
    expect(first).toMatchObject({ complete: false, errors: [] })
    expect(first.accounts).toHaveLength(12)
    const known = new Set(first.roles.map(({ accountId }) => accountId)).size
    expect(known).toBeGreaterThanOrEqual(3)
    expect(known).toBeLessThan(12)
    const before = organisation.callsTo('/assignment/roles').length
    const second = await list(false)
    expect(second).toMatchObject({ complete: true })
    expect(second.roles).toHaveLength(24)
    expect(organisation.callsTo('/assignment/roles').length - before).toBe(12 - known)
  })

  it('says that the session ended, and keeps what it got', async () => {
    const { list, core, organisation, signIn } = await openOrganisation({
      accounts: many(6),
      knobs: { portalCalls: 4 },
    })
    const reply = await core.dispatch('organisations.list', { runId: 'x', session: { session: 'sso:acme' } })
    expect(reply).toMatchObject({ ok: false, error: { code: 'SignedOut', details: { accounts: 3 } } })
    organisation.knobs.portalCalls = Number.POSITIVE_INFINITY
    signIn()
    const before = organisation.callsTo('/assignment/roles').length
    expect(await list(false)).toMatchObject({ complete: true })
    expect(organisation.callsTo('/assignment/roles').length - before).toBe(3)
  })

  it('is not begun by somebody who is not signed in', async () => {
    const { core, organisation } = await openOrganisation({}, { isSignedIn: false })
    const reply = await core.dispatch('organisations.list', { runId: 'x', session: { session: 'acme' } })
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'SignedOut', reason: 'Nobody has signed in yet.' },
    })
    expect(organisation.received).toHaveLength(0)
  })

  it('may be empty', async () => {
    const { list } = await openOrganisation({ accounts: [] })
    expect(await list()).toMatchObject({ accounts: [], roles: [], complete: true })
  })

  it('is not complete where an account could not be listed', async () => {
    const { list, organisation } = await openOrganisation({ accounts: many(2) })
    const [, second] = organisation.world.accounts
    // Listed with the others, but gone when its roles are listed.
    Object.defineProperty(organisation.world.accounts, 'find', {
      value: (test: (account: unknown) => boolean) =>
        test(second) ? undefined : [...organisation.world.accounts].find((account) => test(account)),
    })
    const listed = await list()
    expect(listed).toMatchObject({
      complete: false,
      errors: [{ accountId: second?.id, message: 'No such account' }],
    })
    expect(listed.roles).toHaveLength(2)
  })

  it.each([
    ['html' as const, /not come from the access portal/],
    ['server' as const, /status 500/],
  ])('that meets %s says what answered', async (failure, reason) => {
    const { core } = await openOrganisation({ knobs: { failure } })
    const reply = await core.dispatch('organisations.list', { runId: 'x', session: { session: 'acme' } })
    expect(reply).toMatchObject({ ok: false, error: { code: 'ListingFailed' } })
    expect(reply.ok ? '' : reply.error.reason).toMatch(reason)
  })

  it('refuses a session that is not there, and a run that is under way', async () => {
    const { core, organisation } = await openOrganisation({ knobs: { latencyMs: 50 } })
    expect(
      await core.dispatch('organisations.list', { runId: 'x', session: { session: 'nobody' } }),
    ).toMatchObject({
      error: { code: 'SessionNotFound', reason: 'There are: acme.' },
    })
    const running = core.dispatch('organisations.list', { runId: 'x', session: { session: 'acme' } })
    await until(() => expect(organisation.received.length).toBeGreaterThan(0))
    expect(
      await core.dispatch('organisations.list', { runId: 'x', session: { session: 'acme' } }),
    ).toMatchObject({
      error: { code: 'BadInput' },
    })
    expect(await running).toMatchObject({ ok: true })
  })
})
