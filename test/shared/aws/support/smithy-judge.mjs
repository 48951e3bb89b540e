// Reads {kind, base64} objects as JSON lines, or {config, credentials} in base64, and answers with what the JS SDK makes of each. Runs in a process of its own, for
// hostile section names write onto `Object` in there.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { loadSharedConfigFiles, parseKnownFiles } from '@smithy/shared-ini-file-loader'

const folder = mkdtempSync(join(tmpdir(), 'smithy-judge-'))
const empty = join(folder, 'empty')
writeFileSync(empty, '')
let count = 0
const stringify = JSON.stringify
for await (const line of createInterface({ input: process.stdin })) {
  const { kind, base64, ...pair } = JSON.parse(line)
  const path = join(folder, `file-${count}`)
  count += 1
  if (pair.config !== undefined) {
    const paths = { configFilepath: `${path}-config`, filepath: path }
    writeFileSync(paths.configFilepath, Buffer.from(pair.config, 'base64'))
    writeFileSync(paths.filepath, Buffer.from(pair.credentials, 'base64'))
    console.log(stringify(await parseKnownFiles({ ...paths, ignoreCache: true })))
    continue
  }
  writeFileSync(path, Buffer.from(base64, 'base64'))
  const config = kind === 'config'
  const files = await loadSharedConfigFiles({
    filepath: config ? empty : path,
    configFilepath: config ? path : empty,
    ignoreCache: true,
  })
  console.log(stringify(config ? files.configFile : files.credentialsFile))
}
rmSync(folder, { recursive: true, force: true })
