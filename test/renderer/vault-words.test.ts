import { expect, it } from 'vitest'
import { lockWords } from '../../renderer/app/vault.ts'
import { storeLabel } from '../../shared/domain/vault/stores.ts'
import { fakeVault } from './fake-vault.ts'

it('the words of the vault say who has to unlock it', () => {
  expect(lockWords(fakeVault)).toBe('Vault open, locks after 15 min idle and on suspend')
  const each = { ...fakeVault, asksEach: true as const }
  expect(lockWords(each)).toBe(
    'Vault open here, each command asks for the passphrase, locks after 15 min idle and on suspend',
  )
  expect(lockWords({ ...each, idleMinutes: null })).toMatch(/^Vault open here, .* locks with the screen$/)
  expect(lockWords({ ...each, locked: 'passphrase' })).toBe('The encrypted file waits for its passphrase')
})

it('the encrypted file says where its key is while it is open', () => {
  expect(storeLabel('file', 'linux').not).toContain('lies in the kernel')
  expect(storeLabel('file', 'linux', false).not).toContain('a command asks each time')
  expect(storeLabel('file', 'darwin').not).toBe(storeLabel('file', 'linux', false).not)
})
