import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FilePort } from '../../../core/system/file-port.ts'
import { nodeFilePort } from '../../../core/system/node-file-port.ts'
import { codeOf, listing, refusing, replaceWith, sandbox, setLine, textOf, value } from './sandbox.ts'

const modeOf = async (file: string) => (await stat(file)).mode & 0o7777

describe('plan', () => {
  it('writes nothing, not even folders of our own', async () => {
    const { files, history, file, root } = await sandbox()
    await writeFile(file, 'a=1\n')
    const before = await listing(root)
    const plan = value(await files.plan('set a', [setLine(file, 'a', '2')]))
    value(await files.read(file))
    expect(await history.list()).toEqual([])
    expect(plan.files[0]).toMatchObject({ created: false, removed: false, label: '~/file' })
    expect(textOf(plan.files[0]?.after)).toBe('a=2\n')
    expect(await listing(root)).toEqual(before)
  })

  it('chains edits of one file in order, also through two links to it', async () => {
    const { files, root, file } = await sandbox()
    await writeFile(file, 'a=1\nb=1\n')
    await symlink(file, path.join(root, 'link'))
    const changes = [
      setLine(file, 'a', '2'),
      setLine(path.join(root, 'link'), 'b', '2'),
      setLine(file, 'c', '3'),
    ]
    const plan = value(await files.plan('three', changes))
    expect(plan.files).toHaveLength(1)
    expect(textOf(plan.files[0]?.after)).toBe('a=2\nb=2\nc=3\n')
    expect(plan.files[0]?.diff).toMatchObject({ added: 3, removed: 2 })
    value(await files.apply(plan))
    expect(await readFile(file, 'utf8')).toBe('a=2\nb=2\nc=3\n')
  })

  it('leaves out files that already are as asked, and refuses to apply an empty plan', async () => {
    const { files, file } = await sandbox()
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('same', [setLine(file, 'a', '1')]))
    expect(plan.files).toEqual([])
    expect(codeOf(await files.apply(plan))).toBe('NothingToChange')
  })

  it('hands on the error of an edit with the label of the file', async () => {
    const { files, file } = await sandbox()
    const plan = await files.plan('no', [refusing(file)])
    expect(plan).toMatchObject({ ok: false, error: { code: 'InvalidValue', path: '~/file' } })
  })

  it('throws when the splices of an edit do not make its bytes', async () => {
    const { files, file } = await sandbox()
    const lying = replaceWith(file, 'x', {
      edit: () => ({ ok: true, bytes: new Uint8Array([65]), splices: [], warnings: [] }),
    })
    await expect(files.plan('lie', [lying])).rejects.toThrow('do not make its bytes')
  })
})

describe('apply', () => {
  it.each([0o600, 0o644, 0o640, 0o660, 0o400 | 0o200])('keeps mode %o and owner', async (mode) => {
    const { files, file } = await sandbox()
    await writeFile(file, 'a=1\n')
    if (process.getuid?.() === 0) await chown(file, 1234, 4321)
    await chmod(file, mode)
    const before = await stat(file)
    const applied = value(await files.apply(value(await files.plan('set', [setLine(file, 'a', '2')]))))
    expect(applied).toMatchObject({ rebased: false, files: [{ path: file, label: '~/file' }] })
    const after = await stat(file)
    expect(await readFile(file, 'utf8')).toBe('a=2\n')
    expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid])
    expect(after.ino).not.toBe(before.ino)
  })

  it('creates a missing file with 0600 in a missing folder with 0700', async () => {
    const { files, root } = await sandbox()
    const file = path.join(root, '.aws', 'credentials')
    const plan = value(await files.plan('new', [setLine(file, 'a', '1')]))
    expect(plan.files[0]?.created).toBe(true)
    value(await files.apply(plan))
    expect(await readFile(file, 'utf8')).toBe('a=1\n')
    expect(await modeOf(file)).toBe(0o600)
    expect(await modeOf(path.dirname(file))).toBe(0o700)
    expect(await listing(path.dirname(file))).toEqual(['credentials'])
  })

  it('creates with the mode that the change asks for, whatever the umask', async () => {
    const { files, file } = await sandbox()
    value(
      await files.apply(value(await files.plan('new', [setLine(file, 'a', '1', { newFileMode: 0o664 })]))),
    )
    expect(await modeOf(file)).toBe(0o664)
  })

  it('follows symlinks and leaves them links', async () => {
    const { files, root } = await sandbox()
    await mkdir(path.join(root, 'dotfiles'))
    const target = path.join(root, 'dotfiles', 'config')
    await writeFile(target, 'a=1\n')
    await symlink('dotfiles/config', path.join(root, 'first'))
    await symlink('first', path.join(root, 'second'))
    value(await files.apply(value(await files.plan('set', [setLine(path.join(root, 'second'), 'a', '2')]))))
    expect(await readFile(target, 'utf8')).toBe('a=2\n')
    expect(await readlink(path.join(root, 'second'))).toBe('first')
    expect((await lstat(path.join(root, 'first'))).isSymbolicLink()).toBe(true)
  })

  it('creates what a dangling symlink names', async () => {
    const { files, root } = await sandbox()
    await mkdir(path.join(root, 'dotfiles'))
    await symlink('dotfiles/config', path.join(root, 'link'))
    value(await files.apply(value(await files.plan('set', [setLine(path.join(root, 'link'), 'a', '1')]))))
    expect(await readFile(path.join(root, 'dotfiles', 'config'), 'utf8')).toBe('a=1\n')
    expect((await lstat(path.join(root, 'link'))).isSymbolicLink()).toBe(true)
  })

  it('does not create the folder behind a dangling symlink', async () => {
    const { files, root } = await sandbox()
    await symlink('unmounted/config', path.join(root, 'link'))
    const plan = value(await files.plan('set', [setLine(path.join(root, 'link'), 'a', '1')]))
    const refused = await files.apply(plan)
    expect(codeOf(refused)).toBe('FolderMissing')
    expect(!refused.ok && refused.error.reason).toContain(path.join(root, 'unmounted', 'config'))
    expect(await listing(root)).not.toContain('unmounted')
  })

  it('keeps hard links together by writing in place', async () => {
    const { files, file, root } = await sandbox()
    await writeFile(file, 'a=1\nb=2\n')
    await link(file, path.join(root, 'twin'))
    const before = await stat(file)
    value(await files.apply(value(await files.plan('set', [setLine(file, 'a', 'longer than before')]))))
    expect(await readFile(path.join(root, 'twin'), 'utf8')).toBe('a=longer than before\nb=2\n')
    value(await files.apply(value(await files.plan('set', [setLine(file, 'a', '')]))))
    expect(await readFile(path.join(root, 'twin'), 'utf8')).toBe('a=\nb=2\n')
    expect((await stat(file)).ino).toBe(before.ino)
  })

  it('removes a file', async () => {
    const { files, file } = await sandbox()
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('remove', [replaceWith(file, '', { removes: true })]))
    expect(plan.files[0]).toMatchObject({ removed: true, diff: { deleted: true, removed: 1 } })
    value(await files.apply(plan))
    expect(value(await files.read(file))).toBeUndefined()
  })

  it('writes all files or none', async () => {
    const { files, history, root } = await sandbox()
    const [one, two, fresh] = ['one', 'two', 'fresh'].map((name) => path.join(root, name)) as [
      string,
      string,
      string,
    ]
    await writeFile(one, 'a=1\n', { mode: 0o640 })
    await writeFile(two, 'a=1\n', { mode: 0o444 })
    const changes = [setLine(one, 'a', '2'), setLine(fresh, 'a', '2'), setLine(two, 'a', '2')]
    const plan = value(await files.plan('three', changes))
    expect(codeOf(await files.apply(plan))).toBe('FileReadOnly')
    expect(await readFile(one, 'utf8')).toBe('a=1\n')
    expect(await modeOf(one)).toBe(0o640)
    expect(await listing(root)).not.toContain('fresh')
    expect(await history.list()).toEqual([])
    await chmod(two, 0o644)
    value(await files.apply(plan))
    expect(await readFile(two, 'utf8')).toBe('a=2\n')
    expect(await history.list()).toHaveLength(1)
  })
})

