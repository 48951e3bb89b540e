import { execFileSync } from 'node:child_process'
import { chmod, link, mkdir, open, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { asUser, canChattr, canMount, onTmpfs } from './machine.ts'
import { codeOf, listing, replaceWith, sandbox, setLine, value } from './sandbox.ts'

describe('what stands in the place of a file', () => {
  it('is nothing, or not even a folder: undefined', async () => {
    const { files, file, root } = await sandbox()
    expect(value(await files.read(file))).toBeUndefined()
    expect(value(await files.read(path.join(root, 'no', 'such', 'folder')))).toBeUndefined()
  })

  it('is a folder', async () => {
    const { files, file } = await sandbox()
    await mkdir(file)
    expect(codeOf(await files.read(file))).toBe('FileNotRegular')
    expect(codeOf(await files.plan('set', [setLine(file, 'a', '1')]))).toBe('FileNotRegular')
  })

  it('is a FIFO, on which a plain open would wait for ever', async () => {
    const { files, file } = await sandbox()
    execFileSync('mkfifo', [file])
    expect(codeOf(await files.read(file))).toBe('FileNotRegular')
  })

  it('is a socket', async () => {
    const { files, file } = await sandbox()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(file, resolve))
    expect(codeOf(await files.read(file))).toBe('FileNotRegular')
    await new Promise((resolve) => server.close(resolve))
  })

  it('is a device', async () => {
    const { files } = await sandbox()
    expect(codeOf(await files.read('/dev/null'))).toBe('FileNotRegular')
  })

  it('is a FIFO since the plan', async () => {
    const { files, file, root } = await sandbox()
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    execFileSync('rm', [file])
    execFileSync('mkfifo', [file])
    expect(codeOf(await files.apply(plan))).toBe('FileNotRegular')
    expect(await listing(root)).toContain('file')
  })

  it('is a link in a circle, or the folder is one', async () => {
    const { files, root } = await sandbox()
    await symlink('b', path.join(root, 'a'))
    await symlink('a', path.join(root, 'b'))
    expect(codeOf(await files.read(path.join(root, 'a')))).toBe('FileNotRegular')
    expect(codeOf(await files.read(path.join(root, 'a', 'file')))).toBe('FileNotRegular')
  })

  it('is a file where its folder should be', async () => {
    const { files, file } = await sandbox()
    await writeFile(file, 'not a folder')
    const below = path.join(file, 'config')
    expect(value(await files.read(below))).toBeUndefined()
    const plan = value(await files.plan('set', [setLine(below, 'a', '1')]))
    expect(codeOf(await files.apply(plan))).toBe('FolderMissing')
    expect(await readFile(file, 'utf8')).toBe('not a folder')
  })

  it('is 100 MB', async () => {
    const { files, file } = await sandbox()
    await writeFile(file, '')
    await truncate(file, 100_000_000)
    expect(codeOf(await files.read(file))).toBe('FileTooLarge')
    expect(codeOf(await files.plan('set', [setLine(file, 'a', '1')]))).toBe('FileTooLarge')
    expect(value(await files.read(file, { maxBytes: 200_000_000 }))?.bytes.length).toBe(100_000_000)
  })

  it('is not an absolute path', async () => {
    const { files } = await sandbox()
    expect(codeOf(await files.read('relative'))).toBe('FileUnreadable')
    expect(codeOf(await files.read('/tmp/\0'))).toBe('FileUnreadable')
  })
})

describe('permissions', () => {
  it('unreadable', async () => {
    const { files, file, root } = await sandbox()
    await writeFile(file, 'a=1\n')
    await chmod(file, 0o000)
    const read = await asUser(root, () => files.read(file))
    expect(codeOf(read)).toBe('FileUnreadable')
    await mkdir(path.join(root, 'closed'), { mode: 0o000 })
    const inside = await asUser(root, () => files.read(path.join(root, 'closed', 'file')))
    expect(codeOf(inside)).toBe('FileUnreadable')
    await chmod(path.join(root, 'closed'), 0o700)
  })

  it('read-only file, for root too', async () => {
    const { files, file, root } = await sandbox()
    await writeFile(file, 'a=1\n', { mode: 0o400 })
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    expect(codeOf(await files.apply(plan))).toBe('FileReadOnly')
    expect(codeOf(await asUser(root, () => files.apply(plan)))).toBe('FileReadOnly')
    expect(await readFile(file, 'utf8')).toBe('a=1\n')
    expect((await listing(root)).filter((name) => !name.startsWith('state'))).toEqual(['file'])
  })

  it('writes in place where the folder is read-only and the file is not', async () => {
    const { files, root } = await sandbox()
    const folder = path.join(root, 'folder')
    const file = path.join(folder, 'file')
    await mkdir(folder)
    await writeFile(file, 'a=1\n', { mode: 0o600 })
    await chmod(folder, 0o555)
    const inode = (await stat(file)).ino
    await asUser(root, async () => {
      value(await files.apply(value(await files.plan('set', [setLine(file, 'a', '22')]))))
      const missing = path.join(folder, 'other')
      const plan = value(await files.plan('set', [setLine(missing, 'a', '1')]))
      expect(codeOf(await files.apply(plan))).toBe('FolderReadOnly')
    })
    expect(await readFile(file, 'utf8')).toBe('a=22\n')
    expect((await stat(file)).ino).toBe(inode)
    expect(await listing(folder)).toEqual(['file'])
  })

  it('writes in place where a new file could not keep the owner', async () => {
    const { files, root, file } = await sandbox()
    await writeFile(file, 'a=1\n', { mode: 0o666 })
    const before = await stat(file)
    await asUser(root, () => Promise.resolve())
    if (process.getuid?.() === 0) {
      execFileSync('chown', ['0:0', file])
      execFileSync('chmod', ['666', file])
    }
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    await asUserKeeping(() => files.apply(plan))
    const after = await stat(file)
    expect(await readFile(file, 'utf8')).toBe('a=2\n')
    expect([after.ino, after.uid, after.gid]).toEqual([before.ino, before.uid, before.gid])
  })

  it.skipIf(!canChattr)('immutable file (chattr +i)', async () => {
    const { files, file, root } = await sandbox()
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    execFileSync('chattr', ['+i', file])
    try {
      expect(codeOf(await files.apply(plan))).toBe('FileReadOnly')
    } finally {
      execFileSync('chattr', ['-i', file])
    }
    expect((await listing(root)).filter((name) => !name.startsWith('state'))).toEqual(['file'])
  })

  it('our own folder cannot be written: nothing is', async () => {
    const { files, file, state } = await sandbox()
    await writeFile(file, 'a=1\n')
    await writeFile(state, 'a file where the folder should be')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    expect(codeOf(await files.apply(plan))).toBe('StateUnwritable')
    expect(await readFile(file, 'utf8')).toBe('a=1\n')
  })
})

