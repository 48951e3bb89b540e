import { expect, it } from 'vitest'
import { calibrate, notQuiet } from '../bench/calibrate.ts'

it.each([
  ['nothing to say', { piece: 4.5, waiting: 1, late: 0.3 }, undefined],
  ['somebody else on the cores', { piece: 4.5, waiting: 1.6, late: 0.3 }, 'busy'],
  ['sleeps that end late', { piece: 4.5, waiting: 1, late: 8 }, 'busy'],
  ['slow cores', { piece: 12, waiting: 1, late: 0.3 }, 'slower machine'],
  ['both', { piece: 12, waiting: 3, late: 0.3 }, 'busy'],
] as const)('a machine with %s', (_, calibration, why) => {
  expect(notQuiet(calibration)).toBe(why)
})

it('measures what is there: as much by the clock as in processor time at least', async () => {
  const { piece, waiting, late } = await calibrate()
  expect(piece).toBeGreaterThan(0)
  expect(waiting).toBeGreaterThan(0.9)
  expect(late).toBeGreaterThan(-1)
})
