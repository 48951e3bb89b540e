const controlC = 0x03
/** Ctrl-D, and Ctrl-Z for those who are used to Windows. */
const ends: readonly number[] = [0x04, 0x1a]

/**
 * Reads what is pasted into the terminal until Ctrl-D, without showing it: it holds secrets. Lines end as the terminal sends
 * them, with a carriage return. `ask` tells the user to begin. Undefined after Ctrl-C.
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
    // Not before: what is pasted at once must not be shown either.
    ask()
  })
}
