import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readForeignFile, foreignText } from './read-foreign-file.ts'

/** A home folder of Windows as Linux on Windows sees it, such as `/mnt/c/Users/ada`. */
export interface WindowsHome {
  readonly path: string
  /** It has a shared config or credentials file. */
  readonly hasFiles: boolean
}

/** What Windows itself keeps beside the homes of people. */
const ofNobody = new Set([
  'all users',
  'default',
  'default user',
  'public',
  'defaultapppool',
  'wdagutilityaccount',
])

const folderNames = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    // Not mounted, or unreadable for us: then no home is visible there.
    return []
  }
}

const is = (path: string, kind: 'isFile' | 'isDirectory'): boolean =>
  statSync(path, { throwIfNoEntry: false })?.[kind]() === true

function isThere(path: string, kind: 'isFile' | 'isDirectory'): boolean {
  try {
    return is(path, kind)
  } catch {
    // What we may not look at is of no use to us.
    return false
  }
}

/** Whether a home folder has a shared config or credentials file. */
export const hasSharedFiles = (home: string): boolean =>
  ['config', 'credentials'].some((file) => isThere(join(home, '.aws', file), 'isFile'))

/** The folder that drives are mounted in: `root` in `[automount]` of /etc/wsl.conf, else /mnt. */
async function mountFolder(systemRoot: string): Promise<string> {
  const text = foreignText(await readForeignFile(join(systemRoot, '/etc/wsl.conf'), { maxBytes: 64 * 1024 }))
  let section = ''
  for (const line of (text ?? '').split('\n')) {
    section = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim().toLowerCase() ?? section
    const named = /^\s*root\s*=\s*"?(\/[^"#\r]*)"?/i.exec(line)?.[1]?.trim()
    if (section === 'automount' && named !== undefined) return named
  }
  return '/mnt'
}

/**
 * The homes of Windows that Linux on Windows reaches over its mounted drives. `systemRoot` is for a tree that looks like such a
 * system. Starts no program of Windows.
 */
export async function findWindowsHomes(systemRoot = '/'): Promise<readonly WindowsHome[]> {
  const mounts = join(systemRoot, await mountFolder(systemRoot))
  const drives = folderNames(mounts).filter((name) => /^[a-z]$/.test(name))
  return drives.flatMap((drive) => {
    const users = join(mounts, drive, 'Users')
    return folderNames(users)
      .filter((name) => !ofNobody.has(name.toLowerCase()) && isThere(join(users, name), 'isDirectory'))
      .map((name) => {
        const path = join(users, name)
        return { path, hasFiles: hasSharedFiles(path) }
      })
  })
}

/**
 * How to start the Windows version of the command from Linux: its program as Scoop installs it, or Node for Windows with our
 * file as npm installs it. The `Stackpass.exe` of the installer is the desktop app, which does not answer programs.
 */
export function windowsProgram(home: string): readonly string[] | undefined {
  const program = join(home, 'scoop/shims/stackpass.exe')
  if (isThere(program, 'isFile')) return [program]
  const entry = join(home, 'AppData/Roaming/npm/node_modules/stackpass/bin/stackpass.cjs')
  const drive = /^(.*\/([a-z]))\/(Users\/[^/]+)$/.exec(home)
  if (drive === null || !isThere(entry, 'isFile')) return undefined
  const node = join(drive[1]!, 'Program Files/nodejs/node.exe')
  if (!isThere(node, 'isFile')) return undefined
  // A Windows program knows the drive by its letter, and none of our paths.
  const inWindows = `${drive[2]!.toUpperCase()}:/${drive[3]!}${entry.slice(home.length)}`
  return [node, inWindows]
}
