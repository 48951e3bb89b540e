import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { listenForEnter } from '../../../cli/serve/enter-key.ts'
import { until } from '../../patience.ts'

const foreground = () => Promise.resolve(true)
const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('Enter in the terminal of the host', () => {
  it('is told, until it is closed', async () => {
    const input = new PassThrough()
    const enter = listenForEnter(input, foreground)
    const pressed = vi.fn()
    const stop = enter.onPress(pressed)
    input.write('\n')
    await until(() => expect(pressed).toHaveBeenCalledTimes(1))
    input.write('\r\n')
    await until(() => expect(pressed).toHaveBeenCalledTimes(2))
    stop()
    enter.close()
    input.write('\n')
    await turn()
    expect(pressed).toHaveBeenCalledTimes(2)
    expect(input.isPaused()).toBe(true)
  })

  it('is nobody else’s answer: nothing is read while a question is asked', async () => {
    const input = new PassThrough()
    const enter = listenForEnter(input, foreground)
    const pressed = vi.fn()
    enter.onPress(pressed)
    await turn()
    const answer = await enter.aside(async () => {
      input.write('y\n')
      await turn()
      return String(input.read())
    })
    expect(answer).toBe('y\n')
    expect(pressed).not.toHaveBeenCalled()
    input.write('\n')
    await until(() => expect(pressed).toHaveBeenCalledTimes(1))
    enter.close()
  })

  it('is not read in the background, where reading stops a program', async () => {
    const input = new PassThrough()
    const enter = listenForEnter(input, () => Promise.resolve(false))
    await turn()
    expect(input.listenerCount('data')).toBe(0)
    enter.close()
  })
})
