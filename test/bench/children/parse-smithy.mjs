// Measures @smithy/shared-ini-file-loader, the reader of the JS SDK, without its cache.
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader'

const [configFilepath, filepath, times] = process.argv.slice(2)
const taken = []
let profiles = 0
for (let index = 0; index < Number(times); index++) {
  const started = performance.now()
  const read = await loadSharedConfigFiles({ configFilepath, filepath, ignoreCache: true })
  taken.push(performance.now() - started)
  profiles = new Set([...Object.keys(read.configFile), ...Object.keys(read.credentialsFile)]).size
}
console.log(JSON.stringify({ taken, profiles }))
