'use strict'
// `node build/keep-code.cjs MAIN.cjs ARG…` runs the command from this bundle and, when it ends, writes the code that V8
// has compiled beside each file that was loaded. bin/load-bundle.cjs starts from that.
const { writeFileSync } = require('node:fs')
const { loadBundle } = require('../bin/load-bundle.cjs')

const main = process.argv[2]
process.argv.splice(1, 2, main)
const scripts = new Map()
process.once('exit', () => {
  for (const [file, script] of scripts) writeFileSync(`${file}.cache`, script.createCachedData())
})
loadBundle(main, (file, script) => scripts.set(file, script))
