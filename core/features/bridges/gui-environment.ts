import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { CorePorts } from '../../host/ports.ts'
import { findProgram, programEnvironment } from '../../system/find-program.ts'

const run = promisify(execFile)

export interface GuiEnvironment {
  readonly supported: boolean
  /** What sets the variables on this platform, as shown to the user. */
  readonly mechanism: string
  /** Argument vectors that set AWS_PROFILE for GUI programs started from now on. */
  set(profile: string): string[][]
  /** Argument vectors that remove it again. */
  unset(): string[][]
}

/** Runs an argument vector; rejects when the program is missing or fails. A port, so that tests see only the vectors. */
export type RunVector = (vector: readonly string[]) => Promise<void>

export function createRunVector({ env, platform }: Pick<CorePorts, 'env' | 'platform'>): RunVector {
  return async ([name = '', ...args]) => {
    const program = findProgram(name, env, { platform })
    if (program === undefined) throw new Error(`there is no ${name} in the absolute folders of PATH`)
    await run(program, args, { env: programEnvironment(env, platform), timeout: 10_000, windowsHide: true })
  }
}

/**
 * How GUI programs that start from now on get AWS_PROFILE: launchd on macOS, the user environment on Windows (setx writes the
 * registry, reg removes it), systemd's user manager on Linux. The name is a separate argument, never part of a
 * shell command.
 */
export function guiEnvironment(platform: NodeJS.Platform): GuiEnvironment {
  switch (platform) {
    case 'darwin':
      return {
        supported: true,
        mechanism: 'launchctl setenv',
        set: (profile) => [['launchctl', 'setenv', 'AWS_PROFILE', profile]],
        unset: () => [['launchctl', 'unsetenv', 'AWS_PROFILE']],
      }
    case 'win32':
      return {
        supported: true,
        mechanism: 'setx',
        set: (profile) => [['setx', 'AWS_PROFILE', profile]],
        unset: () => [['reg', 'delete', 'HKCU\\Environment', '/F', '/V', 'AWS_PROFILE']],
      }
    case 'linux':
      return {
        supported: true,
        mechanism: 'systemctl --user set-environment',
        set: (profile) => [['systemctl', '--user', 'set-environment', `AWS_PROFILE=${profile}`]],
        unset: () => [['systemctl', '--user', 'unset-environment', 'AWS_PROFILE']],
      }
    default:
      return { supported: false, mechanism: 'none', set: () => [], unset: () => [] }
  }
}
