import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CorePorts } from '../../../../core/host/ports.ts'
import { openHome, type TestHome } from '../../home.ts'

export const devAccount = '111122223333'
export const prodAccount = '444455556666'

const config = `[default]
region = us-east-1

[profile dev]
region = eu-west-1
role_arn = arn:aws:iam::${devAccount}:role/dev
source_profile = default

[profile prod]
role_arn = arn:aws:iam::${prodAccount}:role/prod
source_profile = default

[profile old]
region = eu-west-1
`

const credentials = `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`

/** Files of a monorepo with three projects; the comments and odd spacing must survive every edit. */
const files: Readonly<Record<string, string>> = {
  'services/api/Pulumi.yaml': 'name: api\nruntime: nodejs\n',
  'services/api/package.json': '{"dependencies": {"@pulumi/aws": "^7.2.0"}}',
  'services/api/Pulumi.dev.yaml': `# kept\nconfig:\n  aws:profile:   old   # by hand\n  aws:region: eu-west-1\n  api:size: 012\n`,
  'services/api/Pulumi.prod.yaml': `config:\r\n  aws:allowedAccountIds: ["${prodAccount}"]\r\n  api:key:\r\n    secure: v1:abc:def\r\n`,
  'services/web/Pulumi.yml': 'name: web\nruntime: go\nconfig:\n  aws:profile: old\n',
  'services/web/Pulumi.dev.yml': `encryptionsalt: v1:salt\nconfig: {}\n`,
  'infra/Pulumi.json': '{"name": "infra", "runtime": "yaml", "packages": {"aws": "6.83.0"}}',
  'infra/Pulumi.base.json': '{\n    "config": {\n        "aws:region": "us-east-1"\n    }\n}\n',
  'node_modules/x/Pulumi.yaml': 'name: not-mine\nruntime: nodejs\n',
}

export interface Monorepo extends TestHome {
  readonly repo: string
  path(file: string): string
  read(file: string): string
  write(file: string, text: string): void
  /** The project and name of a stack in the repository. */
  id(project: string, stack: string): { project: string; stack: string }
}

/** A home with profiles and, in `~/code`, a monorepo; no folder is set to be searched yet. */
export function openMonorepo(ports: Partial<CorePorts> = {}): Monorepo {
  const home = openHome(ports, { config, credentials })
  const repo = join(home.home, 'code')
  const path = (file: string): string => join(repo, file)
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(path(file)), { recursive: true })
    writeFileSync(path(file), text)
  }
  for (const [file, text] of Object.entries(files)) write(file, text)
  return {
    ...home,
    repo,
    path,
    write,
    read: (file) => readFileSync(path(file), 'utf8'),
    id: (project, stack) => ({ project: path(project), stack }),
  }
}

/** A program named pulumi that records its arguments and standard input, and exits as told. */
export function fakePulumi(folder: string, script: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'pulumi'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'pulumi'), 0o755)
  return folder
}
