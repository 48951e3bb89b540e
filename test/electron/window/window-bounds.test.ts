import { expect, it } from 'vitest'
import { windowBounds } from '../../../electron/window/window-bounds.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const left = { x: -1920, y: 0, width: 1920, height: 1080 }
const stored = (x: number, y: number) => ({ x, y, width: 1000, height: 700, maximised: false })

it('opens in its usual size, where the system likes, at first', () => {
  expect(windowBounds(null, [laptop])).toEqual({ width: 1180, height: 760 })
})

it('opens as it was left', () => {
  expect(windowBounds(stored(100, 80), [laptop])).toEqual({ x: 100, y: 80, width: 1000, height: 700 })
  expect(windowBounds(stored(-1500, 80), [laptop, left])).toMatchObject({ x: -1500, y: 80 })
})

it.each([
  ['the second screen is gone', -1500, 80],
  ['only a sliver is left on the right', 1435, 80],
  ['the title bar is above the screen', 100, -300],
  ['it is below the screen', 100, 890],
])('opens where the system likes when %s', (_why, x, y) => {
  expect(windowBounds(stored(x, y), [laptop])).toEqual({ width: 1000, height: 700 })
})

it('is never smaller than what can be used', () => {
  expect(windowBounds({ width: 10, height: 10, maximised: false }, [laptop])).toEqual({
    width: 720,
    height: 480,
  })
})
