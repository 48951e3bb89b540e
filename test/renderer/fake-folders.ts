import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Output } from '../../shared/contract/index.ts'
import { ok } from '../../shared/result.ts'
import type { HandlersOf } from './fake-handlers.ts'

export type FakeFolders = Output<'folders.list'>['folders']

/** Folders with a profile of their own. */
export function folderHandlers(
  state: { folders: FakeFolders },
  emit: (event: CoreEvent) => void,
): HandlersOf<'folders'> {
  return {
    'folders.list': () => ok({ folders: state.folders }),
    'folders.deny': ({ folder }) => {
      const found = state.folders.find((one) => one.folder === folder)
      state.folders = state.folders.filter((one) => one.folder !== folder)
      emit({ type: 'settingsChanged' })
      return ok({ folder, from: found?.from ?? 'file', state: 'denied', known: true })
    },
  }
}
