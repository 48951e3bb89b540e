import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './sources.mjs'

const config = `# sample
[default]
region = eu-west-1

[profile dev]
region = eu-central-1
s3 =
  max_concurrent_requests = 20

[profile role]
role_arn = arn:aws:iam::123456789012:role/Deploy
source_profile = default

[profile sso]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Reader

[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
`

const credentials = `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[dev]
aws_access_key_id = AKIAI44QH8DHBEXAMPLE
aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
`

/** What people wait for most; what these runs do not reach is compiled when it is needed. */
const commands = [
  ['use', 'dev'],
  ['current'],
  ['credentials', 'dev'],
  ['credentials', 'role'],
  ['profiles', 'list'],
  ['profiles', 'show', 'dev'],
  ['profiles', 'set', 'dev', 'region', 'eu-west-3'],
  ['stacks', 'list', '--project', '.'],
  ['verify', 'dev'],
  ['--help'],
  ['serve', '--no-open'],
]

/** @param {string} main @param {readonly string[]} args @param {string} home */
function runOnce(main, args, home) {
  const { PATH, SystemRoot, TEMP } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'build', 'keep-code.cjs'), main, ...args], {
      cwd: home,
      // Nothing listens at that port, and nothing else is asked.
      env: {
        PATH,
        HOME: home,
        USERPROFILE: home,
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        AWS_MAX_ATTEMPTS: '1',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...(SystemRoot !== undefined && { SystemRoot }),
        ...(TEMP !== undefined && { TEMP }),
      },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 30_000,
    })
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      const url = /http:\/\/127\.0\.0\.1:\S+/.exec(text)?.[0]
      if (args[0] === 'serve' && url !== undefined)
        void fetch(url)
          .catch(() => undefined)
          .then(() => child.kill('SIGTERM'))
    })
    child.once('error', resolve)
    child.once('close', (code) => {
      if (code === 2) reject(new Error(`\`${args.join(' ')}\` is no command, so it warms nothing up.`))
      else resolve(code)
    })
  })
}

/**
 * Runs the usual commands from a bundle, in a home folder of their own, so that V8's compiled code of them is kept
 * beside it. A command that fails is fine, one that does not exist is not. @param {string} main
 */
export async function warmCommandLine(main) {
  const home = await mkdtemp(join(tmpdir(), 'stackpass-build-'))
  try {
    await mkdir(join(home, '.aws'), { mode: 0o700 })
    await writeFile(join(home, '.aws', 'config'), config, { mode: 0o600 })
    await writeFile(join(home, '.aws', 'credentials'), credentials, { mode: 0o600 })
    for (const args of commands) await runOnce(main, args, home)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
