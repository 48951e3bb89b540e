import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findWindowsHomes, windowsProgram } from '../../../core/system/windows-homes.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stackpass-wsl-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, text = ''): string {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

describe('homes of Windows', () => {
  it('are the folders of people on every mounted drive, with and without files', async () => {
    put('mnt/c/Users/ada/.aws/config')
    put('mnt/c/Users/bob/ntuser.dat')
    put('mnt/d/Users/Eve Ł/.aws/credentials')
    for (const nobody of ['Public', 'Default', 'All Users']) put(`mnt/c/Users/${nobody}/.aws/config`)
    put('mnt/c/Users/desktop.ini')
    put('mnt/wsl/Users/not/.aws/config')
    expect(await findWindowsHomes(root)).toEqual([
      { path: join(root, 'mnt/c/Users/ada'), hasFiles: true },
      { path: join(root, 'mnt/c/Users/bob'), hasFiles: false },
      { path: join(root, 'mnt/d/Users/Eve Ł'), hasFiles: true },
    ])
  })

  it('are looked for where wsl.conf mounts the drives', async () => {
    put('mnt/c/Users/old/.aws/config')
    put('win/c/Users/ada/.aws/config')
    put('etc/wsl.conf', '[network]\nroot = /mnt\n# [automount]\n[automount]\r\nroot = "/win/" # here\r\n')
    expect((await findWindowsHomes(root)).map(({ path }) => path)).toEqual([join(root, 'win/c/Users/ada')])
  })

  it('are none where no drive is mounted, and a folder called config is no file', async () => {
    expect(await findWindowsHomes(root)).toEqual([])
    put('mnt/c/Users/ada/.aws/config/x')
    expect(await findWindowsHomes(root)).toEqual([{ path: join(root, 'mnt/c/Users/ada'), hasFiles: false }])
  })
})

describe('the Stackpass of Windows', () => {
  it('is not the desktop app, which answers no program', () => {
    for (const name of ['Stackpass.exe', 'stackpass.exe'])
      for (const folder of ['Stackpass', 'stackpass'])
        put(`mnt/c/Users/ada/AppData/Local/Programs/${folder}/${name}`)
    expect(windowsProgram(join(root, 'mnt/c/Users/ada'))).toBeUndefined()
  })

  it('is its program, else Node for Windows with the file that npm installs, else none', () => {
    const home = join(root, 'mnt/c/Users/ada')
    const npm = put('mnt/c/Users/ada/AppData/Roaming/npm/node_modules/stackpass/bin/stackpass.cjs')
    expect(npm).toContain(home)
    expect(windowsProgram(home)).toBeUndefined()
    const node = put('mnt/c/Program Files/nodejs/node.exe')
    expect(windowsProgram(home)).toEqual([
      node,
      'C:/Users/ada/AppData/Roaming/npm/node_modules/stackpass/bin/stackpass.cjs',
    ])
    const own = put('mnt/c/Users/ada/scoop/shims/stackpass.exe')
    expect(windowsProgram(home)).toEqual([own])
  })
})
