import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { CorePorts } from '../../core/host/ports.ts'

const options: OpenDialogOptions = {
  title: 'Folder with projects',
  buttonLabel: 'Look in this folder',
  properties: ['openDirectory', 'dontAddToRecent'],
}

/** Lets a person choose a folder in the system's dialog, above the window if one is open. */
export function createFolderDialog(
  shownWindow: () => BrowserWindow | undefined,
): NonNullable<CorePorts['chooseFolder']> {
  return async () => {
    const window = shownWindow()
    const { canceled, filePaths } = await (window?.isVisible() === true
      ? dialog.showOpenDialog(window, options)
      : dialog.showOpenDialog(options))
    return canceled ? undefined : filePaths[0]
  }
}