/** Like asUser, without changing the files' owner first. */
async function asUserKeeping<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work()
  process.setegid!(65534)
  process.seteuid!(65534)
  try {
    return await work()
  } finally {
    process.seteuid!(0)
    process.setegid!(0)
  }
}

describe.skipIf(!canMount)('real file systems (needs root and mount)', () => {
  const fill = async (file: string) => {
    const handle = await open(file, 'w')
    const block = Buffer.alloc(4096, 1)
    try {
      for (;;) await handle.write(block)
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' })
    } finally {
      await handle.close()
    }
  }

  it.each(['replaced', 'hard-linked', 'new'])('full disk, %s file', async (how) => {
    const { files, root } = await sandbox()
    const disk = path.join(root, 'disk')
    await onTmpfs(disk, '256k', async () => {
      const file = path.join(disk, 'file')
      const old = `a=1\n${'b=2\n'.repeat(10_000)}`
      if (how !== 'new') await writeFile(file, old)
      if (how === 'hard-linked') await link(file, path.join(disk, 'twin'))
      const plan = value(await files.plan('set', [setLine(file, 'n', 'x'.repeat(50_000))]))
      await fill(path.join(disk, 'filler'))
      expect(codeOf(await files.apply(plan))).toBe('DiskFull')
      const names = ['filler', ...(how === 'new' ? [] : ['file']), ...(how === 'hard-linked' ? ['twin'] : [])]
      expect(await listing(disk)).toEqual(names.sort())
      if (how !== 'new') expect(await readFile(file, 'utf8')).toBe(old)
      await truncate(path.join(disk, 'filler'), 0)
      value(await files.apply(plan))
      expect((await readFile(file, 'utf8')).length).toBeGreaterThan(50_000)
    })
  })

  it('full disk under our own folder: no backup, so no write', async () => {
    const { files, file, state } = await sandbox()
    await onTmpfs(state, '64k', async () => {
      await writeFile(file, 'a=1\n')
      const plan = value(await files.plan('set', [setLine(file, 'a', 'x'.repeat(100_000))]))
      expect(codeOf(await files.apply(plan))).toBe('DiskFull')
      expect(await readFile(file, 'utf8')).toBe('a=1\n')
    })
  })

  it('file system mounted read-only', async () => {
    const { files, root } = await sandbox()
    const disk = path.join(root, 'disk')
    await onTmpfs(disk, '64k', async () => {
      const file = path.join(disk, 'file')
      await writeFile(file, 'a=1\n')
      const set = value(await files.plan('set', [setLine(file, 'a', '2')]))
      const create = value(await files.plan('new', [setLine(path.join(disk, 'new'), 'a', '2')]))
      execFileSync('mount', ['-o', 'remount,ro', disk])
      expect(codeOf(await files.apply(set))).toBe('FileReadOnly')
      expect(codeOf(await files.apply(create))).toBe('FolderReadOnly')
    })
  })

  it('a file that is itself a mount point, as in containers, is written in place', async () => {
    const { files, root, file } = await sandbox()
    const source = path.join(root, 'source')
    await writeFile(source, 'a=1\n')
    await writeFile(file, '')
    execFileSync('mount', ['--bind', source, file])
    try {
      value(await files.apply(value(await files.plan('set', [setLine(file, 'a', '2')]))))
      expect(await readFile(source, 'utf8')).toBe('a=2\n')
    } finally {
      execFileSync('umount', [file])
    }
    expect((await listing(root)).filter((name) => !name.startsWith('state'))).toEqual(['file', 'source'])
  })
})

describe('replaceWith on any bytes', () => {
  it('writes what it was given', async () => {
    const { files, file } = await sandbox()
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) & 255)
    value(await files.apply(value(await files.plan('all', [replaceWith(file, bytes)]))))
    expect(Buffer.compare(await readFile(file), bytes)).toBe(0)
  })
})
