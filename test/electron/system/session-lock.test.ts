import { access, chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { lockedSession, watchSessionLock } from '../../../electron/system/session-lock.ts'
import { leaveTime, until } from '../../patience.ts'

const session = '/org/freedesktop/login1/session/_32'
const changed = `${session}: org.freedesktop.DBus.Properties.PropertiesChanged ('org.freedesktop.login1.Session', `

describe('what login1 says, as gdbus prints it', () => {
  it.each([
    [`${session}: org.freedesktop.login1.Session.Lock ()`],
    [`${changed}{'LockedHint': <true>}, @as [])`],
    [`${changed}{'IdleHint': <true>, 'LockedHint': <true>}, @as [])`],
  ])('is a lock: %s', (line) => {
    expect(lockedSession(line)).toBe(session)
  })

  it.each([
    [`${session}: org.freedesktop.login1.Session.Unlock ()`],
    [`${changed}{'LockedHint': <false>}, @as [])`],
    [`${changed}{'IdleHint': <true>}, @as [])`],
    ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)'],
    ['/other: org.freedesktop.login1.Session.Lock ()'],
    ['The name org.freedesktop.login1 is owned by :1.4'],
  ])('is none: %s', (line) => {
    expect(lockedSession(line)).toBeUndefined()
  })
})

describe.skipIf(process.platform === 'win32')('a session that is locked', () => {
  /** A PATH with a `gdbus` that tells of one lock, and says that this user has the session. */
  async function told(owner: string, locked: () => void): Promise<{ asked: string; stop(): Promise<void> }> {
    const folder = await mkdtemp(join(tmpdir(), 'stackpass-gdbus-'))
    const script = `#!/bin/sh
if [ "$1" = monitor ]; then echo '${session}: org.freedesktop.login1.Session.Lock ()'; exec cat; fi
: > ${folder}/asked
${owner}
`
    await writeFile(join(folder, 'gdbus'), script)
    await chmod(join(folder, 'gdbus'), 0o755)
    const stop = watchSessionLock({ env: { PATH: `${folder}:/usr/bin:/bin` }, uid: 1000, locked })
    return {
      asked: join(folder, 'asked'),
      async stop() {
        stop()
        await rm(folder, { recursive: true })
      },
    }
  }

  it.each([
    ['of this user', 'echo "(<(uint32 1000, objectpath \'/org/freedesktop/login1/user/_1000\')>,)"', 1],
    ['of another user', 'echo "(<(uint32 1001, objectpath \'/org/freedesktop/login1/user/_1001\')>,)"', 0],
    ['that is gone by then', 'exit 1', 1],
  ])('%s', async (_, owner, times) => {
    const locked = vi.fn()
    const { asked, stop } = await told(owner, locked)
    try {
      await until(() => access(asked))
      if (times === 1) await until(() => expect(locked).toHaveBeenCalledOnce())
      else await leaveTime(200)
    } finally {
      await stop()
    }
    expect(locked).toHaveBeenCalledTimes(times)
  })
})

describe.skipIf(process.platform === 'win32')('the program that listens', () => {
  /** Resolves with what stops it, and with its process and the one around it. */
  async function listening(script: string) {
    const folder = await mkdtemp(join(tmpdir(), 'stackpass-gdbus-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await writeFile(
      join(folder, 'gdbus'),
      `#!/bin/sh\necho "$$ $PPID" > ${folder}/pids.new; mv ${folder}/pids.new ${folder}/pids\n${script}\n`,
    )
    await chmod(join(folder, 'gdbus'), 0o755)
    const stop = watchSessionLock({ env: { PATH: `${folder}:/usr/bin:/bin` }, uid: 1, locked: vi.fn() })
    const pids = (await until(() => readFile(join(folder, 'pids'), 'utf8'))).trim().split(' ').map(Number)
    return { stop, pids }
  }
  const gone = (pids: readonly number[]) =>
    until(() => {
      for (const pid of pids) expect(() => process.kill(pid, 0), String(pid)).toThrow('ESRCH')
    })

  it('ends when it is stopped, with the shell around it', async () => {
    const { stop, pids } = await listening('exec sleep 600')
    expect(pids).toHaveLength(2)
    for (const pid of pids) expect(process.kill(pid, 0)).toBe(true)
    stop()
    await gone(pids)
  })

  it('leaves no shell when it ends by itself', async () => {
    await gone((await listening('exit 1')).pids)
  })
})

it('nothing is watched where there is no gdbus', () => {
  expect(() => watchSessionLock({ env: { PATH: '/nowhere' }, uid: 1, locked: vi.fn() })()).not.toThrow()
})
