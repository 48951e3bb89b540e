// `node --import tsx --import test/fakes/electron/register.mjs dist/electron/main.js` runs the desktop app on the
// stand-in: every import of `electron` resolves to index.ts beside this file.
import { register } from 'node:module'

register('./resolve-electron.mjs', import.meta.url)
