import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testAccount, testAccountName } from '../../../build/electron/test-account.mjs'
import { findEntry } from '../../e2e/support/desktop/tray-watcher.ts'
import { runCommand } from '../../e2e/support/running-host.ts'
import { PtyShell, whyNot } from '../../shells/pty-shell.ts'
import type { NotMeasured, Row } from '../types.ts'
import type { Workspace } from '../workspace.ts'
import { end } from './desktop.ts'
import { openTray } from './desktop-tray.ts'

/** From a click on a profile in the tray, as a panel reports it, until a shell has that profile at a new prompt. */
export async function desktopTrayClickRow(_: Workspace, repetitions: number): Promise<Row | NotMeasured> {
  const missing = whyNot('bash')
  if (missing !== undefined) return { why: missing }
  const tray = await openTray()
  if (typeof tray === 'string') return { why: tray }
  const { home, folder, version } = tray.desktop
  const { app, icon } = await tray.start()
  const hook = join(home.path, 'hook.bash')
  await writeFile(hook, await runCommand(folder, home, ['shell-init', 'bash']), { mode: 0o644 })
  const shell = new PtyShell(
    'bash',
    { folder: home.path, hooks: new Map([['bash', hook] as const]) },
    testAccount() === undefined
      ? {}
      : { under: `setpriv --reuid=${testAccountName} --regid=${testAccountName} --clear-groups` },
  )
  await shell.load()
  let turn = 0
  return {
    id: 'desktop-tray-click',
    what: `desktop: click on a profile in the tray until a shell has it at its next prompt (${version})`,
    unit: 'ms',
    repetitions,
    ours: {
      name: 'desktop app',
      async measure() {
        const profiles = findEntry(await icon.menu(), 'Profiles').children
        const entry = profiles[turn++ % 2]
        if (entry === undefined) throw new Error('The menu has no profiles')
        const name = entry.label.replace(/,.*/, '')
        const clickedAt = performance.now()
        await icon.click(entry)
        while ((await shell.environment('AWS_PROFILE')) !== name)
          if (performance.now() - clickedAt > 60_000) throw new Error(`The shell does not follow to ${name}`)
        return performance.now() - clickedAt
      },
    },
    peers: [],
    absent: [],
    note: '1,000 profiles, bash with the hook. The shell comes to one prompt after another; each costs a few milliseconds of the figure.',
    async close() {
      await shell.close()
      await end(app)
      await tray.close()
    },
  }
}
