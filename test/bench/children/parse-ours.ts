// Measures reading, parsing and merging both files in a separate process, as the product does it.
import { isAscii } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { installByteDecoder } from '../../../shared/domain/aws/text.ts'

// As core/aws/aws-files.ts does for every host.
installByteDecoder(
  (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
  isAscii,
)

const [configFile = '', credentialsFile = '', times = '1', what = 'parse'] = process.argv.slice(2)
const taken: number[] = []
const allRead: number[] = []
let profiles = 0
for (let index = 0; index < Number(times); index++) {
  const started = performance.now()
  const [config, credentials] = await Promise.all([readFile(configFile), readFile(credentialsFile)])
  const merged = mergeProfiles(parseSharedFile(config, 'config'), parseSharedFile(credentials, 'credentials'))
  taken.push(performance.now() - started)
  profiles = merged.size
  let settings = 0
  for (const profile of merged.values()) settings += profile.settings.size
  if (settings < profiles) throw new Error('settings are missing')
  allRead.push(performance.now() - started)
}
console.log(JSON.stringify({ taken: what === 'all' ? allRead : taken, profiles }))
