import {
  chmodSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFolderTrust } from '../../../core/state/folder-trust.ts'
import { isPrivateGroup } from '../../../core/system/private-group.ts'
import { openHome } from '../home.ts'

let top: string
let own: string
const isRoot = process.geteuid?.() === 0

beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(tmpdir(), 'stackpass-trust-')))
  own = path.join(top, 'a', 'b', 'state')
  mkdirSync(own, { recursive: true, mode: 0o700 })
})

afterEach(() => rmSync(top, { recursive: true, force: true }))

const at = (...parts: string[]): string => path.join(top, ...parts)
const check = (root = own) => createFolderTrust([root]).check()
const refusedAt = (file: string) => ({ ok: false, error: { code: 'FolderNotPrivate', path: file } })

describe.skipIf(process.platform === 'win32')('the folders of ours', () => {
  it('are fine below our own folders, and below /tmp, which is sticky', () => {
    expect(check()).toEqual({ ok: true, value: undefined })
  })

  it.each([
    ['itself', 'a/b/state', 0o777],
    ['itself, sticky or not', 'a/b/state', 0o1777],
    ['above it', 'a/b', 0o777],
    ['far above it', 'a', 0o707],
  ])('are refused while everybody can write to the folder %s', (_, name, mode) => {
    chmodSync(at(name), mode)
    expect(check()).toMatchObject(refusedAt(at(name)))
    expect(check()).toMatchObject({
      error: {
        reason: expect.stringContaining('everybody') as string,
        remedy: expect.stringContaining(`chmod go-w '${at(name)}'`) as string,
      },
    })
  })

  it.each(['active', 'allowed-commands.json', 'shells', 'history'])(
    'are refused while everybody can write to %s in it',
    (name) => {
      if (name.includes('.') || name === 'active') writeFileSync(path.join(own, name), '')
      else mkdirSync(path.join(own, name))
      expect(check().ok).toBe(true)
      chmodSync(path.join(own, name), 0o666)
      expect(check()).toMatchObject(refusedAt(path.join(own, name)))
    },
  )

  it('are looked at where a link leads, and the link is looked at too', () => {
    mkdirSync(at('elsewhere', 'deep'), { recursive: true, mode: 0o700 })
    symlinkSync('../elsewhere/deep', at('a', 'link'))
    expect(check(at('a', 'link', 'state')).ok).toBe(true)
    chmodSync(at('elsewhere'), 0o777)
    expect(check(at('a', 'link', 'state'))).toMatchObject(refusedAt(at('elsewhere')))
    symlinkSync(at('elsewhere', 'deep'), path.join(own, 'history'))
    expect(check()).toMatchObject(refusedAt(at('elsewhere')))
  })

  it('end a circle of links', () => {
    symlinkSync('circle', at('circle'))
    expect(check(at('circle', 'state')).ok).toBe(true)
  })

  it('are looked at again until they are there', () => {
    const trust = createFolderTrust([at('late')])
    expect(trust.check().ok).toBe(true)
    mkdirSync(at('late'))
    chmodSync(at('late'), 0o777)
    expect(trust.check()).toMatchObject(refusedAt(at('late')))
  })

  it.runIf(isRoot)('are refused when they, a folder above, or a link belongs to another user', () => {
    lchownSync(at('a', 'b'), 12_345, 12_345)
    expect(check()).toMatchObject(refusedAt(at('a', 'b')))
    lchownSync(at('a', 'b'), 0, 0)
    lchownSync(own, 12_345, 0)
    expect(check()).toMatchObject(refusedAt(own))
    symlinkSync('b', at('a', 'link'))
    lchownSync(at('a', 'link'), 12_345, 12_345)
    expect(check(at('a', 'link'))).toMatchObject(refusedAt(at('a', 'link')))
  })

  it.runIf(isRoot)('are fine below folders of root, for who is not root', () => {
    lchownSync(own, 12_345, 12_345)
    expect(createFolderTrust([own], 12_345).check().ok).toBe(true)
    expect(createFolderTrust([own], 54_321).check()).toMatchObject(refusedAt(own))
  })

  it('are not touched by any method while another user could change them', async () => {
    const { home, core } = openHome()
    const folder = path.join(home, '.stackpass', 'state')
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o777)
    for (const method of ['app.snapshot', 'profiles.list', 'settings.get', 'history.list', 'active.get'])
      expect(await core.dispatch(method, {}), method).toMatchObject(refusedAt(folder))
  })
})

describe('a group', () => {
  const passwd =
    'root:x:0:0::/root:/bin/sh\nme:x:1000:1000::/home/me:/bin/sh\nyou:x:1001:1001::/home/you:/bin/sh\n'
  const group = 'root:x:0:\nme:x:1000:\nyou:x:1001:\nboth:x:50:me,you\nwe:x:51:me\nusers:x:100:\n'
  const of = (gid: number, more = '') => isPrivateGroup(gid, 1000, () => ({ passwd: passwd + more, group }))

  it('is private with nobody in it but the user and root', () => {
    expect([of(1000), of(51), of(0)]).toEqual([true, true, true])
  })

  it('is not with anybody else, by the list or as the first group of a user, nor where it is not listed', () => {
    expect([of(50), of(1001), of(4711)]).toEqual([false, false, false])
    expect(of(100)).toBe(true)
    expect(of(100, 'them:x:1002:100::/home/them:/bin/sh\n')).toBe(false)
    expect(isPrivateGroup(1000, 1000, () => undefined)).toBe(false)
  })
})
