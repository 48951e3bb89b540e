import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const isRoot = process.getuid?.() === 0

function attempt(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

const quiet = { stdio: 'ignore' } as const

/** Mounting needs root and a system that allows it; tests that need a real full or read-only disk say so when skipped. */
export const canMount =
  isRoot &&
  attempt(() => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stackpass-mount-'))
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], quiet)
      execFileSync('umount', [folder], quiet)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

export const canChattr =
  isRoot &&
  attempt(() => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stackpass-chattr-'))
    try {
      const file = path.join(folder, 'file')
      writeFileSync(file, '')
      execFileSync('chattr', ['+i', file], quiet)
      execFileSync('chattr', ['-i', file], quiet)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

/** Runs `work` with a separate small file system mounted at `folder`. */
export async function onTmpfs(folder: string, size: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0755`, 'tmpfs', folder], quiet)
  try {
    await work()
  } finally {
    execFileSync('umount', ['-l', folder], quiet)
  }
}

/**
 * Runs `work` as a user to whom permission bits apply. They do not apply to root, so root temporarily becomes nobody (the
 * C library sets the id of all threads); any other user stays the same.
 */
export async function asUser<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (!isRoot) return work()
  execFileSync('chown', ['-R', '65534:65534', folder], quiet)
  process.setegid!(65534)
  process.seteuid!(65534)
  try {
    return await work()
  } finally {
    process.seteuid!(0)
    process.setegid!(0)
  }
}
