// Measures npm's ini: reading and parsing both files, with no merge and no meaning.
import { readFile } from 'node:fs/promises'
import { parse } from 'ini'

const [configFile, credentialsFile, times] = process.argv.slice(2)
const taken = []
let profiles = 0
for (let index = 0; index < Number(times); index++) {
  const started = performance.now()
  const [config, credentials] = await Promise.all([
    readFile(configFile, 'utf8'),
    readFile(credentialsFile, 'utf8'),
  ])
  const first = parse(config)
  parse(credentials)
  taken.push(performance.now() - started)
  profiles = Object.keys(first).length
}
console.log(JSON.stringify({ taken, profiles }))
