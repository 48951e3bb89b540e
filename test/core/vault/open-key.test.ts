import { expect, it } from 'vitest'
import { kernelOpenKey } from '../../../core/vault/open-key.ts'
import { createMemoryKeychain } from '../../fakes/memory-keychain.ts'

const denied = () => Promise.reject(new Error('AccessDenied'))
const noKernel = () => ({ get: denied, set: denied, remove: denied })

it('where the kernel keeps no keys, all of this process find the key of their own folder, until it is removed', async () => {
  const open = (folder: string) => kernelOpenKey('linux', folder, noKernel)
  await open('/one').set('identity')
  expect(await open('/one').get()).toBe('identity')
  expect(await open('/one').isShared()).toBe(false)
  expect(await open('/two').get()).toBeUndefined()
  await open('/one').remove()
  expect(await open('/one').get()).toBeUndefined()
})

it('what the kernel keeps is in no memory of ours: removed by another process, it is gone', async () => {
  const { keychain, items } = createMemoryKeychain()
  const key = kernelOpenKey('linux', '/three', () => keychain)
  await key.set('identity')
  expect(await key.get()).toBe('identity')
  expect(await key.isShared()).toBe(true)
  items.clear()
  expect(await key.get()).toBeUndefined()
})

it('knows who finds the key before there is one, and learns it from a kernel that refuses the first key alone', async () => {
  const { keychain } = createMemoryKeychain()
  expect(await kernelOpenKey('linux', '/four', () => keychain).isShared()).toBe(true)
  expect(await kernelOpenKey('darwin', '/four', () => keychain).isShared()).toBe(false)
  const key = kernelOpenKey('linux', '/five', () => ({ ...keychain, set: denied }))
  expect(await key.isShared()).toBe(true)
  await key.set('identity')
  expect(await key.isShared()).toBe(false)
})
