import { describe, expect, it } from 'vitest'
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { StackDetail, StackList } from '../../../../shared/contract/models.ts'
import type { DiscoveredProject } from '../../../../core/stacks/discovery-types.ts'
import { pooledDisk } from '../../../../core/stacks/disk.ts'
import { entryFiles, programProviders, providerLines } from '../../../../core/stacks/program-providers.ts'
import { must } from '../../home.ts'
import { openMonorepo } from './monorepo.ts'

describe('a program that makes its own provider', () => {
  it.each<[string, string, readonly number[]]>([
    ['.ts', 'import * as aws from "@pulumi/aws"\nconst p = new aws.Provider("x", {})', [2]],
    ['.ts', 'import { Provider } from "@pulumi/aws"\nnew Provider("x")', [2]],
    ['.ts', 'import "@pulumi/aws"\nnew k8s.Provider("x")', []],
    ['.ts', 'import "@pulumi/aws"\n// new aws.Provider("x")', []],
    ['.ts', 'new aws.Provider("x")', []],
    ['.py', 'import pulumi_aws as aws\np = aws.Provider("x")', [2]],
    ['.py', 'import pulumi_aws as aws\nclass Provider(Base):', []],
    [
      '.go',
      'import "github.com/pulumi/pulumi-aws/sdk/v7/go/aws"\np, err := aws.NewProvider(ctx, "x", nil)',
      [2],
    ],
    ['.cs', 'using Pulumi.Aws;\nvar p = new Provider("x");', [2]],
    ['.java', 'import com.pulumi.aws.Provider;\nvar p = new Provider("x");', [2]],
    ['.yaml', 'resources:\n  p:\n    type: pulumi:providers:aws\n', [3]],
    ['.yaml', 'config:\n  type: pulumi:providers:aws\n', []],
  ])('%s: %j', (ending, text, lines) => {
    expect(providerLines(text, ending)).toEqual(lines)
  })

  it.each<[string, readonly string[]]>([
    ['nodejs', ['index.ts']],
    ['yaml', ['Main.yaml', 'Pulumi.yaml', 'index.ts']],
    ['another', ['Main.yaml', 'Pulumi.yaml', 'index.ts']],
  ])('is not looked for in settings, where the program is in %s', async (runtime, looked) => {
    const { path } = openMonorepo()
    const folder = path('services/looked-at')
    mkdirSync(folder, { recursive: true })
    const names = ['Pulumi.yaml', 'Pulumi.dev.yaml', 'Pulumi.a.b.yml', 'index.ts']
    if (runtime !== 'nodejs') names.push('Main.yaml')
    for (const name of names)
      writeFileSync(`${folder}/${name}`, 'resources:\n  p:\n    type: pulumi:providers:aws\n')
    const read: string[] = []
    const disk: typeof pooledDisk = {
      ...pooledDisk,
      text(file, maxBytes) {
        read.push(basename(file))
        return pooledDisk.text(file, maxBytes)
      },
    }
    const found = { folder, runtime, content: undefined } as DiscoveredProject
    const lines = await programProviders(found, entryFiles, disk)
    expect(read.toSorted()).toEqual(looked)
    const isYaml = (name: string): boolean => name.endsWith('.yaml')
    expect(lines.map(({ path }) => path).toSorted()).toEqual(looked.filter(isYaml))
  })

  it('is said of its stacks, with the line; packages of others are not looked into', async () => {
    const { core, path, id } = openMonorepo()
    const text = 'import * as aws from "@pulumi/aws"\n\nnew aws.Provider("east", { region: "us-east-1" })\n'
    for (const name of ['services/api/src/index.ts', 'services/web/node_modules/x/index.ts']) {
      mkdirSync(dirname(path(name)), { recursive: true })
      writeFileSync(path(name), text)
    }
    const said = async (project: string) => {
      const { problems } = await must<StackDetail>(core, 'stacks.show', id(project, 'dev'))
      return problems.filter(({ code }) => code === 'provider-in-program').map(({ message }) => message)
    }
    expect(await said('services/api')).toEqual(['The program creates its own AWS providers: src/index.ts:3.'])
    expect(await said('services/web')).toEqual([])
  })

  it('is said in the list where the first files show it, and in full for one stack', async () => {
    const { core, path, id } = openMonorepo()
    const text = 'import * as aws from "@pulumi/aws"\nnew aws.Provider("east")\n'
    mkdirSync(dirname(path('services/api/lib/east.ts')), { recursive: true })
    for (const name of ['services/api/index.ts', 'services/api/lib/east.ts']) writeFileSync(path(name), text)
    const { projects } = await must<StackList>(core, 'stacks.scan', { folders: [path('services')] })
    const listed = projects.flatMap(({ name, ownProviders }) =>
      ownProviders === undefined ? [] : [[name, ownProviders]],
    )
    expect(listed).toEqual([['api', ['index.ts:2']]])
    const { project } = await must<StackDetail>(core, 'stacks.show', id('services/api', 'dev'))
    expect(project.ownProviders).toEqual(['index.ts:2', 'lib/east.ts:2'])
  })
})
