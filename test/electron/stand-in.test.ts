import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { app } from '../fakes/electron/app.ts'

/** What the real Electron was found to do and the stand-in did not. The real one is in test/e2e/electron. */
describe('the stand-in for Electron', () => {
  afterEach(() => app.removeAllListeners('will-quit'))

  it('ignores a quit that comes while it tells of another, also in what awaits within', async () => {
    let told = 0
    app.on('will-quit', (event: { preventDefault(): void }) => {
      told += 1
      event.preventDefault()
      app.quit()
      void Promise.resolve().then(() => app.quit())
    })
    app.quit()
    await setImmediate()
    expect(told).toBe(1)
    app.quit()
    await setImmediate()
    expect(told).toBe(2)
  })

  it('takes a path only where there is such a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stackpass-path-'))
    expect(() => app.setPath('sessionData', join(folder, 'none'))).toThrow('does not exist')
    app.setPath('sessionData', folder)
    expect(app.getPath('sessionData')).toBe(folder)
    await rm(folder, { recursive: true })
  })
})
