const controlC = 0x03
/** Ctrl-D, and Ctrl-Z for Windows users. */
const ends: readonly number[] = [0x04, 0x1a]

/**
 * Reads pasted text from the terminal until Ctrl-D, without showing it, because it contains secrets. Lines end with a
 * carriage return, as the terminal sends them. `ask` tells the user to begin. Undefined after Ctrl-C.
 */
export function pasteHidden(ask: () => void): Promise<Buffer | undefined> {
  const { stdin } = process
  const parts: Buffer[] = []
  return new Promise((resolve) => {
    const finish = (pasted: Buffer | undefined): void => {
      stdin.off('data', take)
      stdin.off('end', end)
      stdin.setRawMode(false)
      stdin.pause()
      resolve(pasted)
    }
    const end = (): void => finish(Buffer.concat(parts))
    const take = (part: Buffer): void => {
      const at = part.findIndex((byte) => byte === controlC || ends.includes(byte))
      if (at === -1) {
        parts.push(part)
        return
      }
      parts.push(part.subarray(0, at))
      finish(part[at] === controlC ? undefined : Buffer.concat(parts))
    }
    stdin.setRawMode(true)
    stdin.on('data', take)
    stdin.once('end', end)
    // Not earlier: text pasted right away must not be shown either.
    ask()
  })
}
