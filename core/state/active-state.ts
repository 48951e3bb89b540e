import { decodeState, encodeState, type ShellState } from '../../shared/domain/shells/state-format.ts'
import { ok, type Result } from '../../shared/result.ts'
import { errno } from '../system/file-errors.ts'
import { chosenHome, type ChosenHomeEnvironment } from './chosen-home.ts'
import { ownFileFailure, OwnFileFailure } from './own-file-failure.ts'
import { ownFiles } from './own-files.ts'
import { unguessableHex } from './unguessable-hex.ts'

/**
 * The state that shells follow. Undefined when there is none, when it is half written, or when it cannot be read: the
 * hooks treat it the same way, and leave their shell unchanged.
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
 * The same for this home: a profile of the other home (WSL) is not active here, even if one of that name exists. Then, as
 * without a state, undefined.
 */
export async function readActiveStateHere(
  file: string,
  env: ChosenHomeEnvironment,
  files = ownFiles,
): Promise<ShellState | undefined> {
  const state = await readActiveState(file, files)
  return state?.windowsHome === chosenHome(env) ? state : undefined
}

/**
 * Writes the state atomically, readable by its owner only; a shell sees the old or the new one, never a part. Errors:
 * InvalidValue for a name that shells could not hold, DiskFull, StateUnwritable; then the previous state is still there.
 */
export async function writeActiveState(
  file: string,
  state: ShellState,
  files = ownFiles,
): Promise<Result<ShellState>> {
  const text = encodeState(state, unguessableHex())
  if (!text.ok) return text
  try {
    // A state that a power cut emptied counts as missing.
    await files.write(file, text.value)
  } catch (error) {
    const failed = ownFileFailure(
      error,
      file,
      'The active profile could not be saved. The previous one stays active.',
    )
    if (failed instanceof OwnFileFailure) return { ok: false, error: failed.coded }
    throw failed
  }
  return ok(state)
}
