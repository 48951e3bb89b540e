import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { findProgram, programEnvironment } from '../../core/system/find-program.ts'

const login = 'org.freedesktop.login1'
const session = `${login}.Session`
const answerLimitMs = 10_000
/** Ends a program when our end of its input closes, so that nothing is left running, even if we are killed. */
const endsWithUs = '"$@" & exec >&-; read -r _; kill $!; wait'

/** The two ways in which login1 reports a lock: `loginctl lock-session` sends the first, a desktop that locked itself sets the second. */
const lockSignal = `${session}.Lock ()`
const lockedProperty = `org.freedesktop.DBus.Properties.PropertiesChanged ('${session}', {`
const told = /^(\/org\/freedesktop\/login1\/session\/\w+): (.*)$/

export interface SessionLockOptions {
  readonly env: NodeJS.ProcessEnv
  /** The user whose sessions count. */
  readonly uid: number
  readonly locked: () => void
}

/**
 * Watches for session locks on Linux, where Electron does not report them: `gdbus` listens to login1 on the system bus by
 * its unique name, so nobody else can fake a lock. Does nothing without `gdbus` or login1. Returns a function that stops
 * it.
 */
export function watchSessionLock({ env, uid, locked }: SessionLockOptions): () => void {
  const gdbus = findProgram('gdbus', env)
  if (gdbus === undefined) return () => undefined
  const options = { env: programEnvironment(env), cwd: '/' }
  const child = spawn('/bin/sh', ['-c', endsWithUs, 'sh', gdbus, 'monitor', '--system', '--dest', login], {
    ...options,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.on('error', (error) =>
    console.error('Stackpass will not notice when the screen is locked:', error.message),
  )
  const stop = () => void child.stdin.end()
  const lines = createInterface({ input: child.stdout })
  // `gdbus` ended by itself, as it does without a system bus.
  lines.on('close', stop)
  lines.on('line', (line) => {
    const path = lockedSession(line)
    if (path === undefined) return
    void isOf(uid, path).then((own) => {
      if (own) locked()
    })
  })

  /** True for a session of this user, and if login1 can no longer say whose it is. */
  async function isOf(user: number, path: string): Promise<boolean> {
    const get = ['--method', 'org.freedesktop.DBus.Properties.Get', session, 'User']
    const args = ['call', '--system', '--dest', login, '--object-path', path, ...get]
    const answer = await promisify(execFile)(gdbus ?? '', args, { ...options, timeout: answerLimitMs }).catch(
      () => undefined,
    )
    const owner = /uint32 (\d+)/.exec(answer?.stdout ?? '')?.[1]
    return owner === undefined || Number(owner) === user
  }

  return stop
}

/** The path of the session that this line of `gdbus monitor` reports as locked. */
export function lockedSession(line: string): string | undefined {
  const [, path, what = ''] = told.exec(line) ?? []
  const says =
    what === lockSignal || (what.startsWith(lockedProperty) && what.includes("'LockedHint': <true>"))
  return says ? path : undefined
}
