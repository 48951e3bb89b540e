import { spawn } from 'node:child_process'
import { programEnvironment } from '../../system/find-program.ts'

/** Where programs are started; provided by a host. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly homeDir: string
}

/** Starts a program that outlives us. Resolves false when the system does not start it. */
export function startAside(
  program: string,
  args: readonly string[],
  { env, platform, homeDir }: Surroundings,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: programEnvironment({ ...env }, platform),
      cwd: homeDir,
      stdio: 'ignore',
      detached: true,
    })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
