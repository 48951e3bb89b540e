import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { readTerminalLines } from '../../../cli/serve/terminal-lines.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('the lines of the terminal', () => {
  it('go to whoever waits for one, and otherwise are a wish of their own', async () => {
    const input = new PassThrough()
    const lines = readTerminalLines(input)
    const idle = vi.fn()
    const stop = lines.onIdle(idle)
    input.write('\n')
    await turn()
    expect(idle.mock.calls).toEqual([['']])
    const answers = Promise.all([lines.next(), lines.next()])
    input.write('ye')
    input.write('s\r\nno\n\n')
    expect(await answers).toEqual(['yes', 'no'])
    expect(idle.mock.calls).toEqual([[''], ['']])
    stop()
    input.write('\n')
    await turn()
    expect(idle).toHaveBeenCalledTimes(2)
  })

  it('are over with the terminal: nobody waits for ever', async () => {
    const input = new PassThrough()
    const answer = readTerminalLines(input).next()
    input.end()
    expect(await answer).toBeUndefined()
  })
})
