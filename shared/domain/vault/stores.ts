/** Where the vault can keep keys. */
export const storeIds = ['system', 'file', 'onepassword', 'pass'] as const

export type StoreId = (typeof storeIds)[number]

/** The name of a store, and what it protects a key against. Every sentence is shown unchanged. */
export interface StoreLabel {
  readonly id: StoreId
  readonly name: string
  readonly protects: string
  readonly not: string
}

const encrypted = 'Encrypted on disk: a stolen disk, a backup or a program that copies files gets no key.'

const systemLabels: ReadonlyMap<string, Omit<StoreLabel, 'id'>> = new Map([
  [
    'darwin',
    {
      name: 'macOS Keychain',
      protects: encrypted,
      not: 'While it is unlocked, macOS lets Stackpass read a key, and asks you when another program wants it. The consent is bound to the program: a new Node may be asked about again.',
    },
  ],
  [
    'win32',
    {
      name: 'Windows Credential Manager',
      protects: encrypted,
      not: 'Windows does not ask you: any program that you run while you are signed in can read the keys.',
    },
  ],
])

const secretService: Omit<StoreLabel, 'id'> = {
  name: 'system keyring',
  protects: encrypted,
  not: 'While the keyring (GNOME Keyring, KWallet) is unlocked, any of your programs can ask it for the keys.',
}

/** The label of a store on a platform. `inKernel`: whether the kernel keeps the key of the encrypted file. */
export function storeLabel(id: StoreId, platform: string, inKernel = platform === 'linux'): StoreLabel {
  switch (id) {
    case 'system':
      return { id, ...(systemLabels.get(platform) ?? secretService) }
    case 'file':
      return {
        id,
        name: 'encrypted file',
        protects: `${encrypted} Only the passphrase opens it (age, scrypt).`,
        not: inKernel
          ? 'While the vault is open, the key that opens the file lies in the kernel, where your programs can read it. Without the passphrase the keys are lost.'
          : 'While the vault is open, the key that opens the file is in the memory of the app; a command asks each time. Without the passphrase the keys are lost.',
      }
    case 'onepassword':
      return {
        id,
        name: '1Password',
        protects: `${encrypted} 1Password asks you before its command reads an item.`,
        not: 'Once you have said yes, programs in the same terminal can ask the command too, for as long as 1Password allows.',
      }
    case 'pass':
      return {
        id,
        name: 'pass',
        protects: `${encrypted} Your GPG key opens each item.`,
        not: 'While the GPG agent remembers the passphrase, any of your programs can have the items decrypted.',
      }
  }
}
