import { expect, it } from 'vitest'
import { growth, linear } from './growth.ts'

let sum = 0
const loop = (count: number) => {
  for (let index = 0; index < count; index++) sum = (sum + index) % 1_000_003
}

it('tells linear work from quadratic work', () => {
  expect(growth((size) => size, loop, 2_000_000)).toBeLessThan(linear)
  expect(
    growth(
      (size) => size,
      (size) => loop(size * size),
      1_500,
    ),
  ).toBeGreaterThan(linear)
})
