import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { recordHandOut } from '../../../core/handouts/ledger.ts'
import { leasesFolder, writeLease } from '../../../core/leases/lease-files.ts'
import { stackpassPaths } from '../../../core/state/paths.ts'
import type { CoreEvent } from '../../../shared/contract/events.ts'
import { contract } from '../../../shared/contract/index.ts'
import { knownAgents } from '../../../shared/domain/leases/agent-kinds.ts'
import { keptLease } from '../../fakes/leases/kept-lease.ts'
import { until } from '../../patience.ts'
import { openHome, type TestHome } from '../home.ts'

const pathsOf = ({ home }: TestHome) =>
  stackpassPaths({ STACKPASS_HOME: join(home, '.stackpass') }, process.platform, home)

it('hears of leases that others begin, and ends one by its mark', async () => {
  const at = openHome({ watch: true })
  const paths = pathsOf(at)
  const events: CoreEvent[] = []
  at.core.events.subscribe((event) => events.push(event))
  const place = { paths, now: () => new Date() }
  // Writes until it is seen: the watch may only just be starting.
  await until(async () => {
    await writeLease(place, keptLease('7f3a0001'))
    expect(events.map(({ type }) => type)).toContain('leasesChanged')
  })
  expect(await at.core.dispatch('leases.list', {})).toMatchObject({
    value: { leases: [{ id: '7f3a0001', program: 'aider' }] },
  })
  expect(await at.core.dispatch('leases.end', { id: '7f3a0001' })).toMatchObject({ ok: true })
  expect(await readFile(join(leasesFolder(paths.stateDir), '7f3a0001.end'), 'utf8')).toBe('you')
  expect(await at.core.dispatch('leases.end', { id: '00000000' })).toMatchObject({
    error: { code: 'LeaseNotFound' },
  })
})

it('no method begins a lease or makes one wider', () => {
  const all = Object.keys(contract).filter((name) => name.startsWith('leases.'))
  expect(all).toEqual(['leases.list', 'leases.end', 'leases.agents'])
})

it('the log is narrowed to one lease', async () => {
  const at = openHome()
  const context = { paths: pathsOf(at), now: () => new Date() }
  const common = { profile: 'dev', way: 'lease', caller: { tree: [], known: false }, from: 'fresh' } as const
  const verdict = { allowed: true, rule: 'lease' } as const
  await recordHandOut(context, { ...common, lease: '7f3a0001', verdict })
  await recordHandOut(context, { ...common, lease: 'c04e0002', verdict })
  expect(await at.core.dispatch('handouts.list', { lease: '7f3a0001' })).toMatchObject({
    value: { entries: [{ lease: '7f3a0001' }], given: 1, total: 2 },
  })
})

it('says what keeps agents apart here, and what to paste for each of them', async () => {
  const at = openHome({ platform: 'darwin', program: '/opt/stackpass' })
  const reply = await at.core.dispatch('leases.agents', {})
  expect(reply).toMatchObject({
    value: { noJail: 'Jails are for Linux.', agents: knownAgents.map((agent) => ({ agent })) },
  })
  expect(JSON.stringify(reply)).toContain('/opt/stackpass')
  expect(JSON.stringify(reply)).toContain('~/.aws')
})
