import { describe, expect, it } from 'vitest'
import { pulumiCall } from '../../../cli/commands/pulumi-call.ts'

const call = (line: string) => pulumiCall(line.split(' '))

describe('a command that makes Pulumi sign in', () => {
  it.each([
    ['pulumi up --yes', undefined],
    ['/opt/pulumi/bin/pulumi destroy', undefined],
    ['pulumi.exe preview', undefined],
    ['pulumi --stack prod preview', 'prod'],
    ['pulumi up --stack=organization/shop/prod', 'prod'],
    ['pulumi -s prod up', 'prod'],
    ['pulumi -s=prod up', 'prod'],
    ['pulumi up -sprod', 'prod'],
    ['env AWS_REGION=eu-west-1 pulumi up -s prod', 'prod'],
    ['npx --yes pulumi refresh', undefined],
    ['time nice -n 5 pulumi up', undefined],
    ['sudo -E pulumi import', undefined],
  ])('%s', (line, stack) => {
    expect(call(line)).toEqual({ folder: undefined, stack })
  })

  it.each(['pulumi -C /projects/x up', 'pulumi --cwd /projects/x up', 'pulumi up --cwd=/projects/x'])(
    '%s',
    (line) => {
      expect(call(line)).toEqual({ folder: '/projects/x', stack: undefined })
    },
  )

  it.each([
    'pulumi up -s prod',
    'npm ci && AWS_REGION=x pulumi up -s prod',
    "env A='b c' pulumi up -s prod; date",
  ])('a shell with %s', (line) => {
    expect(pulumiCall(['bash', '-lc', line])).toEqual({ folder: undefined, stack: 'prod' })
    expect(pulumiCall(['env', 'A=b', 'sh', '-c', line])).toEqual({ folder: undefined, stack: 'prod' })
  })

  it.each([
    'pulumi stack output up',
    'pulumi config set up',
    'pulumi stack ls',
    'echo pulumi up',
    'make up',
    'env pulumi about',
    'sh deploy.sh',
    'pulumi',
  ])('%s is none', (line) => {
    expect(call(line)).toBeUndefined()
  })
})
