// npm run check: finds in seconds what a change may have broken nearby. Only `npm test` is complete.
// It checks what is not committed; `npm run check -- main` checks everything that differs from main.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { changedFiles } from './changed-files.mjs'
import { nearestTests, readImports } from './nearest-tests.mjs'
import { root } from './sources.mjs'

const base = process.argv[2] ?? 'HEAD'
const mostTests = 4

const changed = changedFiles(base)
const present = changed.filter((file) => existsSync(join(root, file)))
const scripts = present.filter((file) => /\.(?:tsx?|mts|mjs|js)$/.test(file))
const { tests, left } = nearestTests(changed, await readImports(), mostTests)

if (changed.length === 0) {
  console.log(`Nothing differs from ${base}.`)
  process.exit(0)
}

/** @type {readonly (readonly [name: string, command: readonly string[]])[]} */
const steps = [
  ['types', ['tsgo', '-b']],
  ...(scripts.length > 0
    ? [
        [
          'lint',
          ['eslint', '-c', 'eslint.quick.config.js', '--no-warn-ignored', '--max-warnings', '0', ...scripts],
        ],
      ]
    : []),
  ...(present.length > 0
    ? [['format', ['prettier', '--check', '--ignore-unknown', '--log-level', 'warn', ...present]]]
    : []),
  ['layers', ['npm', 'run', '--silent', 'layers']],
  ...(tests.length > 0 ? [['tests', ['vitest', 'run', ...tests]]] : []),
]

/** @param {readonly [string, readonly string[]]} step @returns {Promise<boolean>} */
function runStep([name, [command = '', ...args]]) {
  const started = performance.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => (output += `${error.message}\n`))
    child.once('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(7)} ${seconds.padStart(5)} s`)
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })
}

const results = await Promise.all(steps.map(runStep))
const more = left > 0 ? ` ${left} more are as near: npm run unit runs them all.` : ''
console.log(tests.length === 0 ? 'No unit test imports what changed.' : `Tests: ${tests.join(' ')}.${more}`)
process.exitCode = results.every(Boolean) ? 0 : 1
