#!/usr/bin/env node
'use strict'
// The entry does as little as it can: `--version` must cost hardly more than starting node. So it is CommonJS, which
// starts without the loader of ES modules. Its syntax is as old as Node 10, so that an old one can be told.
const fs = require('fs')
const path = require('path')
const vm = require('vm')

const here = (name) => path.join(__dirname, '..', name)
const args = process.argv.slice(2)

/** As package.json says under `engines`. */
const isSupported = (major, minor) =>
  major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)

const startFile = here('dist/cli/start.cjs')

/** The text of the command's start (cli/start); undefined where nothing was built. */
function readStart() {
  try {
    return fs.readFileSync(startFile, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Without a stream, which takes longer to load than all else here, unless the text does not go out at once. */
function print(text) {
  try {
    fs.writeSync(1, `${text}\n`)
  } catch {
    console.log(text)
  }
}

/** An error as the command itself tells it: as text, and as JSON too when asked. */
function refuse(code, message, remedy) {
  const options = args.indexOf('--') < 0 ? args : args.slice(0, args.indexOf('--'))
  if (options.indexOf('--json') >= 0)
    console.log(JSON.stringify({ ok: false, error: { code, message, remedy } }, undefined, 2))
  console.error(`Error ${code}: ${message}\n  To do: ${remedy}`)
  process.exitCode = 1
}

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  print(JSON.parse(fs.readFileSync(here('package.json'), 'utf8')).version)
} else if (!isSupported.apply(null, process.versions.node.split('.').map(Number))) {
  refuse(
    'NodeTooOld',
    `Stackpass needs Node 20.19 or newer, and of Node 21 and 22 at least 22.12; this is Node ${process.versions.node}.`,
    'Switch to a newer Node and run the command again.',
  )
} else {
  const start = readStart()
  if (start === undefined) {
    console.error('Stackpass is not built yet. Run `npm start` or `npm run build` in its folder once.')
    process.exitCode = 1
  } else {
    // `require` would look for links and packages on the way, which costs as much as all that this file does.
    const found = {}
    vm.compileFunction(start, ['exports', 'require'], { filename: startFile })(found, require)
    found.start(here('dist/cli/main.cjs'))
  }
}
