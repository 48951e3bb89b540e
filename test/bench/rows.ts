import { credentialsRow, promptRow, sessionCredentialsRow, useRow } from './active.ts'
import type { NotMeasured, Row } from './types.ts'
import { atSizeRows } from './rows/at-size.ts'
import { listRow, memoryRow, setRow, startRow } from './rows/command-line.ts'
import { completionRow } from './rows/completion.ts'
import { desktopQuitRow, desktopStartRow } from './rows/desktop.ts'
import { desktopHiddenMemoryRow, desktopMemoryRow } from './rows/desktop-memory.ts'
import { desktopTrayClickRow } from './rows/desktop-tray-click.ts'
import { keystrokeRow, pageScriptRow, pageStartRow } from './rows/page.ts'
import { foreignEditRow, scrollHealthRow, scrollProfilesRow } from './rows/page-at-size.ts'
import { parseRow } from './rows/parse.ts'
import { populateRow } from './rows/populate.ts'
import { signInRow } from './rows/sign-in.ts'
import { listStacksRow, renameStacksRow } from './rows/stacks-commands.ts'
import { verifyRow } from './rows/verify.ts'
import { discoverRow, firstProjectsRow, hostileRow, scanMemoryRow, scanTimeRow } from './stacks.ts'
import type { Workspace } from './workspace.ts'

/** Every row by its id, in the order of the table. A row is set up when its turn comes. */
export const rowMakers: ReadonlyMap<
  string,
  (workspace: Workspace, repetitions: number) => Promise<Row | NotMeasured>
> = new Map<string, (workspace: Workspace, repetitions: number) => Promise<Row | NotMeasured>>([
  ['parse', parseRow],
  ['set', setRow],
  ['list', listRow],
  ['list-memory', memoryRow],
  ...atSizeRows,
  ['start', startRow],
  ['verify', verifyRow],
  ['sign-in', signInRow],
  ['populate', populateRow],
  ['use', useRow],
  ['credentials', credentialsRow],
  ['credentials-session', sessionCredentialsRow],
  ['prompt', promptRow],
  ['completion', completionRow],
  ['stacks-list', listStacksRow],
  ['rename-stacks', renameStacksRow],
  ['stacks-find', discoverRow],
  ['stacks-first', firstProjectsRow],
  ['stacks-scan', scanTimeRow],
  ['stacks-memory', scanMemoryRow],
  ['stacks-hostile', hostileRow],
  ['page-start', pageStartRow],
  ['page-script', pageScriptRow],
  ['keystroke', keystrokeRow],
  ['scroll-profiles', scrollProfilesRow],
  ['scroll-health', scrollHealthRow],
  ['foreign-edit', foreignEditRow],
  ['desktop-start', desktopStartRow],
  ['desktop-quit', desktopQuitRow],
  ['desktop-memory', desktopMemoryRow],
  ['desktop-memory-hidden', desktopHiddenMemoryRow],
  ['desktop-tray-click', desktopTrayClickRow],
])
