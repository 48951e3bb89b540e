/** A secret and the text that carries it, as people and programs write it. Made up. */
export interface Shape {
  readonly name: string
  /** What must be seen nowhere. */
  readonly secret: string
  /** Tells itself, wherever it stands in a line. */
  readonly text: string
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Letters and digits that look drawn at random and are the same each time. */
function drawn(seed: number, length: number): string {
  let state = seed
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return letters[(state >>> 16) % letters.length]
  }).join('')
}

const password = (seed: number): string => `Pw7${drawn(seed, 9)}`

export const shapes: readonly Shape[] = [
  (secret = drawn(1, 40)): Shape => ({
    name: 'a key pair',
    secret,
    text: `rotated: AKIAIOSFODNN7EXAMPLE / ${secret}`,
  }),
  (secret = `IQoJ${drawn(2, 90)}`): Shape => ({
    name: 'a session token',
    secret,
    text: `ask again with ${secret}`,
  }),
  (secret = password(3)): Shape => ({ name: 'a named password', secret, text: `proxy_password=${secret}` }),
  (secret = password(4)): Shape => ({
    name: 'an address',
    secret,
    text: `https://me:${secret}@proxy.example.com:8080/`,
  }),
  (secret = `eyJ${drawn(5, 20)}.${drawn(6, 30)}.${drawn(7, 20)}`): Shape => ({
    name: 'a web token',
    secret,
    text: `sub ${secret}`,
  }),
  (secret = drawn(8, 64)): Shape => ({
    name: 'a private key',
    secret,
    text: `-----BEGIN PRIVATE KEY-----${secret}-----END PRIVATE KEY-----`,
  }),
  (secret = password(9)): Shape => ({
    name: 'a bearer header',
    secret,
    text: `Authorization: Bearer ${secret}`,
  }),
  (secret = `ghp_${drawn(10, 36)}`): Shape => ({
    name: 'a GitHub token',
    secret,
    text: `with ${secret} only`,
  }),
  (secret = 'pul-0123456789abcdef0123456789abcdef01234567'): Shape => ({
    name: 'a Pulumi token',
    secret,
    text: `was ${secret}`,
  }),
  (secret = password(11)): Shape => ({
    name: 'a signed address',
    secret,
    text: `https://b.example.com/o?X-Amz-Date=20300101T000000Z&X-Amz-Signature=${secret}`,
  }),
  (secret = password(12)): Shape => ({
    name: 'an argument',
    secret,
    text: `tool --password ${secret} --json`,
  }),
  (secret = password(13)): Shape => ({
    name: 'JSON',
    secret,
    text: `{"client_secret":"${secret}","user":"me"}`,
  }),
].map((make) => make())
