// Measures reading, parsing and merging both files, in a process of its own, as the product does it.
import { readFile } from 'node:fs/promises'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { installByteDecoder } from '../../../shared/domain/aws/text.ts'

// As core/aws/aws-files.ts does for every host.
installByteDecoder((bytes) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
)

const [configFile = '', credentialsFile = '', times = '1'] = process.argv.slice(2)
const taken: number[] = []
let profiles = 0
for (let index = 0; index < Number(times); index++) {
  const started = performance.now()
  const [config, credentials] = await Promise.all([readFile(configFile), readFile(credentialsFile)])
  const merged = mergeProfiles(parseSharedFile(config, 'config'), parseSharedFile(credentials, 'credentials'))
  taken.push(performance.now() - started)
  profiles = merged.size
}
console.log(JSON.stringify({ taken, profiles }))
