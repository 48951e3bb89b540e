/** The parts of Web Crypto in use, which are the same in a browser and in Node. */
export interface WebCrypto {
  getRandomValues(bytes: Bytes): unknown
  readonly subtle: {
    importKey(
      format: 'raw',
      secret: Bytes,
      algorithm: 'AES-GCM',
      extractable: boolean,
      uses: ('encrypt' | 'decrypt')[],
    ): Promise<object>
    encrypt(algorithm: AesGcm, key: object, data: Bytes): Promise<ArrayBuffer>
    decrypt(algorithm: AesGcm, key: object, data: Bytes): Promise<ArrayBuffer>
  }
}

export type Bytes = Uint8Array<ArrayBuffer>

interface AesGcm {
  readonly name: 'AES-GCM'
  readonly iv: Bytes
  readonly additionalData: Bytes
}

/** The key of one tab: a name, which may be seen, and a secret, which no message carries. */
export interface TabKey {
  readonly id: string
  readonly secret: Bytes
}

/** Encrypts and decrypts the messages between a tab and its host. */
export interface TabSeal {
  /** Nonce and ciphertext. Opening it takes the same secret and the same purpose. */
  close(plain: Bytes, purpose: string): Promise<Bytes>
  /** Undefined for anything that was not sealed with this secret and for this purpose. */
  open(sealed: Bytes, purpose: string): Promise<Bytes | undefined>
}

const nonceLength = 12

/** The header that says whose seal a request has. */
export const tabHeader = 'x-stackpass-tab'

/** What a message is for; a reply and an event belong to the request that they answer. */
export const purposes = {
  request: (path: string) => `request ${path}`,
  reply: (request: Bytes) => `reply ${toHex(request.subarray(0, nonceLength))}`,
  event: (request: Bytes, count: number) => `event ${count} ${toHex(request.subarray(0, nonceLength))}`,
}

/** The text of a key, as a tab receives it. */
export function formatTabKey({ id, secret }: TabKey): string {
  return `${id}.${toHex(secret)}`
}

/** The key in a text; undefined when it is not one. */
export function parseTabKey(text: string): TabKey | undefined {
  const [, id, secret] = /^([0-9a-f]{32})\.([0-9a-f]{64})$/.exec(text) ?? []
  return id === undefined || secret === undefined ? undefined : { id, secret: fromHex(secret) }
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function fromHex(text: string): Bytes {
  return Uint8Array.from(text.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** AES-256-GCM with a random nonce for each message. */
export async function createTabSeal(crypto: WebCrypto, secret: Bytes): Promise<TabSeal> {
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const algorithm = (iv: Bytes, purpose: string): AesGcm => ({
    name: 'AES-GCM',
    iv,
    // Purposes are ASCII.
    additionalData: Uint8Array.from(purpose, (character) => character.charCodeAt(0)),
  })
  return {
    async close(plain, purpose) {
      const nonce = new Uint8Array(nonceLength)
      crypto.getRandomValues(nonce)
      const closed = new Uint8Array(await crypto.subtle.encrypt(algorithm(nonce, purpose), key, plain))
      const sealed = new Uint8Array(nonceLength + closed.length)
      sealed.set(nonce)
      sealed.set(closed, nonceLength)
      return sealed
    },
    async open(sealed, purpose) {
      const nonce = sealed.slice(0, nonceLength)
      try {
        const closed = sealed.subarray(nonceLength)
        return new Uint8Array(await crypto.subtle.decrypt(algorithm(nonce, purpose), key, closed))
      } catch {
        // Web Crypto gives the same error for a wrong key, a wrong purpose and changed bytes.
        return undefined
      }
    },
  }
}
