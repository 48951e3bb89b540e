import { decodeState, encodeState, type ShellState } from '../../../shared/domain/shells/state-format.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { errno } from '../../files/file-errors.ts'
import { ownFiles } from '../../files/own-files.ts'
import { uniqueHex } from '../../files/unique-hex.ts'

/**
 * The state that shells follow. Undefined when there is none, when it is half written, or when it cannot be read: the
 * hooks take it the same way, and leave their shell as it is.
 */
export async function readActiveState(file: string, files = ownFiles): Promise<ShellState | undefined> {
  let text: string
  try {
    text = await files.read(file)
  } catch (error) {
    if (errno(error) === '') throw error
    return undefined
  }
  return decodeState(text)
}

/**
 * Writes the state atomically, readable by its owner only; a shell sees the old or the new one, never a part. Errors:
 * InvalidValue for a name that shells could not carry, StateUnwritable; the previous state is then still there.
 */
export async function writeActiveState(
  file: string,
  state: ShellState,
  files = ownFiles,
): Promise<Result<ShellState>> {
  const text = encodeState(state, uniqueHex())
  if (!text.ok) return text
  try {
    // A state that a power cut emptied counts as none.
    await files.write(file, text.value)
  } catch (error) {
    const code = errno(error)
    if (code === '') throw error
    const full = code === 'ENOSPC' || code === 'EDQUOT'
    return fail('StateUnwritable', 'The active profile could not be saved. The previous one stays active.', {
      path: file,
      reason: full ? 'The disk is full.' : `The system answered ${code}.`,
      remedy: full
        ? 'Free some space and try again.'
        : 'Make the folder and the file writable, or set STACKPASS_HOME to another folder.',
    })
  }
  return ok(state)
}
