import { expect, it, vi } from 'vitest'
import type { Core } from '../../../core/start/create-core.ts'
import { createCoreHolder } from '../../../electron/core/core-holder.ts'
import type { CoreEvent } from '../../../shared/contract/events.ts'

interface FakeCore extends Core {
  readonly number: number
  readonly listeners: Set<(event: CoreEvent) => void>
}

function fakes(close: () => Promise<void> = () => Promise.resolve()) {
  const made: FakeCore[] = []
  const create = () => {
    const number = made.length
    const listeners = new Set<(event: CoreEvent) => void>()
    const core: FakeCore = {
      number,
      listeners,
      dispatch: () => Promise.resolve({ ok: true, value: number }),
      events: {
        subscribe: (listener) => {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        },
        emit: (event) => listeners.forEach((listener) => listener(event)),
      },
      leases: { start: () => Promise.reject(new Error('Nobody starts one here')) },
      lockVault: () => Promise.resolve(),
      forgetSecrets: () => Promise.resolve(),
      close: vi.fn(close),
    }
    made.push(core)
    return core
  }
  return { made, create }
}

it('a restart closes the old core before the new one answers; listeners stay', async () => {
  const { made, create } = fakes()
  const holder = createCoreHolder(create)
  const heard: CoreEvent[] = []
  holder.onEvent((event) => heard.push(event))
  expect(await holder.dispatch('x', {})).toEqual({ ok: true, value: 0 })
  const restarted = holder.restart()
  const answer = holder.dispatch('x', {})
  await restarted
  expect(made[0]?.close).toHaveBeenCalledOnce()
  expect(await answer).toEqual({ ok: true, value: 1 })
  made[1]?.events.emit({ type: 'filesChanged' })
  expect(heard).toEqual([{ type: 'filesChanged' }])
})

it('a close that fails does not leave the app without a core', async () => {
  const { create } = fakes(() => Promise.reject(new Error('disk')))
  const holder = createCoreHolder(create)
  await holder.restart()
  expect(await holder.dispatch('x', {})).toEqual({ ok: true, value: 1 })
})

it('after close nothing starts again', async () => {
  const { made, create } = fakes()
  const holder = createCoreHolder(create)
  await holder.close()
  await holder.close()
  await holder.restart()
  expect(made).toHaveLength(1)
  expect(made[0]?.close).toHaveBeenCalledOnce()
})
