import { closeSync, openSync, readSync } from 'node:fs'

/** From the system's own source: loading Node's crypto, even the global one, takes longer than switching a profile. */
function fromSystem(bytes: Uint8Array): boolean {
  if (process.platform === 'win32') return false
  try {
    const fd = openSync('/dev/urandom', 'r')
    try {
      return readSync(fd, bytes) === bytes.length
    } finally {
      closeSync(fd)
    }
  } catch {
    // A sandbox without devices.
    return false
  }
}

/** 128 random bits as 32 hexadecimal digits, for names of files that nobody may guess. */
export function unguessableHex(): string {
  const bytes = new Uint8Array(16)
  if (!fromSystem(bytes)) crypto.getRandomValues(bytes)
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
