import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeConnections } from '../../../../core/network/agents.ts'
import { verifyProfiles } from '../../../../core/features/verify/engine.ts'
import type { VerifyResult } from '../../../../shared/contract/models.ts'
import { contextOf, keysOf } from '../../../fakes/sts/context.ts'
import { userIdentity } from '../../../fakes/sts/identities.ts'
import { type StsDouble, startStsDouble } from '../../../fakes/sts/server.ts'

const users = Array.from({ length: 60 }, (_, index) => userIdentity(`user${index}`))
const serials = ['a', 'b'].map((name) => `arn:aws:iam::123456789012:mfa/${name}`)
const names = users.map((_, index) => `p${index}`)
const profiles = Object.fromEntries(users.map((user, index) => [`p${index}`, keysOf(user)]))

let double: StsDouble
const doubles: StsDouble[] = []
const start = async (latencyMs: number, gather = 1) => {
  const started = await startStsDouble({ identities: users, latencyMs, gather })
  doubles.push(started)
  return started
}
beforeAll(async () => {
  double = await start(5)
})
afterAll(async () => {
  closeConnections()
  await Promise.all(doubles.map((one) => one.close()))
})

describe('a run', () => {
  it('gives each profile its own identity, in the order of the names', async () => {
    const results = await verifyProfiles(names, contextOf(double.url, profiles), { concurrency: 16 })
    expect(results.map((result) => result.profile)).toEqual(names)
    expect(results.map((result) => result.arn)).toEqual(users.map((user) => user.arn))
  })

  it.each([1, 3, 8, undefined])('never has more at once than allowed: %s', async (concurrency) => {
    const own = await start(10, concurrency ?? 8)
    const options = concurrency === undefined ? {} : { concurrency }
    await verifyProfiles(names.slice(0, 24), contextOf(own.url, profiles), options)
    expect(own.counts().mostAtOnce).toBe(concurrency ?? 8)
    expect(own.counts().requests).toBe(24)
    expect(own.counts().connections).toBe(concurrency ?? 8)
  })

  it('reports each result once, when it is known', async () => {
    const seen: VerifyResult[] = []
    const wanted = ['p3', 'missing', 'p3', 'p1']
    const results = await verifyProfiles(wanted, contextOf(double.url, profiles), {
      onResult: (result) => seen.push(result),
    })
    expect(results.map((result) => [result.profile, result.status])).toEqual([
      ['p3', 'valid'],
      ['missing', 'failed'],
      ['p1', 'valid'],
    ])
    expect(seen[0]?.profile).toBe('missing')
    expect(new Set(seen)).toEqual(new Set(results))
  })

  it('of nothing gives nothing', async () => {
    expect(await verifyProfiles([], contextOf(double.url, profiles))).toEqual([])
  })

  it('can be cancelled: what was done stays, the rest is cancelled, nothing more is sent', async () => {
    const own = await start(40)
    const stop = new AbortController()
    let valid = 0
    const results = await verifyProfiles(names, contextOf(own.url, profiles), {
      concurrency: 4,
      signal: stop.signal,
      onResult: ({ status }) => {
        if (status === 'valid' && ++valid === 10) stop.abort()
      },
    })
    const of = (status: VerifyResult['status']) => results.filter((result) => result.status === status)
    expect(of('valid').length).toBeGreaterThanOrEqual(10)
    expect(of('valid').length).toBeLessThan(16)
    expect(of('cancelled')).toHaveLength(60 - of('valid').length)
    expect(of('cancelled')[0]?.failure?.code).toBe('Cancelled')
    // Later profiles are answered after them.
    await verifyProfiles(['p0'], contextOf(own.url, profiles))
    // No more than were running at that moment.
    expect(own.counts().requests - 1).toBeLessThanOrEqual(of('valid').length + 4)
  })

  it('that is cancelled before it begins sends nothing', async () => {
    const before = double.counts().requests
    const results = await verifyProfiles(names, contextOf(double.url, profiles), {
      signal: AbortSignal.abort(),
    })
    expect(results.every((result) => result.status === 'cancelled')).toBe(true)
    expect(double.counts().requests).toBe(before)
  })

  it('asks one question at a time, and none after a cancel', async () => {
    const own = await startStsDouble({
      identities: serials.map((serial, index) =>
        userIdentity(`mfa${index}`, { mfa: { serial, codes: ['123456'] } }),
      ),
      roles: [{ arn: 'arn:aws:iam::1:role/R', mfaRequired: true }],
    })
    doubles.push(own)
    const all = Object.fromEntries(
      serials.flatMap((serial, index) => [
        [`base${index}`, keysOf(userIdentity(`mfa${index}`))],
        [
          `role${index}`,
          { role_arn: 'arn:aws:iam::1:role/R', source_profile: `base${index}`, mfa_serial: serial },
        ],
      ]),
    )
    let open = 0
    let most = 0
    const asked: string[] = []
    const askMfa = async ({ serial }: { serial: string }) => {
      asked.push(serial)
      most = Math.max(most, ++open)
      await sleep(30)
      open -= 1
      return '123456'
    }
    const env = { AWS_ENDPOINT_URL: own.url, AWS_DEFAULT_REGION: 'us-east-1' }
    const results = await verifyProfiles(['role0', 'role1'], contextOf(own.url, all, { askMfa, env }))
    expect(results.map((result) => result.status)).toEqual(['valid', 'valid'])
    expect(results[0]?.note).toContain('us-east-1')
    expect([most, asked.length]).toEqual([1, 2])

    const stop = new AbortController()
    asked.length = 0
    const hanging = ({ serial }: { serial: string }) => {
      asked.push(serial)
      stop.abort()
      // A host that never answers the question must not block the run.
      return new Promise<string>(() => undefined)
    }
    const context = contextOf(own.url, all, { askMfa: hanging, env })
    const stopped = await verifyProfiles(['role0', 'role1'], context, { signal: stop.signal })
    expect(stopped.map((result) => result.status)).toEqual(['cancelled', 'cancelled'])
    expect(asked).toHaveLength(1)
  })

  it('never mixes credentials up, whatever the order and the number at once', async () => {
    const own = await start(0)
    const arns = new Map(users.map((user, index) => [`p${index}`, user.arn]))
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(names, { minLength: 1 }),
        fc.integer({ min: 1, max: 32 }),
        async (some, concurrency) => {
          const results = await verifyProfiles(some, contextOf(own.url, profiles), { concurrency })
          for (const result of results) expect(result.arn).toBe(arns.get(result.profile))
        },
      ),
      { numRuns: 15 },
    )
  })

  it('does not put secrets into results', async () => {
    const context = contextOf(double.url, {
      ...profiles,
      bad: { ...profiles['p0'], aws_secret_access_key: 'wrongwrongwrongwrongwrongwrongwrongwrong' },
    })
    const text = JSON.stringify(await verifyProfiles([...names, 'bad'], context))
    expect(text).not.toContain(users[0]!.secretAccessKey)
    expect(text).not.toContain('wrongwrong')
  })
})
