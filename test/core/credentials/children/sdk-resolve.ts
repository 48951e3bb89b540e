/**
 * Resolves profiles with the SDK's own fromIni, in a process of its own. Input on stdin: a folder and, for each case, the
 * settings of its profiles. Output: for each case and profile, the access key id or `null` for a refusal.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fromIni } from '@aws-sdk/credential-providers'

type Profiles = Record<string, Record<string, string>>
const input = JSON.parse(await text(process.stdin)) as { folder: string; url: string; cases: Profiles[] }
const answers: Record<string, string | null>[] = []
for (const [index, profiles] of input.cases.entries()) {
  const configFilepath = join(input.folder, `config-${index}`)
  const lines = Object.entries(profiles).map(([name, settings]) => {
    const keys = Object.entries(settings).map(([key, value]) => `${key} = ${value}\n`)
    return `[profile ${name}]\n${keys.join('')}`
  })
  await writeFile(configFilepath, lines.join('\n'))
  const clientConfig = { region: 'us-east-1', endpoint: input.url, maxAttempts: 1 }
  const answer: Record<string, string | null> = {}
  for (const profile of Object.keys(profiles)) {
    const filepath = join(input.folder, 'none')
    const provide = fromIni({ profile, configFilepath, filepath, ignoreCache: true, clientConfig })
    answer[profile] = await provide().then(
      (found) => found.accessKeyId,
      () => null,
    )
  }
  answers.push(answer)
}
process.stdout.write(JSON.stringify(answers))
process.exit(0)
