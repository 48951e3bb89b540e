import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, isApp, test } from '../support/packed-test.ts'
import { readAsar } from '../support/read-asar.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const archive = (folder: string) => join(folder, 'resources', 'app.asar')

test('the archive holds the bundles as they were built, and nothing else', async ({ packed }) => {
  const files = await readAsar(archive(packed))
  const wanted =
    /^(?:package\.json|dist\/electron\/.+\.(?:c?js|png)|dist\/electron\/question\/(?:index\.html|question\.css)|dist\/electron\/keyring\/keyring\.[\w-]+\.node|dist\/renderer\/(?:index\.html|assets\/.+\.(?:js|css)))$/
  expect([...files.keys()].filter((name) => !wanted.test(name))).toEqual([])
  for (const [name, { bytes }] of files)
    if (name !== 'package.json') expect(bytes.equals(await readFile(join(root, name))), name).toBe(true)
  for (const folder of ['dist/electron', 'dist/renderer'])
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile() && !entry.parentPath.endsWith('licences'))
        expect([...files.keys()]).toContain(join(entry.parentPath, entry.name).slice(root.length))
})

test('its package.json names the app and no script or tool', async ({ packed }) => {
  const bytes = (await readAsar(archive(packed))).get('package.json')?.bytes
  const manifest = JSON.parse(String(bytes)) as Record<string, unknown>
  expect(manifest).toMatchObject({ name: 'stackpass', main: 'dist/electron/main.js', type: 'module' })
  expect(Object.keys(manifest)).not.toContain('devDependencies')
  expect(Object.keys(manifest)).not.toContain('scripts')
})

test('nothing of the app lies beside the archive but the licences of all that is in it', async ({
  packed,
}) => {
  expect((await readdir(join(packed, 'resources'))).sort()).toEqual(['app.asar', 'licences'])
  const licences = join(packed, 'resources', 'licences')
  expect((await readdir(licences)).sort()).toEqual(['LICENSE.txt', 'THIRD-PARTY-NOTICES.txt'])
  expect(await readFile(join(licences, 'LICENSE.txt'))).toEqual(await readFile(join(root, 'LICENSE')))
  const notices = await readFile(join(licences, 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const [name, version] of Object.entries(manifest.dependencies))
    expect(notices).toContain(`\n${name} ${version} (`)
})

test('the archive says the hash of every file, as macOS and Windows ask for', async ({ packed }) => {
  for (const [name, { bytes, integrity }] of await readAsar(archive(packed))) {
    const hash = createHash('sha256').update(bytes).digest('hex')
    expect(integrity, name).toMatchObject({ algorithm: 'SHA256', hash })
  }
})

// docs/RELEASE.md says so. Should this fail, Electron has learned it, and the docs may say that.
test('Electron on Linux starts with an archive that was changed', async ({ start, copyOfPacked }) => {
  const folder = await copyOfPacked()
  const page = (await readAsar(archive(folder))).get('dist/renderer/index.html')
  if (page === undefined) throw new Error('The archive has no page')
  const bytes = await readFile(archive(folder))
  bytes.write('<!DOCTYPE html>', page.start)
  // The file is linked to the one that the other tests start.
  await rm(archive(folder))
  await writeFile(archive(folder), bytes)
  await isApp(await start({ folder }))
})
