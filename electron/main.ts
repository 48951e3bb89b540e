import { app } from 'electron'
import { registerAppScheme } from './page/app-scheme.ts'
import { startDesktop } from './start-desktop.ts'
import { placeChromiumProfile } from './system/chromium-profile.ts'

performance.mark('main')

// Before anything else: no renderer may ever start outside the sandbox (docs/SECURITY.md, "Isolation").
app.enableSandbox()
registerAppScheme()
placeChromiumProfile()

if (app.requestSingleInstanceLock()) startDesktop()
else app.quit()
