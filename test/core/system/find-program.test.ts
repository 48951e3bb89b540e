import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  findProgram,
  hasRelativePath,
  programEnvironment,
  type ProgramSystem,
} from '../../../core/system/find-program.ts'

let root: string
const before = process.cwd()

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stackpass-programs-'))
})

afterEach(() => {
  process.chdir(before)
  rmSync(root, { recursive: true, force: true })
})

function program(...parts: string[]): string {
  const file = path.join(root, ...parts)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 })
  return file
}

describe('a program', () => {
  it.each(['.', '', './bin', 'bin', '..', ':', '~/bin'])(
    'is not taken from the entry %j of PATH, whatever the current folder has',
    (entry) => {
      program('repository', 'tool')
      program('repository', 'bin', 'tool')
      program('repository', '~', 'bin', 'tool')
      program('tool')
      const honest = program('honest', 'tool')
      process.chdir(path.join(root, 'repository'))
      expect(findProgram('tool', { PATH: `${entry}:${path.dirname(honest)}` })).toBe(honest)
      expect(findProgram('tool', { PATH: `${path.dirname(honest)}:${entry}` })).toBe(honest)
      expect(findProgram('tool', { PATH: entry })).toBeUndefined()
    },
  )

  it('is a regular file that may be run, the first of its name', () => {
    mkdirSync(path.join(root, 'a', 'tool'), { recursive: true })
    chmodSync(program('b', 'tool'), 0o644)
    mkdirSync(path.join(root, 'c'))
    symlinkSync('nowhere', path.join(root, 'c', 'tool'))
    const found = program('d', 'tool')
    program('e', 'tool')
    const folders = ['a', 'b', 'c', 'missing', 'd', 'e'].map((name) => path.join(root, name))
    expect(findProgram('tool', { PATH: folders.join(':') })).toBe(found)
  })

  it.each(['./tool', 'bin/tool', '/bin/sh', '', 'a\0b'])('is not found by %j, which is no name', (name) => {
    expect(findProgram(name, { PATH: '/usr/bin:/bin' })).toBeUndefined()
  })

  it('is looked for where the system would when PATH is not set', () => {
    expect(findProgram('sh', {})).toMatch(/^(\/usr)?\/bin\/sh$/)
  })
})

describe('a program on Windows', () => {
  const on = (...files: string[]): ProgramSystem => ({
    platform: 'win32',
    isProgram: (file) => files.includes(file),
  })

  it.each(['.', '', 'bin', '\\bin', 'C:bin', 'C:', '"."', '\\\\?\\x'])(
    'is not taken from the entry %j of Path',
    (entry) => {
      const everywhere: ProgramSystem = { platform: 'win32', isProgram: (file) => !/System32/.test(file) }
      expect(findProgram('tool', { Path: entry }, everywhere)).toBeUndefined()
      expect(findProgram('tool', { Path: `${entry};D:\\Tools` }, everywhere)).toBe('D:\\Tools\\tool.com')
    },
  )

  it('comes from the folder of the system before any other', () => {
    const env = { SystemRoot: 'D:\\Windows', PATH: 'C:\\Tools' }
    const both = on('D:\\Windows\\System32\\taskkill.exe', 'C:\\Tools\\taskkill.exe')
    expect(findProgram('taskkill', env, both)).toBe('D:\\Windows\\System32\\taskkill.exe')
    expect(findProgram('taskkill', {}, on('C:\\Windows\\System32\\taskkill.exe'))).toBe(
      'C:\\Windows\\System32\\taskkill.exe',
    )
    expect(findProgram('reg', { SystemRoot: '.' }, on('.\\System32\\reg.exe'))).toBeUndefined()
  })

  it('has one of the endings of PATHEXT, or the one that was named', () => {
    const env = { Path: '"C:\\Program Files\\Pulumi"', PATHEXT: '.EXE;.CMD;nonsense;.\\..\\x' }
    const folder = 'C:\\Program Files\\Pulumi'
    expect(findProgram('pulumi', env, on(`${folder}\\pulumi`))).toBeUndefined()
    expect(findProgram('pulumi', env, on(`${folder}\\pulumi.cmd`))).toBe(`${folder}\\pulumi.cmd`)
    expect(findProgram('pulumi.exe', env, on(`${folder}\\pulumi.exe`))).toBe(`${folder}\\pulumi.exe`)
    expect(findProgram('..\\pulumi', env, on(`${folder}\\..\\pulumi.exe`))).toBeUndefined()
  })
})

describe('the environment of a program', () => {
  it('has the absolute folders of PATH only, in their order', () => {
    const env = { PATH: '/a::./b:c:/d:.', HOME: '/home/me' }
    expect(programEnvironment(env, 'linux')).toEqual({ PATH: '/a:/d', HOME: '/home/me' })
    expect(programEnvironment({ Path: 'C:\\a;.;b' }, 'win32')).toEqual({ Path: 'C:\\a' })
    // An empty PATH would mean the current folder.
    expect(programEnvironment({ PATH: '' }, 'linux')).toEqual({ PATH: '/usr/bin:/bin' })
  })

  it('is the same where there is nothing to take out', () => {
    const env = { PATH: '/a:/b' }
    expect(programEnvironment(env, 'linux')).toBe(env)
    expect([hasRelativePath(env, 'linux'), hasRelativePath({ PATH: '/a:' }, 'linux')]).toEqual([false, true])
    expect(hasRelativePath({}, 'linux')).toBe(false)
  })
})