describe('a file that changed since the plan', () => {
  it('takes the edit in when what it depends on is the same', async () => {
    const { files, file } = await sandbox()
    await writeFile(file, 'a=1\nb=1\n')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    await writeFile(file, 'z=0\na=1\nb=9\n')
    expect(value(await files.apply(plan)).rebased).toBe(true)
    expect(await readFile(file, 'utf8')).toBe('z=0\na=2\nb=9\n')
  })

  it('refuses when it is not, and touches nothing', async () => {
    const { files, file, history } = await sandbox()
    await writeFile(file, 'a=1\nb=1\n')
    const plan = value(await files.plan('set', [setLine(file, 'a', '2')]))
    await writeFile(file, 'a=7\nb=1\n')
    expect(codeOf(await files.apply(plan))).toBe('FileChanged')
    expect(await readFile(file, 'utf8')).toBe('a=7\nb=1\n')
    expect(await history.list()).toEqual([])
  })

  it('refuses any change when the edit does not say what it depends on', async () => {
    const { files, file } = await sandbox()
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('all', [replaceWith(file, 'new\n')]))
    await writeFile(file, 'a=1\n\n')
    expect(codeOf(await files.apply(plan))).toBe('FileChanged')
  })

  it('refuses when it was removed, or its link leads elsewhere', async () => {
    const { files, file, root } = await sandbox()
    await writeFile(file, 'a=1\n')
    await symlink('file', path.join(root, 'link'))
    const plan = value(await files.plan('set', [setLine(path.join(root, 'link'), 'a', '2')]))
    await rm(file)
    expect(codeOf(await files.apply(plan))).toBe('FileChanged')
    await writeFile(path.join(root, 'other'), 'a=1\n')
    await rm(path.join(root, 'link'))
    await symlink('other', path.join(root, 'link'))
    expect(codeOf(await files.apply(plan))).toBe('FileChanged')
    expect(await readFile(path.join(root, 'other'), 'utf8')).toBe('a=1\n')
  })

  it('waits for a program that has emptied the file and is about to fill it', async () => {
    let looks = Number.NaN
    const fs: FilePort = {
      ...nodeFilePort,
      open: async (...given) => {
        // The first read found it empty.
        if (++looks === 2) await writeFile(file, 'a=5\n')
        return nodeFilePort.open(...given)
      },
    }
    const { files, file } = await sandbox({ fs })
    await writeFile(file, 'a=1\n')
    const plan = value(await files.plan('new key', [setLine(file, 'n', '1')]))
    await writeFile(file, '')
    looks = 0
    const applied = value(await files.apply(plan))
    expect(applied.rebased).toBe(true)
    expect(await readFile(file, 'utf8')).toBe('a=5\nn=1\n')
  })
})
