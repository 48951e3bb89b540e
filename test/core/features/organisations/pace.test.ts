import { describe, expect, it } from 'vitest'
import { createPace, type Clock } from '../../../../core/features/organisations/pace.ts'
import { retryAfterMs } from '../../../../core/features/organisations/portal-calls.ts'

/** Time that passes only when somebody sleeps. */
function virtualClock(): Clock & { at: number } {
  const clock = {
    at: 0,
    now: () => clock.at,
    sleep(milliseconds: number) {
      clock.at += milliseconds
      return Promise.resolve()
    },
  }
  return clock
}

const { signal } = new AbortController()

async function times(clock: { at: number }, take: () => Promise<unknown>, count: number): Promise<number[]> {
  const found: number[] = []
  for (let call = 0; call < count; call += 1) {
    await take()
    found.push(Math.round(clock.at))
  }
  return found
}

describe('the pace of calls', () => {
  it('is ten a second at most, evenly', async () => {
    const clock = virtualClock()
    const pace = createPace(clock)
    expect(await times(clock, () => pace.turn(signal), 4)).toEqual([0, 100, 200, 300])
  })

  it('is halved by a refusal, once for the calls that were under way, and comes back slowly', async () => {
    const clock = virtualClock()
    const pace = createPace(clock)
    const turns = [await pace.turn(signal), await pace.turn(signal), await pace.turn(signal)]
    for (const turn of turns) pace.throttled(turn, undefined)
    expect(await times(clock, () => pace.turn(signal), 3)).toEqual([400, 600, 800])
    pace.throttled(await pace.turn(signal), undefined)
    expect(await times(clock, () => pace.turn(signal), 2)).toEqual([1400, 1800])
    for (let call = 0; call < 40; call += 1) pace.passed()
    await pace.turn(signal)
    const before = clock.at
    await pace.turn(signal)
    expect(clock.at - before).toBe(100)
  })

  it('waits as long as it is told to', async () => {
    const clock = virtualClock()
    const pace = createPace(clock)
    pace.throttled(await pace.turn(signal), 7_000)
    expect(await times(clock, () => pace.turn(signal), 2)).toEqual([7000, 7200])
  })

  it('ends with its signal', async () => {
    const control = new AbortController()
    const pace = createPace()
    await pace.turn(control.signal)
    pace.throttled(1, 60_000)
    const waiting = pace.turn(control.signal)
    control.abort()
    await expect(waiting).rejects.toThrow(/abort/i)
  })
})

describe('Retry-After', () => {
  it.each([
    ['3', 3_000],
    ['Sun, 29 Nov 2026 00:00:05 GMT', 5_000],
    ['Sun, 29 Nov 2026 00:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s', (value, expected) => {
    expect(retryAfterMs(value, Date.parse('2026-11-29T00:00:00Z'))).toBe(expected)
  })
})
