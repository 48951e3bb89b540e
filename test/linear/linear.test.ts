import { describe, expect, it } from 'vitest'
import { awsParsers } from './aws-parsers.ts'
import { hostileTexts } from './hostile-texts.ts'
import { parsers, type Work } from './parsers.ts'

/** Milliseconds of the processor that a call takes; what else the machine does costs it none. */
async function cost(work: Work, text: string): Promise<number> {
  const before = process.cpuUsage()
  await work(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

async function least(work: Work, text: string, times: number): Promise<number> {
  let best = Infinity
  for (let turn = 0; turn < times; turn += 1) best = Math.min(best, await cost(work, text))
  return best
}

const small = 8_000
/** What is done in so little time with a small text is not looked at further: steps in its square would take longer. */
const nothing = 12
/** Four times the text takes four times as long, or sixteen times where the time grows with its square. */
const factor = 4
const most = 9

/** Says by how much longer four times the text takes, unless it is plainly linear. */
async function excess(work: Work, make: (n: number) => string): Promise<number | undefined> {
  if ((await least(work, make(small), 2)) < nothing) return undefined
  let lowest = Infinity
  for (let turn = 0; turn < 4 && lowest > most; turn += 1) {
    const one = await least(work, make(small), 3)
    const four = await least(work, make(small * factor), 2)
    lowest = Math.min(lowest, four / one)
  }
  return lowest > most ? lowest : undefined
}

describe('what reads files of others takes time in proportion to them', () => {
  it.each([...parsers, ...awsParsers])('%s', { timeout: 600_000 }, async (_name, work) => {
    const found: string[] = []
    for (const [name, make] of hostileTexts) {
      const times = await excess(work, make)
      if (times !== undefined)
        found.push(`${name}: ${factor} times the text took ${times.toFixed(1)} times as long`)
    }
    expect(found).toEqual([])
  })

  it('would notice work that grows with the square of the text', async () => {
    const square: Work = (text) => {
      let steps = 0
      for (let a = 0; a < text.length; a += 1) for (let b = 0; b < text.length; b += 1) steps += a ^ b
      return steps
    }
    expect(await excess(square, (n) => 'a'.repeat(n))).toBeGreaterThan(most)
  })
})
