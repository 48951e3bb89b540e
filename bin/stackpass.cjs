#!/usr/bin/env node
'use strict'
// The entry does as little as it can: `--version` must cost hardly more than starting node. So it is CommonJS, which
// starts without the loader of ES modules.
const { existsSync, readFileSync } = process.getBuiltinModule('node:fs')
const { join } = process.getBuiltinModule('node:path')

const here = (path) => join(__dirname, '..', path)
const args = process.argv.slice(2)

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  console.log(JSON.parse(readFileSync(here('package.json'), 'utf8')).version)
} else if (existsSync(here('dist/cli/main.cjs'))) {
  require('./load-bundle.cjs').loadBundle(here('dist/cli/main.cjs'))
} else {
  console.error('Stackpass is not built yet. Run `npm start` or `npm run build` in its folder once.')
  process.exitCode = 1
}
