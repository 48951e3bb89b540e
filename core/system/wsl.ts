import { readFileSync } from 'node:fs'

type Environment = Readonly<Record<string, string | undefined>>

/** What a system says about its kernel. A port, for a tree that looks like another system. */
export type ReadRelease = () => string

const ownRelease: ReadRelease = () => {
  try {
    return readFileSync('/proc/sys/kernel/osrelease', 'utf8')
  } catch {
    // Not Linux, or /proc is hidden: then it says nothing.
    return ''
  }
}

/** Whether this is Linux on Windows: its kernel says so, even where sudo or cron removed the variables. */
export function isWsl(
  env: Environment,
  platform: NodeJS.Platform,
  release: ReadRelease = ownRelease,
): boolean {
  if (platform !== 'linux') return false
  return Boolean(env['WSL_DISTRO_NAME'] || env['WSL_INTEROP']) || /microsoft/i.test(release())
}
