const hex = (value: number | bigint, digits: number): string =>
  value.toString(16).padStart(digits, '0').slice(-digits)

/**
 * 32 hexadecimal digits that no other call gives, in this process or another: for names of temporary files, not for
 * secrets. Unlike `randomBytes` it does not load node:crypto, which takes longer than switching a profile.
 */
export function uniqueHex(): string {
  return (
    hex(process.pid, 6) +
    hex(Date.now(), 11) +
    hex(process.hrtime.bigint(), 11) +
    hex(Math.floor(Math.random() * 65536), 4)
  )
}
