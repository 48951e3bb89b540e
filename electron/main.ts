import { app, dialog } from 'electron'
import { programEnvironment } from '../core/system/find-program.ts'
import { registerAppScheme } from './page/app-scheme.ts'
import { missingSandbox } from './security/require-sandbox.ts'
import { startDesktop } from './start-desktop.ts'
import { placeChromiumProfile } from './system/chromium-profile.ts'

performance.mark('main')

// Electron starts programs by name (xdg-open, through openExternal): never from the folder that we were started in.
Object.assign(process.env, programEnvironment(process.env))
// Before anything else: no renderer may ever start outside the sandbox (docs/SECURITY.md, "Isolation").
app.enableSandbox()
registerAppScheme()
placeChromiumProfile()

const withoutSandbox = missingSandbox(process.argv, app.isPackaged)
if (withoutSandbox !== undefined) {
  dialog.showErrorBox('Stackpass', withoutSandbox)
  app.exit(1)
} else if (app.requestSingleInstanceLock()) startDesktop()
else app.quit()
