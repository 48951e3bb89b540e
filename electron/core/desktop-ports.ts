import { homedir } from 'node:os'
import { app, clipboard } from 'electron'
import type { CorePorts } from '../../core/host/ports.ts'
import { withChosenHome } from '../../core/state/chosen-home.ts'

/** What the desktop provides to core: clipboard, notifications, the consent question, the browser, the environment, and file watching. */
export function desktopPorts(
  notify: NonNullable<CorePorts['notify']>,
  askConsent: NonNullable<CorePorts['askConsent']>,
  askPerson: NonNullable<CorePorts['askPerson']>,
  chooseFolder: NonNullable<CorePorts['chooseFolder']>,
): CorePorts {
  const homeDir = homedir()
  return {
    env: withChosenHome(process.env, process.platform, homeDir),
    homeDir,
    platform: process.platform,
    host: 'desktop',
    version: app.getVersion(),
    watch: true,
    clipboard: { read: () => clipboard.readText(), write: (text) => clipboard.writeText(text) },
    notify,
    askConsent,
    askPerson,
    chooseFolder,
    // Not shell.openExternal: it passes the address to xdg-open as an argument, which every user of the machine can read.
    openLink: async (url, target) => {
      const { openLink } = await import('../../core/host/links/open-link.ts')
      return openLink(url, { env: process.env, platform: process.platform, homeDir, stays: true }, target)
    },
  }
}
