// Electron's default app, as far as our tests need it: it runs the folder in the first argument. The binary that the tests
// get from a registry has none.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (folder === undefined) throw new Error('Name the folder of an app.')
const path = resolve(folder)
const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
app.setVersion(manifest.version)
app.setName(manifest.productName ?? manifest.name)
app.setDesktopName(`${app.getName()}.desktop`)
app.setAppPath(path)
// Electron waits for this before it reports that it is ready.
await import(pathToFileURL(join(path, manifest.main)).href)
