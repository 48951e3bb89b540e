import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasTrayHost } from '../../../electron/tray/tray-host.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-tray-host-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A PATH on which only this program is, which does this. */
async function pathWith(program: string, script: string): Promise<string> {
  const path = await mkdtemp(join(folder, 'path-'))
  await writeFile(join(path, program), `#!/bin/sh\n${script}\n`)
  await chmod(join(path, program), 0o755)
  return path
}

describe.skipIf(process.platform === 'win32')('whether the desktop shows icons of trays', () => {
  it.each([
    ['busctl', 'b true', true],
    ['busctl', 'b false', false],
    ['gdbus', '(<true>,)', true],
    ['gdbus', '(<false>,)', false],
    ['dbus-send', '   variant       boolean true', true],
    ['dbus-send', '   variant       boolean false', false],
  ])('is asked of %s: %s', async (program, answer, shown) => {
    const path = await pathWith(program, `echo '${answer}'`)
    expect(await hasTrayHost('linux', { PATH: path })).toBe(shown)
  })

  it('is no where nobody has the name, whatever the program says about that', async () => {
    const path = await pathWith('busctl', 'echo true >&2; echo true; exit 1')
    expect(await hasTrayHost('linux', { PATH: path })).toBe(false)
  })

  it('is no where no program can ask', async () => {
    expect(await hasTrayHost('linux', { PATH: folder })).toBe(false)
  })

  it('is yes on systems that always have one', async () => {
    expect(await hasTrayHost('darwin', {})).toBe(true)
    expect(await hasTrayHost('win32', {})).toBe(true)
  })
})
