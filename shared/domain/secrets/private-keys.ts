const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/
const body = /^[\s#;]*[A-Za-z0-9+/]+={0,2}\s*$/

/** Where the key after a `-----BEGIN … PRIVATE KEY-----` starts in a line; -1 without one. */
export function privateKeyStart(line: string): number {
  if (!line.includes('-----BEGIN')) return -1
  const match = begin.exec(line)
  return match === null ? -1 : match.index + match[0].length
}

/** Where a line has the `-----END` of a private key; -1 without one. */
export function privateKeyEnd(line: string): number {
  return line.includes('-----END') ? line.search(end) : -1
}

/** Whether a line can be part of the text of a key: base64, even after comment signs. */
export function isKeyBody(line: string): boolean {
  return body.test(line)
}
