import { beforeEach, expect, it, vi } from 'vitest'
import { openExternal } from '../../../electron/security/open-external.ts'

const shell = vi.hoisted(() => ({ openExternal: vi.fn(() => Promise.resolve()) }))
vi.mock('electron', () => ({ shell }))
beforeEach(() => shell.openExternal.mockClear())

it('opens the documentation', () => {
  expect(openExternal('https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html')).toBe(true)
  expect(shell.openExternal).toHaveBeenCalledExactlyOnceWith(
    'https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html',
  )
})

it.each([
  'http://docs.aws.amazon.com/',
  'https://docs.aws.amazon.com.evil.example/',
  'https://evil.example/docs.aws.amazon.com',
  'https://docs.aws.amazon.com@evil.example/',
  'https://user:secret@docs.aws.amazon.com/',
  'https://docs.aws.amazon.com:8443/',
  'https://sub.github.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'smb://server/share',
  'ms-msdt:/id',
  'app://stackpass/',
  'docs.aws.amazon.com',
  '',
])('does not open %s', (url) => {
  expect(openExternal(url)).toBe(false)
  expect(shell.openExternal).not.toHaveBeenCalled()
})
