// Runs the tests of code that touches the system in Node for Windows under Wine: `npm run windows [-- PART OF A FILE NAME]`.
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../sources.mjs'
import { bundleNames, bundleTests } from './bundle-tests.mjs'
import { differences, hangingIn, judgeFile, leftOut } from './differences.mjs'
import { showPage } from './page.mjs'
import { ensureWine, windowsPath } from './wine.mjs'

/** Folders of code that touches the system or has special rules on Windows. */
const rooms = [
  ...['files', 'history', 'state', 'system', 'credentials', 'consent', 'host', 'aws', 'edits'].map(
    (room) => `test/core/${room}`,
  ),
  ...['shells', 'transfer', 'text', 'edit', 'sessions', 'secrets', 'aws'].map(
    (room) => `test/shared/${room}`,
  ),
  'test/windows',
]
const atOnce = 2

/** @param {string} folder */
async function testsBelow(folder) {
  const entries = await readdir(join(root, folder), { recursive: true })
  return entries.filter((name) => name.endsWith('.test.ts')).map((name) => `${folder}/${name}`)
}

/** @param {Exclude<Awaited<ReturnType<typeof ensureWine>>, string>} wine @param {readonly string[]} files */
async function runAll(wine, files) {
  const folder = await mkdtemp(join(tmpdir(), 'stackpass-windows-'))
  const total = { passed: 0, failed: 0, skipped: 0 }
  try {
    await bundleTests(files, join(folder, 'bundle'))
    await mkdir(join(folder, 'reports'))
    const waiting = [...bundleNames(files)]
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [file, name] = next
        const report = join(folder, 'reports', `${name}.json`)
        const code = await wine.run(
          [
            windowsPath(join(root, 'build', 'windows', 'run-file.mjs')),
            ...[windowsPath(join(folder, 'bundle')), `${name}.mjs`, windowsPath(report)],
            ...hangingIn(file),
            // Some tests treat a Windows path as a name in the current folder.
          ],
          { cwd: folder },
        )
        const text = await readFile(report, 'utf8').catch(() => undefined)
        const judged = judgeFile(file, text === undefined ? undefined : JSON.parse(text), code)
        for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += judged[key]
        for (const line of judged.lines) console.log(line)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return total
}

const wine = await ensureWine()
if (typeof wine === 'string') {
  console.log(`Not run on Windows: ${wine}.\n0 passed, 0 failed`)
} else {
  const part = process.argv[2] ?? ''
  const all = (await Promise.all(rooms.map(testsBelow))).flat().filter((file) => file.includes(part))
  const files = all.filter((file) => !leftOut.has(file))
  const missing = part === '' ? [...leftOut.keys()].filter((file) => !all.includes(file)) : []
  for (const file of missing) console.log(`${file} is left out and not there any more.`)
  const { passed, failed, skipped } = await runAll(wine, files)
  const page = part === '' || 'page'.includes(part) ? await showPage(wine) : undefined
  if (page !== undefined) console.log(page.text)
  const wrong = failed + missing.length + (page?.failed ?? 0)
  console.log(
    `${files.length} files of tests in Wine; ${leftOut.size} files and ${differences.length} kinds of tests differ there (build/windows/differences.mjs)`,
  )
  console.log(`${passed + (page?.passed ?? 0)} passed, ${wrong} failed, ${skipped} skipped`)
  if (wrong > 0 || passed === 0) process.exitCode = 1
}
