import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * Whether this process is in the foreground of its terminal. In the background, the system would stop it when it reads from
 * the terminal. True if unknown.
 */
export async function isForeground(platform: NodeJS.Platform): Promise<boolean> {
  try {
    if (platform === 'linux') {
      const text = await readFile('/proc/self/stat', 'utf8')
      // The program's name comes second, in parentheses, and may contain anything.
      const [, , group, , , foreground] = text.slice(text.lastIndexOf(')') + 2).split(' ')
      return group === foreground
    }
    if (platform === 'darwin') {
      const { stdout } = await promisify(execFile)('/bin/ps', [
        '-o',
        'pgid=,tpgid=',
        '-p',
        String(process.pid),
      ])
      const [group, foreground] = stdout.trim().split(/\s+/)
      return group === foreground
    }
  } catch {
    // Without /proc or ps it is unknown.
  }
  return true
}
