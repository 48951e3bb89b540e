/**
 * 128 random bits as 32 hexadecimal digits, for names of files that nobody may guess. The global `crypto`, because
 * importing node:crypto takes longer than switching a profile.
 */
export function unguessableHex(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
