// Loaded before a command by --import: writes its peak resident memory at the end.
import { writeSync } from 'node:fs'

process.on('exit', () => writeSync(1, `PEAK_KB=${process.resourceUsage().maxRSS}\n`))
