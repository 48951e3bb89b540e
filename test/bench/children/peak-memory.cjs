// Loaded before a command by --require: writes its peak resident memory at the end.
const { readFileSync, writeSync } = require('node:fs')

/** Linux counts what the parent had before it started this program into maxRSS, so its own mark is asked for. */
function peak() {
  try {
    const own = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))
    if (own !== null) return own[1]
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS
}

process.on('exit', () => writeSync(1, `PEAK_KB=${peak()}\n`))
